// Whether a file may be taken, and what of it: its type by its content, what is inside an archive, the
// picture alone of an image. Looks at bytes only; malware is scanner.hpp's. Blocks: for a thread of its own.
#pragma once

#include <string>
#include <string_view>

#include "files/limits.hpp"
#include "files/refusal.hpp"

namespace files {

struct Inspected {
  Refusal refusal = Refusal::none;
  std::string type;       // as MIME has it
  std::string bytes;      // what is kept: of an image the picture alone, else as they came
  std::string thumbnail;  // JPEG; of images
};

Inspected inspect(std::string bytes, std::string_view name, InspectionLimits const& limits);

}  // namespace files
