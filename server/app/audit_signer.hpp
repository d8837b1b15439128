// The key that signs checkpoints of the audit log, as serve and the tools find it.
#pragma once

#include "auth/audit_checkpoint.hpp"
#include "server/app/settings.hpp"

namespace server::app {

// Reads the key file, or makes one with a new key, and makes the key known to the database. Throws
// std::runtime_error for a file that cannot be used, or that belongs to another log.
auth::NoteSigner load_or_create_audit_signer(storage::Database& database, Settings const& settings,
                                             base::Random& random);

}  // namespace server::app
