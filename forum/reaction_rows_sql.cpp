#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/reaction_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kInsert("reaction.insert",
                        "INSERT INTO reaction (post_id, source_id, user_id, kind, given_at)"
                        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING");
Statement const kMark("reaction.mark",
                      "UPDATE post SET is_reacted_to = 1 WHERE id = $1 AND is_reacted_to = 0");
Statement const kDelete("reaction.delete",
                        "DELETE FROM reaction WHERE post_id = $1 AND source_id = $2 AND user_id = $3"
                        " AND kind = $4");

// Each with the envelope that it has: its post's, but its own source. $7 the thread, $8 its topic.
Statement const kOfStretch(
    "reaction.of_stretch",
    "SELECT a.post_id, a.kind, COUNT(*), MAX(CASE WHEN a.author_id = $1 AND a.source_id = $2 THEN 1 ELSE 0 "
    "END)"
    " FROM (SELECT r.post_id, r.kind, r.user_id AS author_id, r.source_id, p.level, p.audience_id, p.state,"
    " p.expires_on FROM post p JOIN reaction r ON r.post_id = p.id"
    " WHERE p.thread_id = $7 AND p.path >= $9 AND p.path <= $10 AND p.is_reacted_to = 1) a WHERE " +
        auth::readable("a", "$8", "$7") + " GROUP BY a.post_id, a.kind ORDER BY a.post_id, a.kind");

}  // namespace

bool insert_reaction(storage::WriteTx& tx, auth::Viewer const& officer, PostId post, ReactionKind kind) {
  auto const rows =
      tx.execute(kInsert, post, officer.organisation, officer.user, static_cast<int>(kind), officer.now);
  if (rows == 0) return false;
  tx.execute(kMark, post);
  return true;
}

bool delete_reaction(storage::WriteTx& tx, auth::Viewer const& officer, PostId post, ReactionKind kind) {
  return tx.execute(kDelete, post, officer.organisation, officer.user, static_cast<int>(kind)) > 0;
}

std::vector<ReactionRow> select_reactions(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          Stretch const& stretch) {
  std::vector<ReactionRow> reactions;
  auto rows = auth::query_as(tx, viewer, kOfStretch, stretch.thread, stretch.topic,
                             text_as_bytes(stretch.first), text_as_bytes(stretch.last));
  while (rows.next()) {
    auto const& row = rows.row();
    reactions.push_back(
        {row.id<PostTag>(0),
         {static_cast<ReactionKind>(row.integer(1)), static_cast<int>(row.integer(2)), row.boolean(3)}});
  }
  return reactions;
}

}  // namespace forum
