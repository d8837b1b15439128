// Whether somebody's own rights became less while he was away: a clearance, a role, an invitation, what his
// organisation may read. What he then cannot read any more has no event, so he reads all of it again.
#pragma once

#include "auth/viewer.hpp"
#include "forum/ids.hpp"

namespace forum {

// Since `event` was the last number. True also where it was just before, as far as a right has ended by its
// date: its end has no number.
bool has_lost_rights_since(storage::ReadTx& tx, auth::Viewer const& viewer, EventId event);

}  // namespace forum
