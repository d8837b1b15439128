// Hands mail to the server of the settings: SMTP (RFC 5321) through libcurl, over TLS unless the server is on
// this machine. One mail at a time, over a connection that is kept between them. For one thread.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "server/mail/mail_settings.hpp"

namespace server::mail {

enum class Handover {
  taken,    // the server has answered for it
  refused,  // for good: this address, or this mail
  failed,   // not taken; another time it may be
  unsure    // the mail was on its way, and no answer came: it may have arrived
};

struct Reply {
  Handover handover = Handover::failed;
  bool is_about_server = false;  // no other mail would have fared better now
  int code = 0;                  // the server's last, of RFC 5321
  std::string why;               // of libcurl, never of the server: whose words may hold an address
};

class SmtpClient {
 public:
  explicit SmtpClient(MailSettings const& settings);
  ~SmtpClient();
  SmtpClient(SmtpClient const&) = delete;
  SmtpClient& operator=(SmtpClient const&) = delete;

  // Gives up within a second once `stopping` is set.
  Reply send(std::string const& to, std::string const& message, std::atomic<bool> const& stopping);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace server::mail
