// A transport that waits: reads and writes as coroutines, each within the deadline that its connection has
// set.
//
// Owned by one connection's coroutine; lives on its I/O thread. When the deadline passes, or the server cuts,
// the wait in progress ends with `expired` or `cut`; nothing is thrown.
#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "server/net/io_thread.hpp"
#include "server/net/transport.hpp"

namespace server::net {

enum class Outcome {
  done,
  closed,   // the peer ended its side, or the connection broke
  expired,  // the deadline passed
  cut       // the server stops
};

struct Transfer {
  Outcome outcome;
  std::size_t bytes = 0;
};

class TimedTransport final : public Watched {
 public:
  TimedTransport(IoThread& thread, std::unique_ptr<Transport> transport);

  // Sets the deadline for what comes next, in place of the one before.
  void expect_within(std::chrono::milliseconds time);
  // For the time in which others work: only cut() ends that.
  void expect_nothing();

  boost::asio::awaitable<Outcome> handshake();
  // The first bytes of a request. A draining server ends this wait with `cut`: between two requests nobody
  // loses anything.
  boost::asio::awaitable<Transfer> read_first(std::span<char> into);
  boost::asio::awaitable<Transfer> read_some(std::span<char> into);
  // Sends both, one after the other; small pieces share a TLS record.
  boost::asio::awaitable<Outcome> write(std::string_view head, std::string_view body);
  // Ends the connection so that the peer can still read what was sent last: goodbye, then reading without
  // listening until the peer has gone too, or `linger` has passed. Closing at once would make the system send
  // a reset, and that destroys what the peer has not read yet.
  boost::asio::awaitable<void> end(std::chrono::milliseconds linger);

  Transport& transport() { return *transport_; }
  // Gives the transport on, to become a stream.
  std::unique_ptr<Transport> release() { return std::move(transport_); }
  bool was_cut() const { return cut_; }

  void on_tick(TimePoint now) override;
  void begin_drain() override;
  void cut() override;

 private:
  boost::asio::awaitable<Outcome> wait(IoStatus readiness);
  bool has_ended() const { return cut_ || dismissed_ || expired_; }

  std::unique_ptr<Transport> transport_;
  TimePoint deadline_ = TimePoint::max();
  bool is_between_requests_ = false;
  bool expired_ = false;
  bool dismissed_ = false;  // between two requests, by a server that stops
  bool cut_ = false;
};

}  // namespace server::net
