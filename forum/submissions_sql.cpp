#include "auth/release_policy.hpp"
#include "forum/submissions.hpp"

namespace forum {

namespace {

// The stage where the row waits, else none.
std::string stage_where(std::string const& waits, std::string const& p) {
  return "CASE WHEN NOT (" + waits +
         ") THEN 0 ELSE COALESCE((SELECT CASE"
         " WHEN so_.status = 'suspended' OR sp_.status = 'suspended' THEN 4"
         " WHEN s_.returned_at IS NOT NULL THEN 3"
         " WHEN s_.checked_at IS NULL AND (so_.status = 'supervised' OR sp_.status = 'supervised') THEN 1"
         " ELSE 2 END FROM submission s_ JOIN organisation so_ ON so_.id = s_.source_id"
         " LEFT JOIN organisation sp_ ON sp_.id = so_.parent_id WHERE s_.post_id = " +
         p + ".id), 2) END";
}

}  // namespace

std::string stage_of(std::string_view alias) {
  std::string const p(alias);
  return stage_where(p + ".state = 2", p);
}

std::string stage_of_waiting(std::string_view alias) {
  std::string const p(alias);
  return stage_where(p + ".state = 2 OR " + p + ".has_pending = 1", p);
}

std::string hands_of_waiting(std::string_view alias) {
  std::string const p(alias);
  return "COALESCE((SELECT r_.editor_id FROM pending_revision r_ WHERE r_.post_id = " + p +
         ".id AND r_.is_open = 1), " + p +
         ".editor_id), (SELECT s_.checked_by FROM submission s_ WHERE s_.post_id = " + p +
         ".id AND s_.settled_at IS NULL)";
}

std::string hands_columns(std::string_view alias) {
  std::string const p(alias);
  return p + ".editor_id, CASE WHEN " + p +
         ".state = 2 THEN (SELECT s_.checked_by FROM submission s_ WHERE s_.post_id = " + p + ".id) END";
}

Hands read_hands(storage::Row const& row, int& column) {
  Hands hands;
  hands.editor = row.id<auth::UserTag>(column++);
  hands.checker = row.optional_id<auth::UserTag>(column++);
  return hands;
}

namespace {

using storage::Row;
using storage::Statement;

Statement const kFind("submission.find", "SELECT " + stage_of_waiting("p") + ", " + hands_of_waiting("p") +
                                             ", s.needs_coordinator, s.submitted_at, s.due_at, s.reason,"
                                             " s.returned_at, s.decided_version"
                                             " FROM submission s JOIN post p ON p.id = s.post_id"
                                             " WHERE s.post_id = $1 AND s.settled_at IS NULL");

Statement const kInsert("submission.insert",
                        "INSERT INTO submission (post_id, source_id, needs_coordinator, submitted_at, due_at)"
                        " VALUES ($1, $2, $3, $4, $5)");
Statement const kSubmitAgain("submission.again",
                             "UPDATE submission SET submitted_at = $2, due_at = $3, checked_by = NULL,"
                             " checked_at = NULL, returned_at = NULL, reminded_at = NULL WHERE post_id = $1");
Statement const kCheck("submission.check",
                       "UPDATE submission SET checked_by = $2, checked_at = $3 WHERE post_id = $1");
Statement const kRequireCoordinator("submission.require_coordinator",
                                    "UPDATE submission SET needs_coordinator = 1 WHERE post_id = $1");
// The text that was decided about is the same under its new number.
Statement const kRenewOfThread(
    "submission.renew_of_thread",
    "UPDATE submission SET checked_by = NULL, checked_at = NULL, decided_version = CASE WHEN decided_version "
    "="
    " (SELECT p.version FROM post p WHERE p.id = submission.post_id) THEN decided_version + 1 ELSE"
    " decided_version END"
    " WHERE post_id = (SELECT p.id FROM post p WHERE p.thread_id = $1 AND p.parent_id IS NULL)");
Statement const kRenew(
    "submission.renew",
    "UPDATE submission SET checked_by = NULL, checked_at = NULL, decided_version = CASE WHEN"
    " decided_version + 1 = (SELECT p.version FROM post p WHERE p.id = submission.post_id)"
    " THEN decided_version + 1 ELSE decided_version END WHERE post_id = $1");
Statement const kRenewFirstPost(
    "post.renew_first", "UPDATE post SET version = version + 1 WHERE thread_id = $1 AND parent_id IS NULL");

Statement const kForgetCheck("submission.forget_check",
                             "UPDATE submission SET checked_by = NULL, checked_at = NULL WHERE post_id = $1 "
                             "AND checked_at IS NOT NULL");
Statement const kReturn("submission.return",
                        "UPDATE submission SET returned_by = $2, returned_at = $3, reason = $4,"
                        " decided_version = $5 WHERE post_id = $1");
Statement const kSettle("submission.settle",
                        "UPDATE submission SET settled_at = $2 WHERE post_id = $1 AND settled_at IS NULL");
Statement const kReopen("submission.reopen",
                        "UPDATE submission SET settled_at = NULL, decided_version = $2 WHERE post_id = $1");

Statement const kTellAuthor("notice.author",
                            "INSERT INTO inbox (subscriber_kind, subscriber_id, event_id, post_id, kind)"
                            " SELECT 1, p.author_id, $1, p.id, $3 FROM post p WHERE p.id = $2");

// Whoever could release the post: the rule of auth/viewer.cpp for grants, over all who hold one.
Statement const kTellCoordinators(
    "notice.coordinators",
    "INSERT INTO inbox (subscriber_kind, subscriber_id, event_id, post_id, kind)"
    " SELECT DISTINCT 1, u.id, $1, p.id, $3 FROM post p JOIN organisation po ON po.id = p.source_id"
    " JOIN role_grant g ON g.role = 'coordinator' AND (g.scope_id IN (p.source_id, po.parent_id)"
    " OR g.scope_id IS NULL) JOIN users u ON u.id = g.user_id"
    " JOIN organisation uo ON uo.id = u.organisation_id"
    " WHERE p.id = $2 AND u.id <> p.author_id AND u.state = 'active' AND g.valid_from <= $4"
    " AND (g.valid_until IS NULL OR g.valid_until > $4)"
    " AND ((g.scope = 'organisation' AND g.scope_id IN (u.organisation_id, uo.parent_id))"
    " OR (g.scope = 'platform' AND u.organisation_id IN (p.source_id, po.parent_id)))"
    " UNION SELECT 1, u.id, $1, p.id, $3 FROM post p JOIN organisation po ON po.id = p.source_id"
    " JOIN release_policy r ON r.organisation_id IN (p.source_id, po.parent_id)"
    " JOIN users u ON u.id = r.substitute_id AND u.organisation_id = r.organisation_id"
    " WHERE p.id = $2 AND u.id <> p.author_id AND u.state = 'active'");

Statement const kDropNotices(
    "notice.drop", "DELETE FROM inbox WHERE post_id = $1 AND kind < 90 AND kind <> 0 AND kind <> 30");

Statement const kSubmitRevision(
    "submission.of_revision",
    "INSERT INTO submission (post_id, source_id, needs_coordinator, submitted_at, due_at)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (post_id) DO UPDATE SET source_id = excluded.source_id,"
    " needs_coordinator = excluded.needs_coordinator, submitted_at = excluded.submitted_at,"
    " due_at = excluded.due_at, checked_by = NULL, checked_at = NULL, returned_by = NULL, returned_at = NULL,"
    " reason = NULL, decided_version = NULL, reminded_at = NULL, settled_at = NULL");
Statement const kDropReleaseNotices("notice.drop_of_release",
                                    "DELETE FROM inbox WHERE post_id = $1 AND kind BETWEEN 1 AND 5");
Statement const kDropOwnNotice("notice.drop_own",
                               "DELETE FROM inbox WHERE event_id = $1 AND subscriber_kind = 1"
                               " AND subscriber_id = $2");
Statement const kTellOfficer("notice.officer",
                             "INSERT INTO inbox (subscriber_kind, subscriber_id, event_id, post_id, kind)"
                             " VALUES (1, $3, $1, $2, $4)"
                             " ON CONFLICT (subscriber_kind, subscriber_id, event_id) DO NOTHING");

Statement const kTellOwnOfficer(
    "notice.own_officer",
    "INSERT INTO inbox (subscriber_kind, subscriber_id, event_id, post_id, kind)"
    " SELECT 1, u.id, $1, p.id, $4 FROM post p JOIN organisation po ON po.id = p.source_id"
    " JOIN users u ON u.id = $3 AND u.organisation_id IN (p.source_id, po.parent_id) WHERE p.id = $2"
    " ON CONFLICT (subscriber_kind, subscriber_id, event_id) DO NOTHING");

Submission read_submission(Row const& row) {
  Submission submission;
  int column = 0;
  submission.stage = static_cast<Stage>(row.integer(column++));
  submission.hands = read_hands(row, column);
  submission.needs_coordinator = row.boolean(column++);
  submission.submitted_at = row.time(column++);
  submission.due_at = row.time(column++);
  auto const reason = row.optional_text(column++);
  if (auto const at = row.optional_time(column++))
    submission.returned = Return{std::string(reason.value_or("")), *at};
  if (auto const version = row.optional_integer(column++)) {
    submission.decided_version = static_cast<int>(*version);
  }
  return submission;
}

base::Timestamp deadline(storage::ReadTx& tx, auth::OrganisationId source, base::Timestamp now) {
  return now + std::chrono::hours(auth::release_deadline_hours(tx, source));
}

void announce_submission(storage::WriteTx& tx, EventPlace const& place, auth::Viewer const& author) {
  auto const event = insert_changed_event(tx, place, author, {});
  drop_notices(tx, *place.post);
  tell_coordinators(tx, event, *place.post, Notice::submitted, author.now);
}

// Whoever wrote it need not be told.
EventId announce_revision(storage::WriteTx& tx, auth::Viewer const& writer,
                          SubmittedRevision const& revision) {
  auto const event = insert_inner_event(tx, revision.place, writer);
  drop_release_notices(tx, *revision.place.post);
  tell_coordinators(tx, event, *revision.place.post, Notice::submitted, writer.now);
  spare(tx, event, revision.writer);
  return event;
}

}  // namespace

void submit_revision(storage::WriteTx& tx, auth::Viewer const& writer, SubmittedRevision const& revision) {
  bool const needs_coordinator =
      revision.level >= auth::Level::restricted || auth::releases_everything(tx, revision.source);
  tx.execute(kSubmitRevision, *revision.place.post, revision.source, needs_coordinator, writer.now,
             deadline(tx, revision.source, writer.now));
  announce_revision(tx, writer, revision);
}

void submit_revision_again(storage::WriteTx& tx, auth::Viewer const& writer,
                           SubmittedRevision const& revision) {
  tx.execute(kSubmitAgain, *revision.place.post, writer.now, deadline(tx, revision.source, writer.now));
  announce_revision(tx, writer, revision);
}

EventId renew_revision(storage::WriteTx& tx, auth::Viewer const& writer, SubmittedRevision const& revision) {
  forget_check(tx, *revision.place.post);
  return insert_inner_event(tx, revision.place, writer);
}

void settle_revision(storage::WriteTx& tx, PostId post, base::Timestamp now) {
  tx.execute(kSettle, post, now);
  drop_release_notices(tx, post);
}

void drop_release_notices(storage::WriteTx& tx, PostId post) {
  tx.execute(kDropReleaseNotices, post);
}

void tell_officer(storage::WriteTx& tx, EventId event, PostId post, auth::UserId officer, Notice notice) {
  tx.execute(kTellOfficer, event, post, officer, static_cast<int>(notice));
}

void tell_own_officer(storage::WriteTx& tx, EventId event, PostId post, auth::UserId officer, Notice notice) {
  tx.execute(kTellOwnOfficer, event, post, officer, static_cast<int>(notice));
}

std::optional<Submission> find_submission(storage::ReadTx& tx, PostId post) {
  return tx.one(kFind, read_submission, post);
}

void submit(storage::WriteTx& tx, auth::Viewer const& author, EventPlace const& place, auth::Level level) {
  bool const needs_coordinator =
      level >= auth::Level::restricted || auth::releases_everything(tx, author.organisation);
  tx.execute(kInsert, *place.post, author.organisation, needs_coordinator, author.now,
             deadline(tx, author.organisation, author.now));
  announce_submission(tx, place, author);
}

void submit_again(storage::WriteTx& tx, auth::Viewer const& author, EventPlace const& place) {
  tx.execute(kSubmitAgain, *place.post, author.now, deadline(tx, author.organisation, author.now));
  announce_submission(tx, place, author);
}

void keep_check(storage::WriteTx& tx, PostId post, auth::Viewer const& compliance) {
  tx.execute(kCheck, post, compliance.user, compliance.now);
}

void require_coordinator(storage::WriteTx& tx, PostId post) {
  tx.execute(kRequireCoordinator, post);
}

void forget_check(storage::WriteTx& tx, PostId post) {
  tx.execute(kForgetCheck, post);
}

void renew_submission_of(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kRenewOfThread, thread);
  tx.execute(kRenewFirstPost, thread);
}

void renew_submission(storage::WriteTx& tx, PostId post) {
  tx.execute(kRenew, post);
}

void keep_return(storage::WriteTx& tx, PostId post, auth::Viewer const& officer, std::string_view reason,
                 int version) {
  tx.execute(kReturn, post, officer.user, officer.now, reason, version);
}

void settle_submission(storage::WriteTx& tx, PostId post, base::Timestamp now) {
  tx.execute(kSettle, post, now);
  drop_notices(tx, post);
}

void reopen_submission(storage::WriteTx& tx, PostId post, int version) {
  tx.execute(kReopen, post, version);
}

void tell_author(storage::WriteTx& tx, EventId event, PostId post, Notice notice) {
  tx.execute(kTellAuthor, event, post, static_cast<int>(notice));
}

void tell_coordinators(storage::WriteTx& tx, EventId event, PostId post, Notice notice, base::Timestamp now) {
  tx.execute(kTellCoordinators, event, post, static_cast<int>(notice), now);
}

void spare(storage::WriteTx& tx, EventId event, auth::UserId user) {
  tx.execute(kDropOwnNotice, event, user);
}

void drop_notices(storage::WriteTx& tx, PostId post) {
  tx.execute(kDropNotices, post);
}

}  // namespace forum
