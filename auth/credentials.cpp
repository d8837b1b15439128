#include "auth/credentials.hpp"

#include <array>
#include <new>

#include <sodium.h>

#include "base/random.hpp"

namespace auth {

std::string hash_password(std::string_view password, PasswordCost const& cost) {
  base::SystemRandom const started;  // libsodium draws the salt
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost.operations, cost.memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::bad_alloc();  // its only failure with valid costs
  }
  return text.data();
}

std::string impossible_hash(PasswordCost const& cost) {
  constexpr std::size_t kSaltCharacters = 22;  // 16 bytes in base64 without padding
  constexpr std::size_t kHashCharacters = 43;  // 32 bytes
  return "$argon2id$v=19$m=" + std::to_string(cost.memory_bytes / 1024) +
         ",t=" + std::to_string(cost.operations) + ",p=1$" + std::string(kSaltCharacters, 'A') + "$" +
         std::string(kHashCharacters, 'A');
}

bool verify_password(std::string_view password, std::optional<std::string> const& hash,
                     PasswordCost const& cost) {
  base::SystemRandom const started;
  std::string const compared = hash ? *hash : impossible_hash(cost);
  bool const matches = crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
  return matches && hash.has_value();
}

}  // namespace auth
