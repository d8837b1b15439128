// What became of mail, in numbers. Counted by the thread that sends it, read by any.
#pragma once

#include <atomic>
#include <cstdint>

namespace server::app {

struct MailCounters {
  std::atomic<std::uint64_t> digests_queued{0};
  std::atomic<std::uint64_t> sent{0};
  std::atomic<std::uint64_t> unsure{0};   // handed over without an answer, or interrupted by a crash
  std::atomic<std::uint64_t> refused{0};  // for good, by the server
  std::atomic<std::uint64_t> given_up{0};
  std::atomic<std::uint64_t> dropped{0};  // there was nothing to tell any more
  std::atomic<std::uint64_t> attempts_failed{0};
};

}  // namespace server::app
