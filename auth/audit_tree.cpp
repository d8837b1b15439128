#include "auth/audit_tree.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

namespace auth {
namespace {

constexpr std::size_t kDigestSize = sizeof(base::Digest);

// The largest power of two below `count`, which is at least 2.
std::int64_t split(std::int64_t count) {
  return static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(count - 1)));
}

int height_of(std::int64_t count) {
  return std::countr_zero(static_cast<std::uint64_t>(count));
}

// The hash over the leaves from `begin` to `end`, where the recursions below only ever ask for ranges that
// begin at a multiple of the perfect subtree they need.
base::Digest range_root(std::int64_t begin, std::int64_t end, SubtreeHash const& subtree) {
  std::int64_t const count = end - begin;
  if (std::has_single_bit(static_cast<std::uint64_t>(count))) return subtree(height_of(count), begin / count);
  std::int64_t const middle = begin + split(count);
  return hash_children(range_root(begin, middle, subtree), range_root(middle, end, subtree));
}

void add_inclusion(std::vector<base::Digest>& proof, std::int64_t index, std::int64_t begin, std::int64_t end,
                   SubtreeHash const& subtree) {
  if (end - begin == 1) return;
  std::int64_t const middle = begin + split(end - begin);
  if (index < middle) {
    add_inclusion(proof, index, begin, middle, subtree);
    proof.push_back(range_root(middle, end, subtree));
  } else {
    add_inclusion(proof, index, middle, end, subtree);
    proof.push_back(range_root(begin, middle, subtree));
  }
}

// SUBPROOF(m, D[n], b) of RFC 6962; the asker knows the older root as long as nothing was left behind it.
enum class OlderRoot { known, unknown };
void add_consistency(std::vector<base::Digest>& proof, std::int64_t older_end, std::int64_t begin,
                     std::int64_t end, OlderRoot older, SubtreeHash const& subtree) {
  if (older_end == end) {
    if (older == OlderRoot::unknown) proof.push_back(range_root(begin, end, subtree));
    return;
  }
  std::int64_t const middle = begin + split(end - begin);
  if (older_end <= middle) {
    add_consistency(proof, older_end, begin, middle, older, subtree);
    proof.push_back(range_root(middle, end, subtree));
  } else {
    add_consistency(proof, older_end, middle, end, OlderRoot::unknown, subtree);
    proof.push_back(range_root(begin, middle, subtree));
  }
}

}  // namespace

base::Digest hash_leaf(std::string_view record) {
  std::string bytes;
  bytes.reserve(record.size() + 1);
  bytes.push_back('\0');
  bytes.append(record);
  return base::sha256(bytes);
}

base::Digest hash_children(base::Digest const& left, base::Digest const& right) {
  std::array<std::byte, 1 + 2 * kDigestSize> bytes;
  bytes[0] = std::byte{1};
  std::ranges::copy(left, bytes.begin() + 1);
  std::ranges::copy(right, bytes.begin() + 1 + kDigestSize);
  return base::sha256(bytes);
}

base::Digest AuditFrontier::root() const {
  if (count_ == 0) return base::sha256(std::string_view{});
  base::Digest hash = subtrees_[count_ - 1];
  for (std::size_t i = count_ - 1; i > 0; --i) hash = hash_children(subtrees_[i - 1], hash);
  return hash;
}

std::span<std::byte const> AuditFrontier::bytes() const {
  return {reinterpret_cast<std::byte const*>(subtrees_.data()), count_ * kDigestSize};
}

std::optional<AuditFrontier> AuditFrontier::from(std::int64_t size, std::span<std::byte const> bytes) {
  auto const count = static_cast<std::size_t>(std::popcount(static_cast<std::uint64_t>(size)));
  if (size < 0 || bytes.size() != count * kDigestSize) return std::nullopt;
  AuditFrontier frontier;
  frontier.size_ = size;
  frontier.count_ = count;
  if (count > 0) std::memcpy(frontier.subtrees_.data(), bytes.data(), bytes.size());
  return frontier;
}

bool AuditFrontier::operator==(AuditFrontier const& other) const {
  return size_ == other.size_ && std::ranges::equal(bytes(), other.bytes());
}

base::Digest tree_root(std::int64_t size, SubtreeHash const& subtree) {
  return size == 0 ? base::sha256(std::string_view{}) : range_root(0, size, subtree);
}

std::vector<base::Digest> inclusion_proof(std::int64_t index, std::int64_t size, SubtreeHash const& subtree) {
  std::vector<base::Digest> proof;
  add_inclusion(proof, index, 0, size, subtree);
  return proof;
}

std::vector<base::Digest> consistency_proof(std::int64_t older, std::int64_t size,
                                            SubtreeHash const& subtree) {
  std::vector<base::Digest> proof;
  add_consistency(proof, older, 0, size, OlderRoot::known, subtree);
  return proof;
}

bool proves_inclusion(std::span<base::Digest const> proof, std::int64_t index, std::int64_t size,
                      base::Digest const& leaf, base::Digest const& root) {
  if (index < 0 || index >= size) return false;
  std::int64_t first = index;
  std::int64_t last = size - 1;
  base::Digest hash = leaf;
  for (base::Digest const& sibling : proof) {
    if (last == 0) return false;
    if ((first & 1) != 0 || first == last) {
      hash = hash_children(sibling, hash);
      while ((first & 1) == 0 && first != 0) {
        first >>= 1;
        last >>= 1;
      }
    } else {
      hash = hash_children(hash, sibling);
    }
    first >>= 1;
    last >>= 1;
  }
  return last == 0 && hash == root;
}

bool proves_consistency(std::span<base::Digest const> proof, std::int64_t older, std::int64_t size,
                        base::Digest const& older_root, base::Digest const& root) {
  if (older <= 0 || older > size) return false;
  if (older == size) return proof.empty() && older_root == root;
  // A perfect older tree is itself the first node of the path.
  std::vector<base::Digest> path(proof.begin(), proof.end());
  if (std::has_single_bit(static_cast<std::uint64_t>(older))) path.insert(path.begin(), older_root);
  if (path.empty()) return false;

  std::int64_t first = older - 1;
  std::int64_t last = size - 1;
  while ((first & 1) != 0) {
    first >>= 1;
    last >>= 1;
  }
  base::Digest before = path.front();
  base::Digest after = path.front();
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (last == 0) return false;
    if ((first & 1) != 0 || first == last) {
      before = hash_children(path[i], before);
      after = hash_children(path[i], after);
      while ((first & 1) == 0 && first != 0) {
        first >>= 1;
        last >>= 1;
      }
    } else {
      after = hash_children(after, path[i]);
    }
    first >>= 1;
    last >>= 1;
  }
  return last == 0 && before == older_root && after == root;
}

}  // namespace auth
