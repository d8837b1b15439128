#include "auth/audit_filter.hpp"

#include <bit>
#include <cstdint>
#include <cstring>

namespace auth {
namespace {

constexpr std::size_t kMostBits = std::size_t{1} << 17;  // 16 KiB, before folding
constexpr std::size_t kLeastBits = 512;
constexpr std::size_t kWordBits = 64;
constexpr std::size_t kHashes = base::PublicId::kSize / sizeof(std::uint32_t);

std::uint32_t hash_of(std::byte const* id, std::size_t which) {
  std::uint32_t hash = 0;
  std::memcpy(&hash, id + which * sizeof hash, sizeof hash);
  return hash;
}

std::size_t count_bits(std::span<std::uint64_t const> words) {
  std::size_t bits = 0;
  for (std::uint64_t const word : words) bits += static_cast<std::size_t>(std::popcount(word));
  return bits;
}

}  // namespace

AuditFilterBuilder::AuditFilterBuilder() : words_(kMostBits / kWordBits) {}

void AuditFilterBuilder::add(std::span<std::byte const> ids) {
  for (; ids.size() >= base::PublicId::kSize; ids = ids.subspan(base::PublicId::kSize)) {
    for (std::size_t i = 0; i < kHashes; ++i) {
      std::size_t const bit = hash_of(ids.data(), i) % kMostBits;
      words_[bit / kWordBits] |= std::uint64_t{1} << bit % kWordBits;
    }
  }
}

// Bits are numbered modulo a power of two, so half a filter laid over the other is the filter of half the
// size.
std::string AuditFilterBuilder::finish() {
  while (words_.size() > kLeastBits / kWordBits) {
    std::size_t const half = words_.size() / 2;
    std::vector<std::uint64_t> folded(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(half));
    for (std::size_t i = 0; i < half; ++i) folded[i] |= words_[half + i];
    if (3 * count_bits(folded) > half * kWordBits) break;
    words_ = std::move(folded);
  }
  std::string bytes(words_.size() * sizeof(std::uint64_t), '\0');
  std::memcpy(bytes.data(), words_.data(), bytes.size());
  return bytes;
}

bool may_contain(std::string_view filter, base::PublicId const& id) {
  std::size_t const bits = filter.size() * 8;
  if (!std::has_single_bit(bits) || bits < kLeastBits)
    return true;  // no filter of ours: whoever asks has to look
  for (std::size_t i = 0; i < kHashes; ++i) {
    std::size_t const bit = hash_of(id.bytes.data(), i) % bits;
    std::uint64_t word = 0;
    std::memcpy(&word, filter.data() + bit / kWordBits * sizeof word, sizeof word);
    if ((word >> bit % kWordBits & 1) == 0) return false;
  }
  return true;
}

}  // namespace auth
