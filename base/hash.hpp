// Digests and the sealing of opaque strings.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/random.hpp"

namespace base {

using Digest = std::array<std::byte, 32>;

// SHA-256 (FIPS 180-4).
Digest sha256(std::span<std::byte const> bytes);
Digest sha256(std::string_view text);

// RFC 4648 section 5 without padding.
std::string encode_base64url(std::span<std::byte const> bytes);
std::optional<std::string> decode_base64url(std::string_view text);

// Seals small values into opaque strings that tell nothing and cannot be forged (XChaCha20-Poly1305).
// `purpose` binds a string to its use: what was sealed for one purpose opens for no other. The key lives in
// the database, so that cursors survive a restart. Immutable; safe from any thread.
class Sealer {
 public:
  using Key = std::array<std::byte, 32>;

  explicit Sealer(Key const& key);

  std::string seal(std::string_view purpose, std::string_view value, Random& random) const;
  std::optional<std::string> open(std::string_view purpose, std::string_view sealed) const;

 private:
  Key key_;
};

}  // namespace base
