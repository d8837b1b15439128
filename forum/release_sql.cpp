#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/mentions.hpp"
#include "forum/release_store.hpp"
#include "forum/submissions.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kInsert("release.insert",
                        "INSERT INTO release (post_id, released_at, officer_id, reason, version)"
                        " VALUES ($1, $2, $3, $4, $5)"
                        " ON CONFLICT (post_id, released_at) DO UPDATE SET officer_id = excluded.officer_id,"
                        " reason = excluded.reason, version = excluded.version, undone_at = NULL");
Statement const kFind("release.find",
                      "SELECT officer_id, released_at, COALESCE(version, 0) FROM release"
                      " WHERE post_id = $1 AND undone_at IS NULL ORDER BY released_at DESC LIMIT 1");
Statement const kMarkUndone("release.mark_undone",
                            "UPDATE release SET undone_at = $3 WHERE post_id = $1 AND released_at = $2");

Statement const kUnnumber("post.unnumber",
                          "UPDATE post SET sequence = NULL, published_at = NULL WHERE id = $1");

// Whoever follows the thread or its topic got it, and nobody else (publishing_sql.cpp).
Statement const kEmptyInboxes(
    "inbox.empty",
    "DELETE FROM inbox WHERE kind = 0 AND event_id = (SELECT p.sequence FROM post p WHERE p.id = $3)"
    " AND (subscriber_kind, subscriber_id) IN"
    " (SELECT s.subscriber_kind, s.subscriber_id FROM subscription s WHERE s.target_kind = 2 AND s.target_id "
    "= "
    "$2"
    " UNION SELECT s.subscriber_kind, s.subscriber_id FROM subscription s WHERE s.target_kind = 1"
    " AND s.target_id = $1)");

Statement const kUnpublishedParent("release.unpublished_parent",
                                   "SELECT 1 FROM post p JOIN post q ON q.id = p.parent_id"
                                   " WHERE p.id = $1 AND q.state <> 1");

Statement const kAnswers("release.answers",
                         "SELECT 1 FROM post p WHERE p.thread_id = $7 AND p.path > $9 AND p.path < $10 AND " +
                             auth::readable("p", "$8") + " LIMIT 1");

Statement const kWentOut("release.went_out",
                         "SELECT 1 FROM post p WHERE p.public_id = $1 AND p.published_at IS NOT NULL");

}  // namespace

bool went_out(storage::ReadTx& tx, base::PublicId const& post) {
  return tx.one(kWentOut, [](Row const&) { return true; }, post).has_value();
}

std::string is_in_check(std::string_view clearance) {
  std::string const reads(clearance);
  return stage_of_waiting("p") + " = 1 AND p.author_id <> $1 AND t.state <> 4 AND p.level <= " + reads +
         " AND t.level <= " + reads +
         " AND (p.expires_on IS NULL OR p.expires_on > $5) AND (t.expires_on IS NULL OR t.expires_on > $5)"
         " AND NOT EXISTS (SELECT 1 FROM deny denied_ WHERE denied_.source_id = p.source_id"
         " AND denied_.denied_id IN ($2, $3))";
}

void insert_release(storage::WriteTx& tx, auth::Viewer const& officer, PostPlace const& post,
                    std::string_view reason) {
  tx.execute(kInsert, post.id, officer.now, officer.user, reason, post.version);
}

std::optional<ReleaseRecord> find_release(storage::ReadTx& tx, PostId post) {
  return tx.one(
      kFind,
      [](Row const& row) {
        return ReleaseRecord{row.id<auth::UserTag>(0), row.time(1), static_cast<int>(row.integer(2))};
      },
      post);
}

void mark_undone(storage::WriteTx& tx, PostId post, ReleaseRecord const& release, base::Timestamp now) {
  tx.execute(kMarkUndone, post, release.at, now);
}

void unpublish(storage::WriteTx& tx, EventPlace const& place) {
  tx.execute(kEmptyInboxes, place.topic, place.thread, *place.post);
  take_back_mentions(tx, *place.post);
  tx.execute(kUnnumber, *place.post);
}

bool answers_published_post(storage::ReadTx& tx, PostId post) {
  return !tx.one(kUnpublishedParent, [](Row const&) { return true; }, post).has_value();
}

bool has_answers(storage::ReadTx& tx, auth::Viewer const& viewer, PostPlace const& post) {
  return auth::one_as(
             tx, viewer, kAnswers, [](Row const&) { return true; }, post.thread.id, post.thread.topic.id,
             text_as_bytes(post.path), text_as_bytes(end_of(post.path)))
      .has_value();
}

}  // namespace forum
