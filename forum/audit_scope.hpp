// What the audit log asks the forum: floors below know no topics, threads and posts.
#pragma once

#include "auth/audit_views.hpp"

namespace forum {

// Good as long as `tx` and `viewer` are.
auth::AuditScope audit_scope(storage::ReadTx& tx, auth::Viewer const& viewer);

}  // namespace forum
