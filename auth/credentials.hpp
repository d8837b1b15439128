// Passwords: Argon2id through libsodium. Both functions take a tenth of a second and much memory by design:
// run them on the CPU pool, never on an I/O or database thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "auth/ids.hpp"
#include "storage/transaction.hpp"

namespace auth {

// OWASP's and RFC 9106's second recommended choice by default: 64 MiB, 3 passes.
struct PasswordCost {
  unsigned long long operations = 3;
  std::size_t memory_bytes = 64U * 1024 * 1024;
};

std::string hash_password(std::string_view password, PasswordCost const& cost);
// Without a hash (unknown name, no password set) it spends the same time and says no.
bool verify_password(std::string_view password, std::optional<std::string> const& hash,
                     PasswordCost const& cost);

// What verify_password computes against where there is no hash: Argon2id's text form with a salt and a hash
// of zeros, which no password is known to give. Verifying takes the whole computation and fails at its end.
std::string impossible_hash(PasswordCost const& cost);

struct StoredCredentials {
  UserId user;
  base::PublicId public_id;
  base::PublicId organisation;
  std::optional<std::string> password_hash;
};
std::optional<StoredCredentials> find_credentials(storage::ReadTx& tx, std::string_view username);

}  // namespace auth
