// Asks clamd whether bytes are malware, in its own protocol (clamd(8), INSTREAM) over a socket of this
// machine. Blocks, at most as long as its settings say: for a thread of its own.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace files {

struct ScannerSettings {
  std::string address = {};  // "unix:/run/clamav/clamd.ctl" or "127.0.0.1:3310"; empty: there is none
  std::chrono::milliseconds patience{30'000};  // for each step of the talk
};

enum class Verdict {
  clean,
  malware,
  unknown  // nobody answered, or not in a way that says anything
};

class Scanner {
 public:
  explicit Scanner(ScannerSettings settings) : settings_(std::move(settings)) {}

  bool is_there() const { return !settings_.address.empty(); }
  Verdict scan(std::string_view bytes) const;

 private:
  ScannerSettings settings_;
};

// Whether the address is one of this machine: no file goes to another.
bool is_scanner_address(std::string const& address);

}  // namespace files
