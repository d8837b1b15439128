#include "auth/credentials.hpp"

namespace auth {
namespace {

storage::Statement const kFind("credentials.find", "SELECT id, password_hash FROM users WHERE username = $1");

StoredCredentials read_credentials(storage::Row const& row) {
  StoredCredentials credentials{row.id<UserTag>(0), std::nullopt};
  if (auto const hash = row.optional_text(1)) credentials.password_hash = std::string(*hash);
  return credentials;
}

}  // namespace

std::optional<StoredCredentials> find_credentials(storage::ReadTx& tx, std::string_view username) {
  return tx.one(kFind, read_credentials, username);
}

}  // namespace auth
