#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/markdown.hpp"
#include "forum/split_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

constexpr char kFrame[] =
    "language, level, caveats, caveat_text, legal_use, attribution, review_on, expires_on, bureaus, state";

Statement const kInsertThread(
    "split.insert_thread",
    std::string("INSERT INTO thread (public_id, title, kind, created_at, topic_id, source_id, author_id,"
                " audience_id, locked, ") +
        kFrame +
        ", pinned, version, is_split) SELECT $2, $3, $4, $5, topic_id, source_id, author_id, audience_id,"
        " locked, " +
        kFrame + ", 0, 1, 1 FROM thread WHERE id = $1");
Statement const kInsertOpening(
    "split.insert_opening",
    std::string(
        "INSERT INTO post (public_id, thread_id, parent_id, path, source_id, author_id, editor_id, body,"
        " html, renderer, audience_id, version, created_at, sequence, published_at, ") +
        kFrame +
        ") SELECT $2, id, NULL, x'', source_id, author_id, author_id, '', '', $3, $4, 1, created_at, $5,"
        " created_at, " +
        kFrame + " FROM thread WHERE id = $1");
Statement const kCopySubscriptions(
    "split.copy_subscriptions",
    "INSERT INTO subscription (target_kind, target_id, subscriber_kind, subscriber_id, level)"
    " SELECT 2, $2, s.subscriber_kind, s.subscriber_id, s.level FROM subscription s"
    " WHERE s.target_kind = 2 AND s.target_id = $1");
// By account: nothing finds marks by their thread.
Statement const kCopyReadTo("split.copy_read_to",
                            "INSERT INTO thread_read (user_id, thread_id, read_to)"
                            " SELECT u.id, $2, f.read_to FROM users u CROSS JOIN thread_read f"
                            " ON f.user_id = u.id AND f.thread_id = $1");
Statement const kCopySlowMode("split.copy_slow_mode",
                              "INSERT INTO slow_mode (thread_id, seconds, set_at, set_by)"
                              " SELECT $2, s.seconds, s.set_at, s.set_by FROM slow_mode s"
                              " WHERE s.thread_id = $1");
Statement const kInsert(
    "split.insert",
    "INSERT INTO split (thread_id, from_id, parent_id, top_id, path, note, split_at, split_by)"
    " SELECT $1, p.thread_id, p.parent_id, p.id, p.path, $3, $4, $5 FROM post p WHERE p.id = $2");
Statement const kFind("split.find",
                      "SELECT f.public_id, x.parent_id, x.top_id, x.path FROM split x"
                      " JOIN thread f ON f.id = x.from_id WHERE x.thread_id = $1");
Statement const kTold("split.told",
                      "SELECT i.subscriber_id FROM inbox i WHERE i.post_id = $1 AND i.kind = $2"
                      " AND i.subscriber_kind = 1 ORDER BY i.subscriber_id");
Statement const kInvitesOthers(
    "split.invites_others",
    "SELECT 1 FROM role_grant i WHERE i.role = 'guest' AND i.scope = 'thread' AND i.scope_id = $1"
    " AND (i.valid_until IS NULL OR i.valid_until > $3) AND NOT EXISTS (SELECT 1 FROM role_grant j"
    " WHERE j.user_id = i.user_id AND j.role = 'guest' AND j.scope = 'thread' AND j.scope_id = $2"
    " AND j.valid_from <= $3 AND (j.valid_until IS NULL OR j.valid_until >= i.valid_until)) LIMIT 1");
Statement const kDelete("split.delete", "DELETE FROM split WHERE thread_id = $1");
Statement const kLeadOn("split.lead_on",
                        "UPDATE merger SET into_id = $2 WHERE into_id = $1 AND thread_id <> $2");
Statement const kComeFrom("split.come_from",
                          "UPDATE split SET from_id = $2 WHERE from_id = $1 AND thread_id <> $2");
// substr() of bytes counts from 1.
Statement const kMove(
    "split.move",
    "UPDATE post SET thread_id = $3, path = CAST($4 || substr(path, length($2) + 1) AS BLOB)"
    " WHERE thread_id = $1 AND path >= $2 AND path < $5");
Statement const kSetParent("split.set_parent", "UPDATE post SET parent_id = $2 WHERE id = $1");
Statement const kCount("split.count_branch",
                       "SELECT COUNT(*) FROM (SELECT 1 FROM post p JOIN thread t ON t.id = p.thread_id"
                       " WHERE p.thread_id = $7 AND p.path >= $8 AND p.path < $9 AND " +
                           auth::readable("p", "t.topic_id", "t.id") + " LIMIT $10)");
Statement const kMoveReadMarks(
    "split.move_read_marks",
    "INSERT INTO post_read (user_id, thread_id, post_id) SELECT u.id, $2, p.id FROM users u"
    " CROSS JOIN post_read f ON f.user_id = u.id AND f.thread_id = $1 JOIN post p ON p.id = f.post_id"
    " WHERE p.thread_id = $2 ON CONFLICT (user_id, thread_id, post_id) DO NOTHING");
Statement const kKeepRead(
    "split.keep_read",
    "INSERT INTO post_read (user_id, thread_id, post_id) SELECT u.id, $2, p.id FROM users u"
    " CROSS JOIN thread_read f ON f.user_id = u.id AND f.thread_id = $1"
    " CROSS JOIN post p ON p.thread_id = $2 AND p.sequence <= f.read_to"
    " ON CONFLICT (user_id, thread_id, post_id) DO NOTHING");
Statement const kMoveAccepted("split.move_accepted",
                              "UPDATE OR IGNORE accepted_answer SET thread_id = $2 WHERE thread_id = $1"
                              " AND post_id IN (SELECT p.id FROM post p WHERE p.thread_id = $2)");
Statement const kBranch("split.branch",
                        "SELECT id, public_id, path, author_id, state, parent_id FROM post"
                        " WHERE thread_id = $1 AND parent_id IS NOT NULL ORDER BY path");
Statement const kStanding("split.standing", "SELECT id, path FROM post WHERE thread_id = $1 AND id = $2");
Statement const kFirst("split.first", "SELECT id, path FROM post WHERE thread_id = $1 AND parent_id IS NULL");
Statement const kTaken("split.is_taken", "SELECT 1 FROM post WHERE thread_id = $1 AND path = $2");

// The opening frames the others and is not counted.
std::string told_threads(std::string_view by, std::string_view columns, std::string_view condition) {
  return "SELECT t.public_id, t.level, so.public_id, t.title, (SELECT COALESCE(SUM(a.posts), 0) FROM "
         "post_tally a WHERE a.thread_id = t.id AND " +
         auth::readable("a", "t.topic_id", "a.thread_id") + ") - t.is_split" + std::string(columns) +
         " FROM split x JOIN thread t ON t.id = " + std::string(by) + kThreadPlaceJoins + " WHERE " +
         std::string(condition) + " AND " + thread_place_readable();
}
Statement const kNote("split.note", "SELECT note, split_at FROM split WHERE thread_id = $1");
Statement const kOrigin("split.origin", told_threads("x.from_id", "", "x.thread_id = $7"));
// With the last of the posts above the branch that he may read: at least the first one of the thread.
Statement const kOff("split.off",
                     told_threads("x.thread_id",
                                  ", (SELECT p.public_id FROM post s JOIN post p ON p.thread_id = s.thread_id"
                                  " AND p.path <= s.path WHERE s.id = x.parent_id AND s.thread_id = x.from_id"
                                  // Nothing is a part of an empty path, but null.
                                  " AND (p.path = x'' OR substr(s.path, 1, length(p.path)) = p.path) AND " +
                                      auth::readable("p", "$8", "p.thread_id") +
                                      " ORDER BY p.path DESC LIMIT 1)",
                                  "x.from_id = $7") +
                         " ORDER BY x.split_at, x.thread_id LIMIT $9");

LinkedThread read_told(Row const& row) {
  LinkedThread thread;
  thread.origin = {row.public_id(0), static_cast<auth::Level>(row.integer(1)), row.public_id(2)};
  thread.title = row.text(3);
  thread.posts = static_cast<int>(row.integer(4));
  return thread;
}

Standing read_standing(Row const& row) {
  return {row.id<PostTag>(0), ReplyPath(bytes_as_text(row.blob(1)))};
}

}  // namespace

SplitThread insert_split_thread(storage::WriteTx& tx, auth::Viewer const& officer, ThreadPlace const& from,
                                NewSplit const& split, EventId event, base::Random& random) {
  SplitThread made;
  made.thread.public_id = base::make_public_id(random);
  made.thread.id = tx.insert<ThreadId>(kInsertThread, from.id, made.thread.public_id, split.title,
                                       static_cast<int>(split.kind), officer.now);
  made.opening = tx.insert<PostId>(kInsertOpening, made.thread.id, base::make_public_id(random),
                                   kRendererVersion, auth::kInherit, event);
  return made;
}

void copy_wishes(storage::WriteTx& tx, ThreadId from, ThreadId to) {
  tx.execute(kCopySubscriptions, from, to);
  tx.execute(kCopyReadTo, from, to);
}

void copy_slow_mode(storage::WriteTx& tx, ThreadId from, ThreadId to) {
  tx.execute(kCopySlowMode, from, to);
}

void insert_split(storage::WriteTx& tx, auth::Viewer const& officer, ThreadId thread, PostPlace const& top,
                  std::string_view note) {
  tx.execute(kInsert, thread, top.id, note, officer.now, officer.user);
}

std::optional<SplitRow> find_split(storage::ReadTx& tx, ThreadId thread) {
  return tx.one(
      kFind,
      [](Row const& row) {
        return SplitRow{row.public_id(0), row.id<PostTag>(1), row.id<PostTag>(2),
                        ReplyPath(bytes_as_text(row.blob(3)))};
      },
      thread);
}

std::vector<auth::UserId> select_told_of_split(storage::ReadTx& tx, PostId opening) {
  std::vector<auth::UserId> officers;
  tx.each(
      kTold, [&](Row const& row) { officers.push_back(row.id<auth::UserTag>(0)); }, opening,
      static_cast<int>(kSplitNotice));
  return officers;
}

bool invites_others(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread, ThreadId other) {
  return tx.one(kInvitesOthers, [](Row const&) { return true; }, thread, other, viewer.now).has_value();
}

void delete_split(storage::WriteTx& tx, ThreadId thread, ThreadId into) {
  tx.execute(kDelete, thread);
  tx.execute(kLeadOn, thread, into);
  tx.execute(kComeFrom, thread, into);
}

int count_branch(storage::ReadTx& tx, auth::Viewer const& viewer, PostPlace const& top, int most) {
  return static_cast<int>(auth::one_as(
                              tx, viewer, kCount, [](Row const& row) { return row.integer(0); },
                              top.thread.id, text_as_bytes(top.path), text_as_bytes(end_of(top.path)), most)
                              .value());
}

void move_branch(storage::WriteTx& tx, BranchMove const& move) {
  tx.execute(kMove, move.from, text_as_bytes(move.from_path), move.to, text_as_bytes(move.to_path),
             text_as_bytes(end_of(move.from_path)));
  tx.execute(kSetParent, move.top, move.parent);
}

void move_marks(storage::WriteTx& tx, ThreadId from, ThreadId to) {
  tx.execute(kMoveReadMarks, from, to);
  tx.execute(kMoveAccepted, from, to);
}

void keep_read(storage::WriteTx& tx, ThreadId from, ThreadId to) {
  tx.execute(kKeepRead, from, to);
}

std::vector<BranchPost> select_branch(storage::ReadTx& tx, ThreadId thread) {
  std::vector<BranchPost> posts;
  tx.each(
      kBranch,
      [&](Row const& row) {
        posts.push_back({row.id<PostTag>(0), row.public_id(1), ReplyPath(bytes_as_text(row.blob(2))),
                         row.id<auth::UserTag>(3), static_cast<auth::State>(row.integer(4)),
                         row.id<PostTag>(5)});
      },
      thread);
  return posts;
}

std::optional<Standing> find_standing(storage::ReadTx& tx, ThreadId thread, PostId post) {
  return tx.one(kStanding, read_standing, thread, post);
}

Standing first_standing(storage::ReadTx& tx, ThreadId thread) {
  return tx.one(kFirst, read_standing, thread).value();
}

bool is_taken(storage::ReadTx& tx, ThreadId thread, ReplyPath const& path) {
  return tx.one(kTaken, [](Row const&) { return true; }, thread, text_as_bytes(path)).has_value();
}

std::optional<SplitOrigin> find_split_origin(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             ThreadPlace const& thread) {
  auto origin = tx.one(
      kNote,
      [](Row const& row) {
        return SplitOrigin{
            .from = std::nullopt, .note = std::string(row.text(0)), .at = row.time(1), .has_appeals = false};
      },
      thread.id);
  if (origin) origin->from = auth::one_as(tx, viewer, kOrigin, read_told, thread.id);
  return origin;
}

std::vector<SplitOff> select_split_off(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       ThreadPlace const& thread) {
  std::vector<SplitOff> branches;
  auto rows = auth::query_as(tx, viewer, kOff, thread.id, thread.topic.id, kLinksShown);
  while (rows.next()) branches.push_back({read_told(rows.row()), rows.row().optional_public_id(5)});
  return branches;
}

}  // namespace forum
