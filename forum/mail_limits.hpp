// The limits of what is mailed to people. With server/mail/mail_settings.hpp, section [mail] of the settings.
#pragma once

#include <chrono>

namespace forum {

struct MailLimits {
  std::chrono::milliseconds gather{std::chrono::minutes{1}};   // news waits this long for more
  std::chrono::milliseconds window{std::chrono::minutes{15}};  // of mail at once: one at most in this time
  std::chrono::milliseconds confirmation{std::chrono::hours{24}};  // how long an address may be confirmed
  int confirmations_per_day = 5;  // mails with a code that one person may ask for
  int wrong_codes = 5;            // then the code is good for nothing
  int attempts = 6;               // to hand one mail over
  std::chrono::milliseconds retry{
      std::chrono::minutes{1}};  // after the first that failed; then twice as long
  std::chrono::milliseconds retry_most{std::chrono::hours{1}};
  int batch = 100;  // people looked at, and mails sent, in one go
};

}  // namespace forum
