#include "forum/digest_rows.hpp"
#include "forum/digests.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kSelectDue(
    "digest.select_due",
    "SELECT m.user_id, m.frequency, m.due_at, m.told_to FROM mail_choice m"
    " JOIN users u ON u.id = m.user_id JOIN organisation o ON o.id = u.organisation_id"
    " WHERE m.address IS NOT NULL AND m.frequency <> 0 AND m.due_at <= $1 AND (m.frequency <> 1"
    " OR EXISTS (SELECT 1 FROM inbox i WHERE i.subscriber_kind = 1 AND i.subscriber_id = m.user_id"
    " AND i.event_id > m.looked_to)"
    " OR EXISTS (SELECT 1 FROM inbox i WHERE i.subscriber_kind = 2"
    " AND i.subscriber_id = COALESCE(o.parent_id, o.id) AND i.event_id > m.looked_to))"
    " ORDER BY m.due_at, m.user_id LIMIT $2");
Statement const kNoteLook("digest.note_look",
                          "UPDATE mail_choice SET looked_to = $3, due_at = $4"
                          " WHERE user_id = $1 AND frequency = $2 AND address IS NOT NULL AND NOT EXISTS"
                          " (SELECT 1 FROM mail WHERE user_id = $1 AND kind = 1 AND state = 1)");
Statement const kNoteSent("digest.note_sent",
                          "UPDATE mail_choice SET due_at = $2 WHERE user_id = $1 AND frequency = 1");

constexpr char kMailColumns[] = "SELECT id, user_id, kind, public_id, attempts FROM mail";
Statement const kFindToSend("mail.find_to_send",
                            std::string(kMailColumns) +
                                " WHERE state = 0 AND send_at <= $1 ORDER BY send_at, id LIMIT 1");
Statement const kFindBeingSent("mail.find_being_sent",
                               std::string(kMailColumns) + " WHERE id = $1 AND public_id = $2 AND state = 1");
Statement const kBegin("mail.begin",
                       "UPDATE mail SET state = 1, attempts = attempts + 1, after_event = $2 WHERE id = $1");
Statement const kTell("digest.tell", "UPDATE mail_choice SET told_to = $2 WHERE user_id = $1");
Statement const kTakeBack("digest.take_back",
                          "UPDATE mail_choice SET told_to = (SELECT after_event FROM mail WHERE id = $1)"
                          " WHERE user_id = (SELECT user_id FROM mail WHERE id = $1)");
Statement const kSetState("mail.set_state", "UPDATE mail SET state = $2, send_at = $3 WHERE id = $1");
Statement const kDrop("mail.drop", "DELETE FROM mail WHERE id = $1");
Statement const kGiveUp("mail.give_up", "UPDATE mail SET state = 3 WHERE state = 1");

QueuedMail read_mail(Row const& row) {
  return {row.integer(0), row.id<auth::UserTag>(1), static_cast<MailKind>(row.integer(2)), row.public_id(3),
          static_cast<int>(row.integer(4))};
}

}  // namespace

std::vector<DueChoice> select_due_choices(storage::ReadTx& tx, base::Timestamp now, int most) {
  std::vector<DueChoice> due;
  tx.each(
      kSelectDue,
      [&](Row const& row) {
        due.push_back({row.id<auth::UserTag>(0), static_cast<MailFrequency>(row.integer(1)), row.time(2),
                       row.id<EventTag>(3)});
      },
      now, std::int64_t{most});
  return due;
}

bool note_look(storage::WriteTx& tx, auth::UserId user, MailFrequency frequency, EventId looked_to,
               base::Timestamp due_at) {
  return tx.execute(kNoteLook, user, static_cast<std::int64_t>(frequency), looked_to, due_at) > 0;
}

void note_sent(storage::WriteTx& tx, auth::UserId user, base::Timestamp due_at) {
  tx.execute(kNoteSent, user, due_at);
}

std::optional<QueuedMail> find_mail_to_send(storage::ReadTx& tx, base::Timestamp now) {
  return tx.one(kFindToSend, read_mail, now);
}

std::optional<QueuedMail> find_mail_being_sent(storage::ReadTx& tx, std::int64_t key,
                                               base::PublicId const& id) {
  return tx.one(kFindBeingSent, read_mail, key, id);
}

void begin_confirmation(storage::WriteTx& tx, std::int64_t key) {
  tx.execute(kBegin, key, EventId{});
}

void begin_digest(storage::WriteTx& tx, std::int64_t key, auth::UserId user, EventId told_before,
                  EventId told_to) {
  tx.execute(kBegin, key, told_before);
  tx.execute(kTell, user, told_to);
}

void take_back_digest(storage::WriteTx& tx, std::int64_t key) {
  tx.execute(kTakeBack, key);
}

void set_mail_state(storage::WriteTx& tx, std::int64_t key, MailState state, base::Timestamp send_at) {
  tx.execute(kSetState, key, static_cast<std::int64_t>(state), send_at);
}

void drop_mail(storage::WriteTx& tx, std::int64_t key) {
  tx.execute(kDrop, key);
}

int give_up_interrupted_mail(storage::WriteTx& tx) {
  return static_cast<int>(tx.execute(kGiveUp));
}

}  // namespace forum
