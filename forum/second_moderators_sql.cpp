#include "forum/second_moderators.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// The rule of auth/viewer.cpp for grants, over all who hold one.
Statement const kExists(
    "second_moderator.exists",
    "SELECT 1 FROM role_grant g JOIN users u ON u.id = g.user_id JOIN organisation o ON o.id = "
    "u.organisation_id"
    " WHERE u.state = 'active' AND COALESCE(o.parent_id, o.id) <> $1 AND g.valid_from <= $4"
    " AND (g.valid_until IS NULL OR g.valid_until > $4)"
    " AND ((g.role = 'topic_moderator' AND (g.scope = 'platform' OR (g.scope = 'topic' AND g.scope_id = $2)))"
    " OR (g.role = 'unit_officer' AND u.organisation_id = $3)) LIMIT 1");

}  // namespace

bool has_second_moderator(storage::ReadTx& tx, auth::Viewer const& viewer, TopicPlace const& topic) {
  return tx.one(
               kExists, [](Row const&) { return true; }, viewer.bureau, topic.id, topic.owner, viewer.now)
      .has_value();
}

}  // namespace forum
