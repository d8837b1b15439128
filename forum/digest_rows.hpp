// Rows of mail on its way. Internal to this floor.
#pragma once

#include <optional>
#include <vector>

#include "forum/mail_rows.hpp"

namespace forum {

struct DueChoice {
  auth::UserId user;
  MailFrequency frequency;
  base::Timestamp due_at;
  EventId told_to;
};
// Whose time has come; of those who hear at once, who have something new in an inbox, whether they may read
// it or not.
std::vector<DueChoice> select_due_choices(storage::ReadTx& tx, base::Timestamp now, int most);
// False where the choice has changed since, or a digest is being sent: then the person is looked at again.
bool note_look(storage::WriteTx& tx, auth::UserId user, MailFrequency frequency, EventId looked_to,
               base::Timestamp due_at);
// No digest at once before `due_at`.
void note_sent(storage::WriteTx& tx, auth::UserId user, base::Timestamp due_at);

struct QueuedMail {
  std::int64_t key;
  auth::UserId user;
  MailKind kind;
  base::PublicId id;
  int attempts;
};
std::optional<QueuedMail> find_mail_to_send(storage::ReadTx& tx, base::Timestamp now);
std::optional<QueuedMail> find_mail_being_sent(storage::ReadTx& tx, std::int64_t key,
                                               base::PublicId const& id);
void begin_confirmation(storage::WriteTx& tx, std::int64_t key);
// The reader counts as told of everything up to `told_to`.
void begin_digest(storage::WriteTx& tx, std::int64_t key, auth::UserId user, EventId told_before,
                  EventId told_to);
void take_back_digest(storage::WriteTx& tx, std::int64_t key);
void set_mail_state(storage::WriteTx& tx, std::int64_t key, MailState state, base::Timestamp send_at);
void drop_mail(storage::WriteTx& tx, std::int64_t key);

}  // namespace forum
