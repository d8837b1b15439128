// What the network floor counts for /metrics. Every field only grows, except those called *_open. Written by
// the I/O threads with relaxed atomics, read by anyone: figures for people, not for decisions.
#pragma once

#include <atomic>
#include <cstdint>

namespace server::net {

struct Counters {
  using Count = std::atomic<std::uint64_t>;

  Count connections_open{0};
  Count connections_accepted{0};
  Count connections_refused_total_limit{0};
  Count connections_refused_address_limit{0};
  Count accept_failures{0};  // the machine ran out of descriptors or memory
  Count tls_failures{0};     // handshakes that did not end in a session, plain HTTP among them
  Count plain_http_refused{0};

  Count requests{0};            // complete heads that were accepted
  Count requests_malformed{0};  // 400 and its kin, answered here
  Count requests_too_large{0};  // 413 and 431
  Count requests_timed_out{0};  // slow heads and bodies
  Count handler_failures{0};    // exceptions out of the Application

  Count bytes_received{0};  // plaintext
  Count bytes_sent{0};      // plaintext

  Count streams_open{0};
  Count streams_opened{0};
  Count stream_frames_sent{0};
  Count stream_overflow_closes{0};
  Count stream_idle_closes{0};  // no sign of life within the limit
};

inline void increment(Counters::Count& count, std::uint64_t by = 1) {
  count.fetch_add(by, std::memory_order_relaxed);
}
inline void decrement(Counters::Count& count) {
  count.fetch_sub(1, std::memory_order_relaxed);
}
inline std::uint64_t value_of(Counters::Count const& count) {
  return count.load(std::memory_order_relaxed);
}

}  // namespace server::net
