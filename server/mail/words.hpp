// What a mail says, in the reader's language: that there is something, and where to sign in. Never what.
#pragma once

#include <string_view>

#include "auth/viewer.hpp"

namespace server::mail {

struct MailWords {
  std::string_view news_subject;
  std::string_view news;  // a line; the link stands below it
  std::string_view why;   // a line; the link to the settings stands below it
  std::string_view code_subject;
  std::string_view code;        // a line; the code stands below it
  std::string_view code_where;  // a line; the link to the settings stands below it
  std::string_view code_not_you;
};

MailWords const& mail_words(auth::Language language);

}  // namespace server::mail
