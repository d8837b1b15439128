// The two servers that are measured: ours, over a folder with a filled database, and Debian's nginx as the
// yardstick. Both on loopback with the same certificate; each ends with its object.
#pragma once

#include <cstdint>
#include <filesystem>

#include "tests/bench/support/machine.hpp"
#include "tests/support/test_certificate.hpp"

namespace bench {

class Colloquium {
 public:
  // Limits on how much one client may ask are raised out of the way; `more` are further settings, as
  // environment variables of the program.
  Colloquium(std::filesystem::path const& data, tests::support::TestCertificate const& certificate,
             Process::Environment const& more = {});

  std::uint16_t port() const { return port_; }
  Process const& process() const { return process_; }

 private:
  Process process_;
  std::uint16_t port_;
};

class Nginx {
 public:
  // Serves the files of `files` with one worker.
  Nginx(std::filesystem::path const& folder, std::filesystem::path const& files,
        tests::support::TestCertificate const& certificate);

  std::uint16_t port() const { return port_; }
  Process const& process() const { return process_; }

 private:
  std::uint16_t port_;
  Process process_;
};

}  // namespace bench
