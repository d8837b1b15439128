// What somebody wants to get by mail, and where: his own to read and to change, and nobody else's, whatever
// his office. An address is written to only after its owner has sent back the code that was mailed there.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/viewer.hpp"
#include "base/random.hpp"
#include "forum/mail_limits.hpp"

namespace forum {

enum class MailFrequency { never, at_once, daily, weekly };
std::string_view to_string(MailFrequency frequency);
std::optional<MailFrequency> parse_mail_frequency(std::string_view name);

enum class MailState { queued, sending, sent, failed };
std::string_view to_string(MailState state);

struct PendingAddress {
  std::string address;
  base::Timestamp expires_at;
  MailState code;  // what became of the mail with the code
};

struct MailChoice {
  std::optional<std::string> address;  // confirmed
  std::optional<PendingAddress> pending;
  MailFrequency frequency = MailFrequency::never;
  bool last_failed = false;  // the last digest could not be handed over
};

MailChoice load_mail_choice(storage::ReadTx& tx, auth::Viewer const& viewer);

// A code is mailed to the address, which takes the place of one that was not confirmed yet. Errors:
// invalid_body, too_many_requests.
base::Result<MailChoice> ask_for_mail_at(storage::WriteTx& tx, auth::Viewer const& viewer,
                                         std::string_view address, MailLimits const& limits,
                                         base::Random& random);
// Nothing where the code is wrong or no longer good, which is kept, as a try.
std::optional<MailChoice> confirm_mail_address(storage::WriteTx& tx, auth::Viewer const& viewer,
                                               std::string_view code, MailLimits const& limits);
// What happened before is not mailed about.
MailChoice choose_mail_frequency(storage::WriteTx& tx, auth::Viewer const& viewer, MailFrequency frequency);
// Confirmed or not; nothing is mailed any more.
MailChoice forget_mail_address(storage::WriteTx& tx, auth::Viewer const& viewer);

// Addresses that nobody has confirmed in time.
void forget_unconfirmed_addresses(storage::WriteTx& tx, base::Timestamp now);

// When the next digest may go out that follows one of `after`, or a choice made then.
base::Timestamp next_digest(MailFrequency frequency, base::Timestamp after, MailLimits const& limits);

}  // namespace forum
