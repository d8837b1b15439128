// What the hub counts for /metrics. Every field only grows, except those called *_open. Written with relaxed
// atomics, read by anyone: figures for people, not for decisions.
#pragma once

#include <atomic>
#include <cstdint>

namespace server::live {

struct Counters {
  using Count = std::atomic<std::uint64_t>;

  Count streams_open{0};
  Count streams_opened{0};
  Count streams_ended_rights{0};  // closed with 4401: sign-out, suspension, lapse
  Count frames_refused{0};        // frames of clients that did not fit, or were too many

  Count events_read{0};  // by the tail
  Count frames_sent{0};  // event frames handed to streams
  Count resumes{0};      // streams that were told their whole past
  Count replays{0};      // of them, those for which the database was read
  Count resets{0};       // streams whose past could not be replayed
  Count refreshes{0};    // read jobs for connections
  Count refresh_failures{0};

  Count tail_batches{0};
  Count tail_failures{0};
  Count tail_microseconds{0};  // from the first commit that woke the tail to the hand-over to the I/O threads
  Count tail_wakes{0};         // what to divide tail_microseconds by
};

inline void increment(Counters::Count& count, std::uint64_t by = 1) {
  count.fetch_add(by, std::memory_order_relaxed);
}
inline void decrement(Counters::Count& count) {
  count.fetch_sub(1, std::memory_order_relaxed);
}

}  // namespace server::live
