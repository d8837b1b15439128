// Rows of what people want to get by mail, and of the mails themselves. Internal to this floor.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/ids.hpp"
#include "base/hash.hpp"
#include "base/time.hpp"
#include "forum/ids.hpp"
#include "forum/mail_choices.hpp"
#include "storage/transaction.hpp"

namespace forum {

enum class MailKind { digest = 1, confirmation = 2 };

struct MailChoiceRow {
  auth::UserId user;
  std::optional<std::string> address = {};
  MailFrequency frequency = MailFrequency::never;
  base::Timestamp due_at = {};
  EventId told_to = {};
  EventId looked_to = {};
  base::Timestamp asked_since = {};
  int asked = 0;
};
std::optional<MailChoiceRow> find_mail_choice(storage::ReadTx& tx, auth::UserId user);
void put_mail_choice(storage::WriteTx& tx, MailChoiceRow const& row);

struct ConfirmationRow {
  std::string address;
  std::optional<base::Digest> code_hash;
  int wrong_codes;
  base::Timestamp expires_at;
};
std::optional<ConfirmationRow> find_confirmation(storage::ReadTx& tx, auth::UserId user);
// In place of any before, without a code yet.
void put_confirmation(storage::WriteTx& tx, auth::UserId user, std::string_view address,
                      base::Timestamp expires_at);
void set_code(storage::WriteTx& tx, auth::UserId user, base::Digest const& code_hash);
void count_wrong_code(storage::WriteTx& tx, auth::UserId user);
void delete_confirmation(storage::WriteTx& tx, auth::UserId user);
void delete_confirmations_before(storage::WriteTx& tx, base::Timestamp end);

std::optional<MailState> find_mail_state(storage::ReadTx& tx, auth::UserId user, MailKind kind);
// In place of any before, wherever that is.
void queue_confirmation(storage::WriteTx& tx, auth::UserId user, base::PublicId const& id,
                        base::Timestamp send_at);
// False where one waits already, or is being sent.
bool queue_digest(storage::WriteTx& tx, auth::UserId user, base::PublicId const& id, base::Timestamp send_at);
// Of both kinds.
void delete_mail(storage::WriteTx& tx, auth::UserId user);

}  // namespace forum
