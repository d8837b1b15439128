// How attachments are checked. With forum::AttachmentLimits, section [attachments].
#pragma once

#include <chrono>

#include "files/limits.hpp"
#include "files/scanner.hpp"

namespace server::app {

// What becomes of a file that nobody could scan for malware.
enum class Unscanned { hold, serve };

struct CheckerSettings {
  files::InspectionLimits inspection;
  files::ScannerSettings scanner;
  Unscanned unscanned = Unscanned::hold;
  std::chrono::milliseconds rescan_every{60'000};  // of what nobody has scanned yet
};

}  // namespace server::app
