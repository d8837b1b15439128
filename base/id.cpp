#include "base/id.hpp"

#include <cstdint>
#include <cstring>

namespace base {
namespace {

constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

int digit_value(char c) {
  if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  auto const position = kAlphabet.find(c);
  return position == std::string_view::npos ? -1 : static_cast<int>(position);
}

}  // namespace

PublicId make_public_id(Random& random) {
  PublicId id;
  random.fill(id.bytes);
  return id;
}

// 128 bits are 25 digits of five bits and a first digit of three. The upper half holds 13 of them but for the
// last four bits of the thirteenth, which begin the lower half.
void to_chars(PublicId const& id, char* out) {
  auto const half = [&](std::size_t from) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < sizeof word; ++i)
      word = word << 8 | std::to_integer<std::uint64_t>(id.bytes[from + i]);
    return word;
  };
  std::uint64_t const upper = half(0);
  std::uint64_t const lower = half(sizeof upper);
  for (int shift = 61; shift > 0; shift -= 5) *out++ = kAlphabet[upper >> shift & 31];
  *out++ = kAlphabet[(upper << 4 | lower >> 60) & 31];
  for (int shift = 55; shift >= 0; shift -= 5) *out++ = kAlphabet[lower >> shift & 31];
}

std::string to_string(PublicId const& id) {
  std::string text(PublicId::kTextSize, '0');
  to_chars(id, text.data());
  return text;
}

std::optional<PublicId> parse_public_id(std::string_view text) {
  if (text.size() != PublicId::kTextSize) return std::nullopt;
  PublicId id;
  unsigned buffer = 0;
  int bits = -2;  // the two zero bits in front
  std::size_t position = 0;
  for (char const c : text) {
    int const value = digit_value(c);
    if (value < 0) return std::nullopt;
    if (bits == -2 && value > 7) return std::nullopt;
    buffer = buffer << 5 | static_cast<unsigned>(value);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      id.bytes[position++] = static_cast<std::byte>(buffer >> bits & 255);
    }
    buffer &= (1U << bits) - 1;
  }
  return id;
}

}  // namespace base

std::size_t std::hash<base::PublicId>::operator()(base::PublicId const& id) const noexcept {
  std::size_t value;
  std::memcpy(&value, id.bytes.data(), sizeof value);
  return value;
}
