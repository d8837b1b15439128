// A byte stream over one non-blocking socket, plain or TLS: one try at a time, never waiting. Who wants to
// wait asks socket() for readiness.
//
// Why not asio::ssl::stream: docs/decisions/020-tls-on-the-socket.md. Owned by one connection; lives on its
// I/O thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <boost/asio/ip/tcp.hpp>

namespace server::net {

enum class IoStatus {
  done,        // `bytes` were moved, at least one
  want_read,   // try again when the socket is readable
  want_write,  // try again, with the same bytes, when it is writable
  closed,      // the peer has ended its side
  failed       // the connection is broken; Transport::failure() says how
};

struct IoResult {
  IoStatus status;
  std::size_t bytes = 0;
};

class Transport {
 public:
  using Socket =
      boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

  explicit Transport(Socket socket) : socket_(std::move(socket)) {}
  virtual ~Transport() = default;
  Transport(Transport const&) = delete;
  Transport& operator=(Transport const&) = delete;

  // `done` with no bytes when both sides are ready for data.
  virtual IoResult try_handshake() = 0;
  virtual IoResult try_read(std::span<char> into) = 0;
  // With `more`, the caller has more to write at once: the kernel may wait for it and send both together.
  virtual IoResult try_write(std::string_view bytes, bool more) = 0;
  // True where try_read() may have bytes that the socket no longer shows.
  virtual bool has_buffered() const = 0;
  // Says goodbye and ends the sending side; reading stays possible.
  virtual void end_sending() = 0;

  // Reads what the peer still sends, without caring what it means; `closed` at its end.
  IoResult try_discard(std::span<char> scratch);

  Socket& socket() { return socket_; }
  // Why it failed, for the log; never bytes of the peer.
  std::string const& failure() const { return failure_; }
  bool was_plain_http() const { return was_plain_http_; }

 protected:
  std::string failure_;
  bool was_plain_http_ = false;

 private:
  Socket socket_;
};

// For the operator's listener on loopback.
class PlainTransport final : public Transport {
 public:
  using Transport::Transport;

  IoResult try_handshake() override { return {IoStatus::done}; }
  IoResult try_read(std::span<char> into) override;
  IoResult try_write(std::string_view bytes, bool more) override;
  bool has_buffered() const override { return false; }
  void end_sending() override;
};

}  // namespace server::net
