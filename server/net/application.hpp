// What the upper floors implement to be reached from the network, and what they get to talk back with.
//
// Everything here runs on the I/O thread of the connection it belongs to. One Application serves all threads:
// its functions are called on several at once and must not block.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "server/http/message.hpp"

namespace server::net {

// Close codes of RFC 6455 section 7.4.1 that the upper floors use; 4000-4999 are theirs to define.
enum CloseCode : std::uint16_t {
  kNormalClosure = 1000,
  kPolicyViolation = 1008,
  kServiceRestart = 1012,
  kTryAgainLater = 1013
};

// One open WebSocket, as its handler sees it. Owned by the connection and by whoever keeps the pointer; after
// the end of the connection every call is harmless and does nothing. Call it on its I/O thread only: from
// another thread, post to executor() first.
class Stream {
 public:
  virtual ~Stream() = default;

  // Queues one text frame. What would overflow the queue closes the stream with 1013 instead: the peer does
  // not drain, and comes back with its cursor.
  virtual void send(std::shared_ptr<std::string const> text) = 0;
  // Frames that wait for the peer, so that whoever has much to say can pace itself.
  virtual std::size_t queued_frames() const = 0;
  // Sends what is queued, then the close frame. `reason` is cut to 123 bytes. The first call counts.
  virtual void close(std::uint16_t code, std::string_view reason) = 0;

  virtual boost::asio::any_io_executor executor() const = 0;
  // 0 … Server::io_thread_count()-1.
  virtual std::size_t io_thread_index() const = 0;
};

// The upper floor's end of one stream. Kept alive by the connection until on_close() has returned. What these
// functions throw is logged and closes that stream alone, with 1011.
class StreamHandler {
 public:
  virtual ~StreamHandler() = default;

  // The upgrade is answered; send() works from here on.
  virtual void on_open(std::shared_ptr<Stream> stream) = 0;
  // One whole text message, valid UTF-8, at most NetworkSettings::stream_message_bytes. The view is good
  // until the function returns.
  virtual void on_text(std::string_view text) = 0;
  // The end, for whatever reason; called once, and only after on_open().
  virtual void on_close() = 0;
};

// A refusal that is answered as plain HTTP, or the handler of the stream to be.
using StreamDecision = std::variant<http::Response, std::shared_ptr<StreamHandler>>;

class Application {
 public:
  virtual ~Application() = default;

  // Answers one request. The request outlives the awaitable: the connection keeps it until the answer is
  // written. What it throws is logged and answered with a bare 500.
  virtual boost::asio::awaitable<http::Response> handle(http::Request&& request) = 0;
  // Asked for every well-formed WebSocket upgrade, whatever its path; the only way to a stream.
  virtual boost::asio::awaitable<StreamDecision> open_stream(http::Request const& request) = 0;
};

}  // namespace server::net
