// The Merkle tree against the definition in RFC 6962, written here a second time in its plainest form, and
// against the vectors of the Certificate Transparency project.
#include "auth/audit_tree.hpp"

#include <gtest/gtest.h>

namespace auth {
namespace {

using Leaves = std::vector<base::Digest>;

base::Digest sha(std::string const& text) {
  return base::sha256(text);
}
std::string string_of(base::Digest const& digest) {
  return {reinterpret_cast<char const*>(digest.data()), digest.size()};
}

// MTH(D[n]) of section 2.1.
base::Digest naive_root(std::span<base::Digest const> leaves) {
  if (leaves.empty()) return sha("");
  if (leaves.size() == 1) return leaves[0];
  std::size_t k = 1;
  while (2 * k < leaves.size()) k *= 2;
  return sha("\x01" + string_of(naive_root(leaves.first(k))) + string_of(naive_root(leaves.subspan(k))));
}

// PATH(m, D[n]) of section 2.1.1.
Leaves naive_path(std::size_t m, std::span<base::Digest const> leaves) {
  if (leaves.size() == 1) return {};
  std::size_t k = 1;
  while (2 * k < leaves.size()) k *= 2;
  Leaves path = m < k ? naive_path(m, leaves.first(k)) : naive_path(m - k, leaves.subspan(k));
  path.push_back(m < k ? naive_root(leaves.subspan(k)) : naive_root(leaves.first(k)));
  return path;
}

// SUBPROOF(m, D[n], b) of section 2.1.2.
Leaves naive_subproof(std::size_t m, std::span<base::Digest const> leaves, bool complete) {
  if (m == leaves.size()) return complete ? Leaves{} : Leaves{naive_root(leaves)};
  std::size_t k = 1;
  while (2 * k < leaves.size()) k *= 2;
  Leaves proof =
      m <= k ? naive_subproof(m, leaves.first(k), complete) : naive_subproof(m - k, leaves.subspan(k), false);
  proof.push_back(m <= k ? naive_root(leaves.subspan(k)) : naive_root(leaves.first(k)));
  return proof;
}

Leaves make_leaves(std::size_t count) {
  Leaves leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(hash_leaf("record " + std::to_string(i)));
  return leaves;
}

SubtreeHash subtrees_of(Leaves const& leaves) {
  return [&leaves](int height, std::int64_t position) {
    auto const count = std::size_t{1} << height;
    return naive_root(std::span(leaves).subspan(static_cast<std::size_t>(position) * count, count));
  };
}

std::string hex(base::Digest const& digest) {
  std::string text;
  for (std::byte const byte : digest) {
    constexpr char kDigits[] = "0123456789abcdef";
    text += kDigits[std::to_integer<int>(byte) >> 4];
    text += kDigits[std::to_integer<int>(byte) & 15];
  }
  return text;
}

TEST(AuditTree, has_the_roots_of_the_certificate_transparency_project) {
  std::vector<std::string> const records{"",         std::string(1, '\0'), "\x10", " !", "01", "@ABC",
                                         "PQRSTUVW", "`abcdefghijklmno"};
  std::vector<std::string> const roots{"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                       "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                       "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                       "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                       "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                       "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                       "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                       "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  AuditFrontier tree;
  EXPECT_EQ(hex(tree.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (std::size_t i = 0; i < records.size(); ++i) {
    tree.append(hash_leaf(records[i]));
    EXPECT_EQ(hex(tree.root()), roots[i]) << i;
  }
}

TEST(AuditTree, grows_as_the_definition_says_and_survives_being_stored) {
  Leaves const leaves = make_leaves(300);
  AuditFrontier tree;
  for (std::size_t size = 0; size < leaves.size(); ++size) {
    ASSERT_EQ(tree.root(), naive_root(std::span(leaves).first(size))) << size;
    ASSERT_EQ(tree_root(tree.size(), subtrees_of(leaves)), tree.root()) << size;
    auto const stored = AuditFrontier::from(tree.size(), tree.bytes());
    ASSERT_TRUE(stored);
    ASSERT_EQ(*stored, tree);
    tree = *stored;
    tree.append(leaves[size]);
  }
}

TEST(AuditTree, tells_of_each_subtree_once_when_it_is_complete) {
  Leaves const leaves = make_leaves(37);
  AuditFrontier tree;
  std::int64_t told = 0;
  for (base::Digest const& leaf : leaves) {
    tree.append(leaf, [&](int height, std::int64_t position, base::Digest const& hash) {
      EXPECT_EQ(hash, subtrees_of(leaves)(height, position));
      ++told;
    });
  }
  EXPECT_EQ(told, 37 + 18 + 9 + 4 + 2 + 1);
}

TEST(AuditTree, a_damaged_frontier_is_refused) {
  AuditFrontier tree;
  for (base::Digest const& leaf : make_leaves(5)) tree.append(leaf);
  EXPECT_FALSE(AuditFrontier::from(4, tree.bytes()));
  EXPECT_FALSE(AuditFrontier::from(-1, tree.bytes()));
  EXPECT_FALSE(AuditFrontier::from(5, tree.bytes().first(63)));
}

TEST(AuditTree, every_inclusion_proof_is_that_of_the_definition_and_holds) {
  Leaves const leaves = make_leaves(70);
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    auto const part = std::span(leaves).first(size);
    auto const root = naive_root(part);
    for (std::size_t index = 0; index < size; ++index) {
      auto const i = static_cast<std::int64_t>(index);
      auto const n = static_cast<std::int64_t>(size);
      auto const proof = inclusion_proof(i, n, subtrees_of(leaves));
      ASSERT_EQ(proof, naive_path(index, part));
      ASSERT_TRUE(proves_inclusion(proof, i, n, leaves[index], root));
      ASSERT_FALSE(proves_inclusion(proof, i, n, hash_leaf("another"), root));
      ASSERT_FALSE(proves_inclusion(proof, i, n, leaves[index], hash_leaf("another")));
      if (size > 1) ASSERT_FALSE(proves_inclusion(proof, (i + 1) % n, n, leaves[index], root));
    }
  }
  EXPECT_FALSE(proves_inclusion({}, 1, 1, leaves[0], leaves[0]));
  EXPECT_FALSE(proves_inclusion({}, -1, 1, leaves[0], leaves[0]));
  EXPECT_FALSE(proves_inclusion({}, 0, 0, leaves[0], leaves[0]));
}

TEST(AuditTree, every_consistency_proof_is_that_of_the_definition_and_holds) {
  Leaves const leaves = make_leaves(70);
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    auto const part = std::span(leaves).first(size);
    auto const root = naive_root(part);
    for (std::size_t older = 1; older <= size; ++older) {
      auto const m = static_cast<std::int64_t>(older);
      auto const n = static_cast<std::int64_t>(size);
      auto const older_root = naive_root(part.first(older));
      auto proof = consistency_proof(m, n, subtrees_of(leaves));
      ASSERT_EQ(proof, naive_subproof(older, part, true));
      ASSERT_TRUE(proves_consistency(proof, m, n, older_root, root));
      ASSERT_FALSE(proves_consistency(proof, m, n, hash_leaf("another"), root));
      ASSERT_FALSE(proves_consistency(proof, m, n, older_root, hash_leaf("another")));
      if (proof.empty()) continue;
      proof.back()[0] ^= std::byte{1};
      ASSERT_FALSE(proves_consistency(proof, m, n, older_root, root));
      proof.pop_back();
      ASSERT_FALSE(proves_consistency(proof, m, n, older_root, root));
    }
  }
  EXPECT_FALSE(proves_consistency({}, 0, 1, leaves[0], leaves[0]));
  EXPECT_FALSE(proves_consistency({}, 2, 1, leaves[0], leaves[0]));
}

}  // namespace
}  // namespace auth
