// The Merkle tree over the audit log, after RFC 6962 section 2.1 (and RFC 9162, which says how proofs are
// checked): hashes, the frontier that grows with each record, and both kinds of proof. Pure computation.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/hash.hpp"

namespace auth {

// SHA-256 of a zero byte and the record: what a record is in the tree, and what the next one is chained to.
base::Digest hash_leaf(std::string_view record);
// SHA-256 of a one byte and both children.
base::Digest hash_children(base::Digest const& left, base::Digest const& right);

// The roots of the perfect subtrees that a tree of `size` leaves is made of, the largest first: all that is
// needed to append, and to tell the root. A tree of a million leaves has at most twenty.
class AuditFrontier {
 public:
  std::int64_t size() const { return size_; }
  // Of an empty tree: the SHA-256 of nothing.
  base::Digest root() const;

  // `on_subtree(int height, std::int64_t position, base::Digest const&)` hears of each perfect subtree above
  // the leaf that this leaf completes: 2^height leaves from position * 2^height on. Height 0 is the leaf's.
  template <class OnSubtree>
  void append(base::Digest const& leaf, OnSubtree on_subtree) {
    base::Digest hash = leaf;
    int height = 0;
    for (; (size_ >> height & 1) != 0; ++height) {
      on_subtree(height, size_ >> height, hash);
      hash = hash_children(subtrees_[--count_], hash);
    }
    on_subtree(height, size_ >> height, hash);
    subtrees_[count_++] = hash;
    ++size_;
  }
  void append(base::Digest const& leaf) {
    append(leaf, [](int, std::int64_t, base::Digest const&) {});
  }

  std::span<std::byte const> bytes() const;
  // Nothing where the bytes are not those of a tree of that size.
  static std::optional<AuditFrontier> from(std::int64_t size, std::span<std::byte const> bytes);

  bool operator==(AuditFrontier const& other) const;

 private:
  std::int64_t size_ = 0;
  std::size_t count_ = 0;
  std::array<base::Digest, 64> subtrees_{};
};

// The root of a perfect subtree of the log, wherever it is kept.
using SubtreeHash = std::function<base::Digest(int height, std::int64_t position)>;

// The root over the first `size` leaves.
base::Digest tree_root(std::int64_t size, SubtreeHash const& subtree);
// RFC 6962 2.1.1: that leaf `index` (from 0) is in the tree of `size` leaves. Needs 0 <= index < size.
std::vector<base::Digest> inclusion_proof(std::int64_t index, std::int64_t size, SubtreeHash const& subtree);
// RFC 6962 2.1.2: that the tree of `size` leaves begins with the tree of `older`. Needs 0 < older <= size.
std::vector<base::Digest> consistency_proof(std::int64_t older, std::int64_t size,
                                            SubtreeHash const& subtree);

// RFC 9162 2.1.3.2 and 2.1.4.2; false for any numbers that make no sense.
bool proves_inclusion(std::span<base::Digest const> proof, std::int64_t index, std::int64_t size,
                      base::Digest const& leaf, base::Digest const& root);
bool proves_consistency(std::span<base::Digest const> proof, std::int64_t older, std::int64_t size,
                        base::Digest const& older_root, base::Digest const& root);

}  // namespace auth
