// Rows of sessions. Internal to this floor.
#pragma once

#include <optional>

#include "auth/sessions.hpp"

namespace auth {

void insert_session(storage::WriteTx& tx, base::Digest const& token_hash, UserId user, Assurance assurance,
                    base::Timestamp now);
std::optional<SessionTimes> find_session(storage::ReadTx& tx, base::Digest const& token_hash);

}  // namespace auth
