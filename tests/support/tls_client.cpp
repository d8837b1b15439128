#include "tests/support/tls_client.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <csignal>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace tests::support {
namespace {

using Clock = std::chrono::steady_clock;

std::size_t parse_number(std::string_view text, int base) {
  std::size_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || end != text.data() + text.size())
    throw ClientFailure("no number: " + std::string{text});
  return value;
}

// OpenSSL writes to the socket with write(), which raises the signal where the server has gone.
void ignore_broken_pipes() {
  static bool const once = [] { return std::signal(SIGPIPE, SIG_IGN) != SIG_ERR; }();
  static_cast<void>(once);
}

int connect_socket(std::uint16_t port, ClientOptions const& options) {
  int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) throw ClientFailure("no socket");
  if (options.receive_buffer_bytes > 0) {
    ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &options.receive_buffer_bytes,
                 sizeof options.receive_buffer_bytes);
  }
  int const on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in local{};
  local.sin_family = AF_INET;
  ::inet_pton(AF_INET, options.local_address.c_str(), &local.sin_addr);
  sockaddr_in remote{};
  remote.sin_family = AF_INET;
  remote.sin_port = htons(port);
  remote.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(socket, reinterpret_cast<sockaddr*>(&local), sizeof local) != 0 ||
      ::connect(socket, reinterpret_cast<sockaddr*>(&remote), sizeof remote) != 0) {
    ::close(socket);
    throw ClientFailure("connection refused");
  }
  ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
  return socket;
}

}  // namespace

struct TlsClient::Connection {
  int socket = -1;
  SSL_CTX* context = nullptr;
  SSL* ssl = nullptr;
  std::chrono::milliseconds patience{};

  ~Connection() {
    if (ssl != nullptr) SSL_free(ssl);
    if (context != nullptr) SSL_CTX_free(context);
    if (socket >= 0) ::close(socket);
  }

  void wait(short events, Clock::time_point deadline) const {
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd entry{socket, events, 0};
    if (left.count() <= 0 || ::poll(&entry, 1, static_cast<int>(left.count())) == 0) {
      throw ClientTimeout("the server did not answer in time");
    }
  }

  // Runs `step` (an SSL_* or socket call) until it is through; its result, 0 or less at the end or on
  // failure.
  template <class Step>
  int drive(Step step, short plain_events) const {
    auto const deadline = Clock::now() + patience;
    for (;;) {
      ERR_clear_error();
      int const done = step();
      if (done > 0) return done;
      if (ssl == nullptr) {
        if (done == 0 || (errno != EAGAIN && errno != EINTR)) return done;
        wait(plain_events, deadline);
        continue;
      }
      int const error = SSL_get_error(ssl, done);
      if (error == SSL_ERROR_WANT_READ) {
        wait(POLLIN, deadline);
      } else if (error == SSL_ERROR_WANT_WRITE) {
        wait(POLLOUT, deadline);
      } else {
        return error == SSL_ERROR_ZERO_RETURN ? 0 : -1;
      }
    }
  }
};

TlsClient::TlsClient(std::uint16_t port, ClientOptions options)
    : connection_(std::make_unique<Connection>()) {
  ignore_broken_pipes();
  connection_->patience = options.patience;
  connection_->socket = connect_socket(port, options);
  if (options.transport == Transport::plain) return;
  connection_->context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_verify(connection_->context, SSL_VERIFY_NONE, nullptr);
  if (options.version == TlsVersion::only_1_2) {
    SSL_CTX_set_min_proto_version(connection_->context, TLS1_2_VERSION);
    SSL_CTX_set_max_proto_version(connection_->context, TLS1_2_VERSION);
  } else if (options.version == TlsVersion::only_1_1) {
    SSL_CTX_set_security_level(connection_->context, 0);
    SSL_CTX_set_min_proto_version(connection_->context, TLS1_1_VERSION);
    SSL_CTX_set_max_proto_version(connection_->context, TLS1_1_VERSION);
  }
  connection_->ssl = SSL_new(connection_->context);
  static constexpr unsigned char kProtocols[] = "\x02h2\x08http/1.1";
  SSL_set_alpn_protos(connection_->ssl, kProtocols, sizeof kProtocols - 1);
  SSL_set_tlsext_host_name(connection_->ssl, "localhost");
  SSL_set_fd(connection_->ssl, connection_->socket);
  if (options.resume) SSL_set_session(connection_->ssl, static_cast<SSL_SESSION*>(options.resume.get()));
  if (connection_->drive([this] { return SSL_connect(connection_->ssl); }, POLLIN) != 1) {
    throw ClientFailure("the TLS handshake failed");
  }
}

TlsClient::~TlsClient() = default;
TlsClient::TlsClient(TlsClient&&) noexcept = default;
TlsClient& TlsClient::operator=(TlsClient&&) noexcept = default;

void TlsClient::set_patience(std::chrono::milliseconds patience) {
  connection_->patience = patience;
}

void TlsClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    int const size = static_cast<int>(std::min<std::size_t>(bytes.size(), 16 * 1024));
    int const sent = connection_->drive(
        [&] {
          return connection_->ssl != nullptr
                     ? SSL_write(connection_->ssl, bytes.data(), size)
                     : static_cast<int>(::send(connection_->socket, bytes.data(),
                                               static_cast<std::size_t>(size), MSG_NOSIGNAL));
        },
        POLLOUT);
    if (sent <= 0) throw ClientFailure("the connection ended while sending");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void TlsClient::send_raw(std::string_view bytes) {
  if (::send(connection_->socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(bytes.size())) {
    throw ClientFailure("the connection ended while sending");
  }
}

bool TlsClient::fill() {
  char chunk[16 * 1024];
  int const got = connection_->drive(
      [&] {
        return connection_->ssl != nullptr
                   ? SSL_read(connection_->ssl, chunk, sizeof chunk)
                   : static_cast<int>(::recv(connection_->socket, chunk, sizeof chunk, 0));
      },
      POLLIN);
  if (got <= 0) return false;
  input_.append(chunk, static_cast<std::size_t>(got));
  return true;
}

std::string TlsClient::take(std::size_t size) {
  while (input_.size() < size) {
    if (!fill()) throw ClientFailure("the connection ended in the middle of a message");
  }
  std::string taken = input_.substr(0, size);
  input_.erase(0, size);
  return taken;
}

std::string TlsClient::take_line() {
  std::size_t end = 0;
  while ((end = input_.find("\r\n")) == std::string::npos) {
    if (!fill()) throw ClientFailure("the connection ended in the middle of a line");
  }
  std::string line = take(end + 2);
  line.resize(end);
  return line;
}

std::string TlsClient::receive_some(std::size_t most) {
  if (input_.empty() && !fill()) return {};
  return take(std::min(most, input_.size()));
}

bool TlsClient::is_closed_by_peer() {
  auto const deadline = Clock::now() + connection_->patience;
  try {
    while (Clock::now() < deadline) {
      if (!fill()) return true;
      input_.clear();
    }
  } catch (ClientTimeout const&) {
    return false;
  }
  return false;
}

void TlsClient::finish_sending() {
  if (connection_->ssl != nullptr) SSL_shutdown(connection_->ssl);
  ::shutdown(connection_->socket, SHUT_WR);
}

void TlsClient::send_request(std::string_view method, std::string_view target,
                             server::http::Headers const& headers, std::string_view body) {
  std::string bytes;
  bytes.append(method).append(" ").append(target).append(" HTTP/1.1\r\n");
  if (!headers.contains("host")) bytes += "host: localhost\r\n";
  for (auto const field : headers) bytes.append(field.name).append(": ").append(field.value).append("\r\n");
  bool const wants_length = !body.empty() || method == "POST" || method == "PUT" || method == "PATCH";
  if (wants_length && !headers.contains("content-length") && !headers.contains("transfer-encoding")) {
    bytes += "content-length: " + std::to_string(body.size()) + "\r\n";
  }
  bytes.append("\r\n").append(body);
  send(bytes);
}

HttpAnswer TlsClient::read_response(std::string_view method) {
  HttpAnswer answer;
  std::string const status_line = take_line();
  if (!status_line.starts_with("HTTP/1.1 ") || status_line.size() < 13)
    throw ClientFailure("no status line: " + status_line);
  answer.status = static_cast<int>(parse_number(std::string_view{status_line}.substr(9, 3), 10));
  for (std::string line = take_line(); !line.empty(); line = take_line()) {
    auto const colon = line.find(": ");
    if (colon == std::string::npos) throw ClientFailure("no header field: " + line);
    answer.headers.append(std::string_view{line}.substr(0, colon), std::string_view{line}.substr(colon + 2));
  }
  if (method == "HEAD" || answer.status < 200 || answer.status == 204 || answer.status == 304) return answer;
  if (answer.headers.find("transfer-encoding") == "chunked") {
    for (;;) {
      std::size_t const size = parse_number(take_line(), 16);
      answer.body += take(size);
      take_line();
      if (size == 0) return answer;
    }
  }
  auto const length = answer.headers.find("content-length");
  if (!length) throw ClientFailure("an answer without length");
  answer.body = take(parse_number(*length, 10));
  return answer;
}

HttpAnswer TlsClient::request(std::string_view method, std::string_view target,
                              server::http::Headers const& headers, std::string_view body) {
  send_request(method, target, headers, body);
  return read_response(method);
}

TlsSession TlsClient::tls_session() const {
  return {SSL_get1_session(connection_->ssl),
          [](void* session) { SSL_SESSION_free(static_cast<SSL_SESSION*>(session)); }};
}

bool TlsClient::is_resumed() const {
  return SSL_session_reused(connection_->ssl) == 1;
}
std::string TlsClient::tls_version() const {
  return SSL_get_version(connection_->ssl);
}
std::string TlsClient::cipher() const {
  return SSL_get_cipher_name(connection_->ssl);
}

std::string TlsClient::alpn() const {
  unsigned char const* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(connection_->ssl, &name, &size);
  return {name, name + size};
}

std::string TlsClient::certificate_fingerprint() const {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  X509* const certificate = SSL_get1_peer_certificate(connection_->ssl);
  X509_digest(certificate, EVP_sha256(), digest, &size);
  X509_free(certificate);
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text += "0123456789abcdef"[digest[i] >> 4];
    text += "0123456789abcdef"[digest[i] & 15];
  }
  return text;
}

}  // namespace tests::support
