// Identities: small integer keys inside the database, random 128-bit public ids outside it.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <boost/endian/conversion.hpp>

#include "base/random.hpp"

namespace base {

// A row's integer key. The tag keeps a thread's key from being taken for a post's. Never leaves the server.
template <class Tag>
struct Id {
  std::int64_t value = 0;

  friend auto operator<=>(Id, Id) = default;
};

// What the outside world calls an object: 128 random bits, so that nobody can count or guess objects that
// he may not read. Written as 26 characters of Crockford's base32 in lower case.
struct PublicId {
  static constexpr std::size_t kSize = 16;
  static constexpr std::size_t kTextSize = 26;

  std::array<std::byte, kSize> bytes{};

  friend bool operator==(PublicId const&, PublicId const&) = default;
  // Byte by byte, taken eight at a time: with each page that is shown a list of ids is put in order.
  friend std::strong_ordering operator<=>(PublicId const& one, PublicId const& other) {
    auto const order = one.word(0) <=> other.word(0);
    return order != 0 ? order : one.word(1) <=> other.word(1);
  }

 private:
  std::uint64_t word(std::size_t which) const {
    return boost::endian::load_big_u64(reinterpret_cast<unsigned char const*>(bytes.data()) + 8 * which);
  }
};

PublicId make_public_id(Random& random);
std::string to_string(PublicId const& id);
// Writes the 26 characters to `out`, without allocating.
void to_chars(PublicId const& id, char* out);
// Exactly 26 characters; either case; nothing for anything else.
std::optional<PublicId> parse_public_id(std::string_view text);

}  // namespace base

template <class Tag>
struct std::hash<base::Id<Tag>> {
  std::size_t operator()(base::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};

template <>
struct std::hash<base::PublicId> {
  // The bytes are random already.
  std::size_t operator()(base::PublicId const& id) const noexcept;
};
