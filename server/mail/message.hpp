// A mail as it goes over the wire: RFC 5322 with MIME, headers after RFC 2047, the text as base64. It says
// that there is something new and where to sign in, in the reader's language; no title, topic, country or
// author is ever handed to this part, and nothing in it is fetched or counted when it is opened.
#pragma once

#include <optional>
#include <string>

#include "auth/viewer.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "server/mail/mail_settings.hpp"

namespace server::mail {

struct Letter {
  base::PublicId id;  // stays the same where it is sent again
  std::string to;     // as forum::is_mail_address has it: nothing that could end a line
  auth::Language language;
  base::Timestamp at;
  std::optional<std::string> code;  // of a mail that asks to confirm the address
};

std::string write_message(MailSettings const& settings, Letter const& letter);

}  // namespace server::mail
