// A small blocking client for tests: TLS or plain, bytes as given, answers parsed strictly, WebSocket frames
// by hand, so that a test can also send what no honest client would. Every wait ends after `patience` with
// an exception. Trusts any certificate; loopback only. One thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.hpp"

namespace tests::support {

// The peer did not answer in time.
struct ClientTimeout : std::runtime_error {
  using std::runtime_error::runtime_error;
};
// The connection ended in the middle of something, or what came was no HTTP or WebSocket.
struct ClientFailure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct HttpAnswer {
  int status = 0;
  server::http::Headers headers;
  std::string body;
};

enum class Transport { tls, plain };
enum class TlsVersion { newest, only_1_2, only_1_1 };

// What to resume a TLS session with; see TlsClient::tls_session().
using TlsSession = std::shared_ptr<void>;

struct ClientOptions {
  Transport transport = Transport::tls;
  TlsVersion version = TlsVersion::newest;
  std::chrono::milliseconds patience{5'000};
  std::string local_address = "127.0.0.1";  // any of 127.0.0.0/8: tests of limits per address
  TlsSession resume{};
  int receive_buffer_bytes = 0;  // of the kernel; 0: its default. Small: a reader who does not drain
};

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

struct Frame {
  Opcode opcode = Opcode::text;
  bool final = true;
  std::string payload;

  // Of a close frame: its code, 1005 where it has none.
  std::uint16_t close_code() const;
  std::string_view close_reason() const;
};

class TlsClient {
 public:
  // Connects to 127.0.0.1 and does the handshake.
  explicit TlsClient(std::uint16_t port, ClientOptions options = {});
  ~TlsClient();
  TlsClient(TlsClient&&) noexcept;
  TlsClient& operator=(TlsClient&&) noexcept;

  // From now on.
  void set_patience(std::chrono::milliseconds patience);

  void send(std::string_view bytes);
  // Bytes below TLS: half a record, or none at all.
  void send_raw(std::string_view bytes);
  // One read of at most `most` bytes; empty at the end of the connection.
  std::string receive_some(std::size_t most = 16 * 1024);
  // True where the peer ends the connection, after whatever it still sends, within the patience.
  bool is_closed_by_peer();
  // Ends the sending side: close_notify and FIN.
  void finish_sending();

  // One request in HTTP/1.1 with host and, where there is a body or the method wants one, content-length.
  void send_request(std::string_view method, std::string_view target,
                    server::http::Headers const& headers = {}, std::string_view body = {});
  // Reads one answer, 100 Continue included. `method` of the request: an answer to HEAD has no body. Throws
  // ClientFailure where the connection ends before the answer does.
  HttpAnswer read_response(std::string_view method = "GET");
  // send_request and read_response.
  HttpAnswer request(std::string_view method, std::string_view target,
                     server::http::Headers const& headers = {}, std::string_view body = {});

  // Asks for a WebSocket; 101 means that it is open (the accept key has been checked).
  HttpAnswer open_stream(std::string_view target, server::http::Headers const& headers = {});
  void send_text(std::string_view text);
  // One masked frame.
  void send_frame(Opcode opcode, std::string_view payload, bool final = true);
  // The next frame of any kind; nothing at the end of the connection.
  std::optional<Frame> receive_frame();
  // The next text message, answering pings on the way. Throws ClientFailure where a close frame comes
  // instead.
  std::string receive_text();
  // Reads on to the close frame, whatever comes before it.
  Frame receive_close();

  // What the server gave for resumption; read one answer first, so that the ticket is here.
  TlsSession tls_session() const;
  bool is_resumed() const;
  std::string tls_version() const;
  std::string cipher() const;
  std::string alpn() const;
  // SHA-256 of the server's certificate, in hexadecimal.
  std::string certificate_fingerprint() const;

 private:
  struct Connection;

  bool fill();
  std::string take(std::size_t size);
  std::string take_line();

  std::unique_ptr<Connection> connection_;
  std::string input_;
};

}  // namespace tests::support
