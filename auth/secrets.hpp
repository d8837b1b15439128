// Keys that the server makes for itself and keeps in its database.
#pragma once

#include <string_view>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "storage/transaction.hpp"

namespace auth {

// The key of that name, made at first use.
base::Sealer::Key load_or_create_key(storage::WriteTx& tx, std::string_view name, base::Random& random);

// The next load_or_create_key makes another one.
void forget_key(storage::WriteTx& tx, std::string_view name);

}  // namespace auth
