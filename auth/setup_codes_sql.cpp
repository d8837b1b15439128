#include "auth/setup_codes_sql.hpp"

namespace auth {
namespace {

storage::Statement const kFind("setup_code.find",
                               "SELECT code_hash, expires_at FROM setup_code WHERE user_id = $1");
storage::Statement const kPut("setup_code.put",
                              "INSERT INTO setup_code (user_id, code_hash, expires_at) VALUES ($1, $2, $3)"
                              " ON CONFLICT (user_id) DO UPDATE SET code_hash = $2, expires_at = $3");
storage::Statement const kDelete("setup_code.delete", "DELETE FROM setup_code WHERE user_id = $1");

storage::Statement const kIsActive("setup_code.is_active",
                                   "SELECT 1 FROM users WHERE id = $1 AND state = 'active'");

}  // namespace

bool is_active(storage::ReadTx& tx, UserId user) {
  return tx.one(kIsActive, [](storage::Row const&) { return true; }, user).has_value();
}

std::optional<KeptCode> find_setup_code(storage::ReadTx& tx, UserId user) {
  return tx.one(kFind, [](storage::Row const& row) { return KeptCode{row.digest(0), row.time(1)}; }, user);
}

void put_setup_code(storage::WriteTx& tx, UserId user, base::Digest const& hash, base::Timestamp expires_at) {
  tx.execute(kPut, user, hash, expires_at);
}

void delete_setup_code(storage::WriteTx& tx, UserId user) {
  tx.execute(kDelete, user);
}

}  // namespace auth
