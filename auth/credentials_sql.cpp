#include "auth/credentials.hpp"

namespace auth {
namespace {

storage::Statement const kFind("credentials.find",
                               "SELECT u.id, u.public_id, o.public_id, u.password_hash FROM users u"
                               " JOIN organisation o ON o.id = u.organisation_id WHERE u.username = $1");

StoredCredentials read_credentials(storage::Row const& row) {
  StoredCredentials credentials{row.id<UserTag>(0), row.public_id(1), row.public_id(2), std::nullopt};
  if (auto const hash = row.optional_text(3)) credentials.password_hash = std::string(*hash);
  return credentials;
}

}  // namespace

std::optional<StoredCredentials> find_credentials(storage::ReadTx& tx, std::string_view username) {
  return tx.one(kFind, read_credentials, username);
}

}  // namespace auth
