#include <algorithm>
#include <stdexcept>

#include "auth/secrets.hpp"

namespace auth {
namespace {

storage::Statement const kFind("secret.find", "SELECT value FROM secret WHERE name = $1");
storage::Statement const kInsert("secret.insert", "INSERT INTO secret (name, value) VALUES ($1, $2)");
storage::Statement const kDelete("secret.delete", "DELETE FROM secret WHERE name = $1");

base::Sealer::Key read_key(storage::Row const& row) {
  auto const bytes = row.blob(0);
  base::Sealer::Key key;
  if (bytes.size() != key.size()) throw std::logic_error("a stored key has the wrong size");
  std::ranges::copy(bytes, key.begin());
  return key;
}

}  // namespace

base::Sealer::Key load_or_create_key(storage::WriteTx& tx, std::string_view name, base::Random& random) {
  if (auto const found = tx.one(kFind, read_key, name)) return *found;
  base::Sealer::Key key;
  random.fill(key);
  tx.execute(kInsert, name, std::span<std::byte const>(key));
  return key;
}

void forget_key(storage::WriteTx& tx, std::string_view name) {
  tx.execute(kDelete, name);
}

}  // namespace auth
