// What the audit log asks the forum about a moderator's topics: floors below know no threads and posts.
#pragma once

#include "auth/audit_views.hpp"

namespace forum {

// Good as long as `tx` and `viewer` are. Acts on what he may not read, or not any more, are not in it.
auth::ModerationScope moderation_scope(storage::ReadTx& tx, auth::Viewer const& viewer);

}  // namespace forum
