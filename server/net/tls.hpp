// TLS 1.2 and 1.3 over a socket, straight on OpenSSL.
//
// A TlsContext is immutable and shared by the connections that were made with it; a reload makes a new one. A
// TlsTransport belongs to one connection and its I/O thread.
#pragma once

#include <memory>
#include <string>

#include "base/error.hpp"
#include "server/net/transport.hpp"

struct ssl_ctx_st;
struct ssl_st;

namespace server::net {

using TlsContext = std::shared_ptr<ssl_ctx_st>;

// Modern suites only (ECDHE with AEAD), http/1.1 by ALPN, resumption by tickets, no renegotiation, no
// compression, no early data. An error names the file that cannot be used.
base::Result<TlsContext> make_tls_context(std::string const& certificate_file,
                                          std::string const& private_key_file);

class TlsTransport final : public Transport {
 public:
  TlsTransport(Socket socket, TlsContext context);
  ~TlsTransport() override;

  IoResult try_handshake() override;
  IoResult try_read(std::span<char> into) override;
  IoResult try_write(std::string_view bytes, bool more) override;
  bool has_buffered() const override;
  void end_sending() override;

  // For MSG_MORE: what is sent now will be followed at once.
  bool has_more() const { return has_more_; }

 private:
  IoResult outcome(int returned);

  TlsContext context_;
  ssl_st* ssl_;
  bool has_more_ = false;  // of what is written now
  bool broken_ = false;    // after a fatal error OpenSSL must not be asked to say goodbye
};

}  // namespace server::net
