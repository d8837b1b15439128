#include "server/net/tls.hpp"

#include <cerrno>
#include <cstring>
#include <new>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace server::net {
namespace {

constexpr char kSuites12[] =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:"
    "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305";
constexpr char kSuites13[] = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
constexpr char kGroups[] = "X25519:P-256:P-384";
constexpr long kSessionSeconds = 2L * 60 * 60;
constexpr unsigned char kSessionContext[] = "colloquium";

// A socket BIO of our own: OpenSSL's uses write(), which raises SIGPIPE when the peer has gone.
TlsTransport& transport_of(BIO* bio) {
  return *static_cast<TlsTransport*>(BIO_get_data(bio));
}

int bio_write(BIO* bio, char const* bytes, std::size_t size, std::size_t* written) {
  BIO_clear_retry_flags(bio);
  auto& transport = transport_of(bio);
  // Two records that leave together are one segment, one interrupt and one wake-up of the peer less.
  ssize_t const sent = ::send(transport.socket().native_handle(), bytes, size,
                              MSG_NOSIGNAL | (transport.has_more() ? MSG_MORE : 0));
  if (sent > 0) {
    *written = static_cast<std::size_t>(sent);
    return 1;
  }
  if (sent < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_write(bio);
  return 0;
}

int bio_read(BIO* bio, char* bytes, std::size_t size, std::size_t* got) {
  BIO_clear_retry_flags(bio);
  ssize_t const received = ::recv(transport_of(bio).socket().native_handle(), bytes, size, 0);
  if (received > 0) {
    *got = static_cast<std::size_t>(received);
    return 1;
  }
  if (received == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
  if (received < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_read(bio);
  return 0;
}

long bio_control(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_FLUSH) return 1;
  if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
  return 0;
}

BIO_METHOD* socket_method() {
  static BIO_METHOD* const method = [] {
    BIO_METHOD* const made =
        BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket without signals");
    if (made == nullptr) throw std::bad_alloc{};
    BIO_meth_set_write_ex(made, bio_write);
    BIO_meth_set_read_ex(made, bio_read);
    BIO_meth_set_ctrl(made, bio_control);
    return made;
  }();
  return method;
}

// Takes http/1.1 where the peer names protocols at all; refuses who speaks only others.
int select_protocol(SSL*, unsigned char const** chosen, unsigned char* chosen_size,
                    unsigned char const* offered, unsigned offered_size, void*) {
  static constexpr unsigned char kOurs[] = "\x08http/1.1";
  unsigned char* found = nullptr;
  if (SSL_select_next_proto(&found, chosen_size, kOurs, sizeof kOurs - 1, offered, offered_size) !=
      OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

base::Error unusable(std::string const& what, std::string const& file) {
  char const* const reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return {base::ErrorCode::internal_error,
          what + " " + file + ": " + (reason != nullptr ? reason : "cannot be used")};
}

}  // namespace

base::Result<TlsContext> make_tls_context(std::string const& certificate_file,
                                          std::string const& private_key_file) {
  ERR_clear_error();
  TlsContext context{SSL_CTX_new(TLS_server_method()), SSL_CTX_free};
  if (!context) throw std::bad_alloc{};
  SSL_CTX* const ssl = context.get();
  SSL_CTX_set_min_proto_version(ssl, TLS1_2_VERSION);
  SSL_CTX_set_options(ssl, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                               SSL_OP_PRIORITIZE_CHACHA | SSL_OP_NO_SESSION_RESUMPTION_ON_RENEGOTIATION);
  // Idle connections give their record buffers back: 35 kB each.
  SSL_CTX_set_mode(
      ssl, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(ssl, 1);                           // a record in one system call, not two
  SSL_CTX_set_session_cache_mode(ssl, SSL_SESS_CACHE_OFF);  // tickets keep the state with the peer
  SSL_CTX_set_num_tickets(ssl, 1);
  SSL_CTX_set_timeout(ssl, kSessionSeconds);
  SSL_CTX_set_alpn_select_cb(ssl, select_protocol, nullptr);
  if (SSL_CTX_set_cipher_list(ssl, kSuites12) != 1 || SSL_CTX_set_ciphersuites(ssl, kSuites13) != 1 ||
      SSL_CTX_set1_groups_list(ssl, kGroups) != 1 ||
      SSL_CTX_set_session_id_context(ssl, kSessionContext, sizeof kSessionContext - 1) != 1) {
    return unusable("TLS settings", "of this program");
  }
  if (SSL_CTX_use_certificate_chain_file(ssl, certificate_file.c_str()) != 1) {
    return unusable("the certificate", certificate_file);
  }
  if (SSL_CTX_use_PrivateKey_file(ssl, private_key_file.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(ssl) != 1) {
    return unusable("the private key", private_key_file);
  }
  return context;
}

TlsTransport::TlsTransport(Socket socket, TlsContext context)
    : Transport(std::move(socket)), context_(std::move(context)), ssl_(SSL_new(context_.get())) {
  BIO* const bio = ssl_ != nullptr ? BIO_new(socket_method()) : nullptr;
  if (bio == nullptr) {
    SSL_free(ssl_);
    throw std::bad_alloc{};
  }
  BIO_set_data(bio, this);
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl_, bio, bio);
  SSL_set_accept_state(ssl_);
}

TlsTransport::~TlsTransport() {
  SSL_free(ssl_);
}

IoResult TlsTransport::outcome(int returned) {
  switch (SSL_get_error(ssl_, returned)) {
    case SSL_ERROR_WANT_READ:
      return {IoStatus::want_read};
    case SSL_ERROR_WANT_WRITE:
      return {IoStatus::want_write};
    case SSL_ERROR_ZERO_RETURN:
      return {IoStatus::closed};
    default:
      break;
  }
  broken_ = true;
  unsigned long const error = ERR_peek_error();
  if (error == 0) {
    failure_ = "connection reset";
  } else if (char const* const reason = ERR_reason_error_string(error)) {
    failure_ = reason;
  }
  int const reason = ERR_GET_REASON(error);
  was_plain_http_ = ERR_GET_LIB(error) == ERR_LIB_SSL &&
                    (reason == SSL_R_HTTP_REQUEST || reason == SSL_R_HTTPS_PROXY_REQUEST);
  // A peer that goes without close_notify: HTTP and WebSocket know by themselves whether something is
  // missing.
  if (ERR_GET_LIB(error) == ERR_LIB_SSL && reason == SSL_R_UNEXPECTED_EOF_WHILE_READING)
    return {IoStatus::closed};
  return {IoStatus::failed};
}

IoResult TlsTransport::try_handshake() {
  ERR_clear_error();
  int const returned = SSL_do_handshake(ssl_);
  return returned == 1 ? IoResult{IoStatus::done} : outcome(returned);
}

IoResult TlsTransport::try_read(std::span<char> into) {
  if (broken_) return {IoStatus::failed};
  ERR_clear_error();
  std::size_t bytes = 0;
  int const returned = SSL_read_ex(ssl_, into.data(), into.size(), &bytes);
  return returned == 1 ? IoResult{IoStatus::done, bytes} : outcome(returned);
}

IoResult TlsTransport::try_write(std::string_view bytes, bool more) {
  if (broken_) return {IoStatus::failed};
  ERR_clear_error();
  has_more_ = more;
  std::size_t written = 0;
  int const returned = SSL_write_ex(ssl_, bytes.data(), bytes.size(), &written);
  has_more_ = false;
  return returned == 1 ? IoResult{IoStatus::done, written} : outcome(returned);
}

bool TlsTransport::has_buffered() const {
  return SSL_has_pending(ssl_) == 1;
}

void TlsTransport::end_sending() {
  if (!broken_ && SSL_is_init_finished(ssl_) == 1) {
    ERR_clear_error();
    SSL_shutdown(ssl_);
  }
  boost::system::error_code ignored;
  socket().shutdown(Socket::shutdown_send, ignored);
}

}  // namespace server::net
