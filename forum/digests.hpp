// Digests: "there is something new for you, sign in". Which are due, and what is asked once more when one is
// sent: whether its reader may still work, and whether something is still unread that he may read. Nothing of
// what is new goes into a digest. Called by the thread that sends mail (server/app/mailer.hpp); mail with a
// code goes the same way.
//
// A mail is marked before it is handed over. What a crash interrupts is given up and not sent again: somebody
// may have it already.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/viewer.hpp"
#include "base/random.hpp"
#include "forum/ids.hpp"
#include "forum/mail_choices.hpp"
#include "forum/mail_limits.hpp"

namespace forum {

// When it is asked, and the highest level that a session of this forum reads: nobody is called to what he
// would not find there.
struct DigestMoment {
  base::Timestamp now;
  auth::Level sign_in_allows;
};

// Somebody whose turn it was to be looked at.
struct DueDigest {
  auth::UserId user;
  MailFrequency frequency;
  base::Timestamp due_at;
  EventId looked_to;  // everything up to there is known
  bool has_news;      // that he may read, has not read, and was not told of
};

// At most limits.batch. Whoever has just been looked at is due again with the next news, or after his time.
std::vector<DueDigest> find_due_digests(storage::ReadTx& tx, DigestMoment const& moment,
                                        MailLimits const& limits);
// Gives the number of those that were not queued already.
int queue_digests(storage::WriteTx& tx, std::vector<DueDigest> const& due, base::Timestamp now,
                  MailLimits const& limits, base::Random& random);

struct MailToSend {
  std::int64_t key;
  base::PublicId id;
  std::string address;
  auth::Language language;
  std::optional<std::string> code;  // of a mail that asks to confirm the address
};

// Whether the time of a mail has come: so that nothing is written where nothing is to be done.
bool is_mail_waiting(storage::ReadTx& tx, base::Timestamp now);

// What was looked at among the mails whose time has come.
struct TakenMail {
  std::optional<MailToSend> mail;  // marked as being sent; nothing where none is left
  int dropped = 0;                 // there was nothing any more to tell of, or nobody to tell
};
TakenMail take_mail(storage::WriteTx& tx, DigestMoment const& moment, MailLimits const& limits,
                    base::Random& random);

// `unsure`: it may have arrived, and is not sent again.
enum class MailOutcome { sent, unsure, refused, failed };
// What has become of it; `queued` where it is tried again later.
MailState settle_mail(storage::WriteTx& tx, MailToSend const& mail, MailOutcome outcome, base::Timestamp now,
                      MailLimits const& limits);
// What a crash interrupted.
int give_up_interrupted_mail(storage::WriteTx& tx);

}  // namespace forum
