#include "server/live/cursor.hpp"

#include <array>

namespace server::live {
namespace {

constexpr std::string_view kPurpose = "live";
constexpr std::size_t kSize = 8;
// Longer than any cursor of ours; what a stranger sends beyond it is not even decoded.
constexpr std::size_t kLongest = 128;

}  // namespace

std::string CursorSealer::seal(forum::EventId event) const {
  std::array<char, kSize> bytes;
  auto number = static_cast<std::uint64_t>(event.value);
  for (char& byte : bytes) {
    byte = static_cast<char>(number & 0xff);
    number >>= 8;
  }
  return sealer_.seal(kPurpose, {bytes.data(), bytes.size()}, random_);
}

std::optional<forum::EventId> CursorSealer::open(std::string_view cursor) const {
  if (cursor.size() > kLongest) return std::nullopt;
  auto const bytes = sealer_.open(kPurpose, cursor);
  if (!bytes || bytes->size() != kSize) return std::nullopt;
  std::uint64_t number = 0;
  for (std::size_t i = kSize; i > 0; --i) number = number << 8 | static_cast<unsigned char>((*bytes)[i - 1]);
  auto const event = static_cast<std::int64_t>(number);
  if (event < 0) return std::nullopt;
  return forum::EventId{event};
}

}  // namespace server::live
