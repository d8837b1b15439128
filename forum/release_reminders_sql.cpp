#include <vector>

#include "forum/publishing.hpp"
#include "forum/release_reminders.hpp"
#include "forum/submissions.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kOverdue(
    "submission.overdue",
    "SELECT p.id, p.thread_id, t.topic_id, p.parent_id, CASE WHEN p.has_pending = 1 THEN"
    " COALESCE((SELECT r.editor_id FROM pending_revision r WHERE r.post_id = p.id AND r.is_open = 1),"
    " p.author_id) ELSE p.author_id END, p.has_pending, " +
        stage_of_waiting("p") +
        " FROM submission s JOIN post p ON p.id = s.post_id JOIN thread t ON t.id = p.thread_id"
        " WHERE s.settled_at IS NULL AND s.due_at <= $1 AND (s.reminded_at IS NULL OR s.reminded_at <= $2)"
        " AND " +
        stage_of_waiting("p") + " IN (1, 2) ORDER BY s.due_at, s.post_id LIMIT $3");
Statement const kReminded("submission.reminded", "UPDATE submission SET reminded_at = $2 WHERE post_id = $1");

// Whoever checks for compliance, wherever he has that office from; what of it he may be told is asked when it
// is shown.
Statement const kTellCompliance(
    "notice.compliance",
    "INSERT INTO inbox (subscriber_kind, subscriber_id, event_id, post_id, kind)"
    " SELECT DISTINCT 1, u.id, $1, p.id, $3 FROM post p JOIN role_grant g ON g.role = 'compliance'"
    " JOIN users u ON u.id = g.user_id WHERE p.id = $2 AND u.id <> p.author_id AND u.state = 'active'"
    " AND g.valid_from <= $4 AND (g.valid_until IS NULL OR g.valid_until > $4)");
Statement const kDropOfCompliance("notice.drop_of_compliance",
                                  "DELETE FROM inbox WHERE post_id = $1 AND kind = $2");
Statement const kDropOfWriter("notice.drop_of_writer",
                              "DELETE FROM inbox WHERE event_id = $1 AND subscriber_kind = 1"
                              " AND subscriber_id = $2");

struct Overdue {
  EventPlace place;
  auth::UserId writer;  // of what waits
  bool is_revision = false;
  Stage stage = Stage::coordinator;
};

Overdue read_overdue(Row const& row) {
  return {{row.is_null(3) ? EventObject::thread : EventObject::post, row.id<auth::TopicTag>(2),
           row.id<ThreadTag>(1), row.id<PostTag>(0)},
          row.id<auth::UserTag>(4),
          row.boolean(5),
          static_cast<Stage>(row.integer(6))};
}

void remind_compliance(storage::WriteTx& tx, Overdue const& overdue, auth::Viewer const& actor) {
  auto const notice = static_cast<int>(Notice::check_due);
  auto const post = *overdue.place.post;
  tx.execute(kDropOfCompliance, post, notice);
  tx.execute(kTellCompliance, insert_notice_event(tx, overdue.place, actor), post, notice, actor.now);
}

// Whoever wrote it need not be told.
void remind_coordinators(storage::WriteTx& tx, Overdue const& overdue, auth::Viewer const& actor) {
  auto const event = overdue.is_revision ? insert_inner_event(tx, overdue.place, actor)
                                         : insert_changed_event(tx, overdue.place, actor, {});
  drop_release_notices(tx, *overdue.place.post);
  tell_coordinators(tx, event, *overdue.place.post, Notice::due, actor.now);
  tx.execute(kDropOfWriter, event, overdue.writer);
}

}  // namespace

void remind_of_submissions(storage::WriteTx& tx, ReminderRound const& round) {
  std::vector<Overdue> all;
  tx.each(
      kOverdue, [&](Row const& row) { all.push_back(read_overdue(row)); }, round.now,
      round.now - round.again_after, round.most);
  for (auto const& overdue : all) {
    auth::Viewer actor;
    actor.user = overdue.writer;  // the event's: its news is for others
    actor.now = round.now;
    if (overdue.stage == Stage::compliance) {
      remind_compliance(tx, overdue, actor);
    } else {
      remind_coordinators(tx, overdue, actor);
    }
    tx.execute(kReminded, *overdue.place.post, round.now);
  }
}

}  // namespace forum
