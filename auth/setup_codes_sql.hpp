// Rows of one-time codes. Internal to this floor.
#pragma once

#include <optional>

#include "auth/ids.hpp"
#include "base/hash.hpp"
#include "base/time.hpp"
#include "storage/transaction.hpp"

namespace auth {

struct KeptCode {
  base::Digest hash;
  base::Timestamp expires_at;
};
bool is_active(storage::ReadTx& tx, UserId user);
std::optional<KeptCode> find_setup_code(storage::ReadTx& tx, UserId user);
void put_setup_code(storage::WriteTx& tx, UserId user, base::Digest const& hash, base::Timestamp expires_at);
void delete_setup_code(storage::WriteTx& tx, UserId user);

}  // namespace auth
