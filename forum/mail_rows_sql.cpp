#include "forum/mail_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kFindChoice("mail_choice.find",
                            "SELECT address, frequency, due_at, told_to, looked_to, asked_since, asked"
                            " FROM mail_choice WHERE user_id = $1");
Statement const kPutChoice(
    "mail_choice.put",
    "INSERT INTO mail_choice (user_id, address, frequency, due_at, told_to, looked_to, asked_since, asked)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (user_id) DO UPDATE SET address = $2, frequency = "
    "$3,"
    " due_at = $4, told_to = $5, looked_to = $6, asked_since = $7, asked = $8");

Statement const kFindConfirmation("mail_confirmation.find",
                                  "SELECT address, code_hash, wrong_codes, expires_at FROM mail_confirmation"
                                  " WHERE user_id = $1");
Statement const kPutConfirmation(
    "mail_confirmation.put",
    "INSERT INTO mail_confirmation (user_id, address, expires_at) VALUES ($1, $2, $3)"
    " ON CONFLICT (user_id) DO UPDATE SET address = $2, expires_at = $3, code_hash = NULL, wrong_codes = 0");
Statement const kSetCode("mail_confirmation.set_code",
                         "UPDATE mail_confirmation SET code_hash = $2, wrong_codes = 0 WHERE user_id = $1");
Statement const kCountWrong("mail_confirmation.count_wrong",
                            "UPDATE mail_confirmation SET wrong_codes = wrong_codes + 1 WHERE user_id = $1");
Statement const kDeleteConfirmation("mail_confirmation.delete",
                                    "DELETE FROM mail_confirmation WHERE user_id = $1");

Statement const kDeleteLate("mail_confirmation.delete_late",
                            "DELETE FROM mail_confirmation WHERE expires_at <= $1");

Statement const kFindState("mail.find_state", "SELECT state FROM mail WHERE user_id = $1 AND kind = $2");
Statement const kQueueConfirmation(
    "mail.queue_confirmation",
    "INSERT INTO mail (user_id, kind, public_id, state, send_at) VALUES ($1, 2, $2, 0, $3)"
    " ON CONFLICT (user_id, kind) DO UPDATE SET public_id = $2, state = 0, attempts = 0, send_at = $3");
Statement const kQueueDigest(
    "mail.queue_digest",
    "INSERT INTO mail (user_id, kind, public_id, state, send_at) VALUES ($1, 1, $2, 0, $3)"
    " ON CONFLICT (user_id, kind) DO UPDATE SET public_id = $2, state = 0, attempts = 0, send_at = $3"
    " WHERE mail.state > 1");
Statement const kDelete("mail.delete_of_person", "DELETE FROM mail WHERE user_id = $1");

}  // namespace

std::optional<MailChoiceRow> find_mail_choice(storage::ReadTx& tx, auth::UserId user) {
  return tx.one(
      kFindChoice,
      [&](Row const& row) {
        MailChoiceRow found{.user = user};
        found.address = row.optional_text(0);
        found.frequency = static_cast<MailFrequency>(row.integer(1));
        found.due_at = row.time(2);
        found.told_to = row.id<EventTag>(3);
        found.looked_to = row.id<EventTag>(4);
        found.asked_since = row.time(5);
        found.asked = static_cast<int>(row.integer(6));
        return found;
      },
      user);
}

void put_mail_choice(storage::WriteTx& tx, MailChoiceRow const& row) {
  tx.execute(kPutChoice, row.user, row.address, static_cast<std::int64_t>(row.frequency), row.due_at,
             row.told_to, row.looked_to, row.asked_since, std::int64_t{row.asked});
}

std::optional<ConfirmationRow> find_confirmation(storage::ReadTx& tx, auth::UserId user) {
  return tx.one(
      kFindConfirmation,
      [](Row const& row) {
        return ConfirmationRow{std::string(row.text(0)), row.optional_digest(1),
                               static_cast<int>(row.integer(2)), row.time(3)};
      },
      user);
}

void put_confirmation(storage::WriteTx& tx, auth::UserId user, std::string_view address,
                      base::Timestamp expires_at) {
  tx.execute(kPutConfirmation, user, address, expires_at);
}

void set_code(storage::WriteTx& tx, auth::UserId user, base::Digest const& code_hash) {
  tx.execute(kSetCode, user, code_hash);
}

void count_wrong_code(storage::WriteTx& tx, auth::UserId user) {
  tx.execute(kCountWrong, user);
}

void delete_confirmation(storage::WriteTx& tx, auth::UserId user) {
  tx.execute(kDeleteConfirmation, user);
}

void delete_confirmations_before(storage::WriteTx& tx, base::Timestamp end) {
  tx.execute(kDeleteLate, end);
}

std::optional<MailState> find_mail_state(storage::ReadTx& tx, auth::UserId user, MailKind kind) {
  return tx.one(
      kFindState, [](Row const& row) { return static_cast<MailState>(row.integer(0)); }, user,
      static_cast<std::int64_t>(kind));
}

void queue_confirmation(storage::WriteTx& tx, auth::UserId user, base::PublicId const& id,
                        base::Timestamp send_at) {
  tx.execute(kQueueConfirmation, user, id, send_at);
}

bool queue_digest(storage::WriteTx& tx, auth::UserId user, base::PublicId const& id,
                  base::Timestamp send_at) {
  return tx.execute(kQueueDigest, user, id, send_at) > 0;
}

void delete_mail(storage::WriteTx& tx, auth::UserId user) {
  tx.execute(kDelete, user);
}

}  // namespace forum
