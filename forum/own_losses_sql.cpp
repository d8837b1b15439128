#include "forum/own_losses.hpp"

namespace forum {
namespace {

storage::Statement const kLost(
    "own_losses.since",
    "SELECT 1 FROM rights_lost WHERE holder = 'user' AND holder_id = $1 AND number > $3"
    " UNION ALL SELECT 1 FROM rights_lost WHERE holder = 'organisation' AND holder_id = $2 AND number > $3"
    " UNION ALL SELECT 1 FROM role_grant g WHERE g.user_id = $1 AND g.valid_until <= $4 AND g.valid_until >="
    " COALESCE((SELECT e.at FROM event e WHERE e.id <= $3 ORDER BY e.id DESC LIMIT 1), 0) LIMIT 1");

}  // namespace

bool has_lost_rights_since(storage::ReadTx& tx, auth::Viewer const& viewer, EventId event) {
  return tx
      .one(
          kLost, [](storage::Row const&) { return true; }, viewer.user, viewer.organisation, event,
          viewer.now)
      .value_or(false);
}

}  // namespace forum
