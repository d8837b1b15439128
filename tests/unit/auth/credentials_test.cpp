#include "auth/credentials.hpp"

#include <string>

#include <gtest/gtest.h>
#include <sodium.h>

#include "tests/unit/auth/auth_world.hpp"

namespace auth {
namespace {

// The least that Argon2id takes: the tests ask what happens, not how long it takes.
constexpr PasswordCost kCheap{.operations = 1, .memory_bytes = 8 * 1024};

TEST(Passwords, are_right_or_wrong) {
  std::string const hash = hash_password("correct horse", kCheap);
  EXPECT_TRUE(verify_password("correct horse", hash, kCheap));
  EXPECT_FALSE(verify_password("correct horse ", hash, kCheap));
  EXPECT_FALSE(verify_password("Correct horse", hash, kCheap));
  EXPECT_FALSE(verify_password("", hash, kCheap));
}

TEST(Passwords, are_told_apart_to_their_last_byte_whatever_the_bytes) {
  using namespace std::string_view_literals;
  std::string const hash = hash_password("a\0b"sv, kCheap);
  EXPECT_TRUE(verify_password("a\0b"sv, hash, kCheap));
  EXPECT_FALSE(verify_password("a\0c"sv, hash, kCheap));
  EXPECT_FALSE(verify_password("a"sv, hash, kCheap));
}

TEST(Passwords, are_salted) {
  EXPECT_NE(hash_password("same", kCheap), hash_password("same", kCheap));
}

TEST(Passwords, are_hashed_by_argon2id_at_the_recommended_cost) {
  EXPECT_EQ(PasswordCost{}.operations, 3U);
  EXPECT_EQ(PasswordCost{}.memory_bytes, 64U * 1024 * 1024);
  EXPECT_TRUE(hash_password("x", kCheap).starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
}

TEST(Passwords, are_compared_at_the_same_cost_where_there_is_no_hash) {
  for (PasswordCost const& cost : {kCheap, PasswordCost{}}) {
    std::string const compared = impossible_hash(cost);
    EXPECT_EQ(compared.size(), hash_password("x", cost).size());
    // Zero: well-formed, and of exactly this cost.
    EXPECT_EQ(crypto_pwhash_str_needs_rehash(compared.c_str(), cost.operations, cost.memory_bytes), 0);
  }
}

TEST(Passwords, are_never_right_where_there_is_no_hash) {
  EXPECT_FALSE(verify_password("anything", std::nullopt, kCheap));
  EXPECT_FALSE(verify_password("", std::nullopt, kCheap));
}

TEST(Passwords, are_never_right_against_a_damaged_hash) {
  for (char const* damaged : {"", "$argon2id$", "plain", "$argon2id$v=19$m=8,t=1,p=1$$"}) {
    EXPECT_FALSE(verify_password("plain", std::string(damaged), kCheap)) << damaged;
    EXPECT_FALSE(verify_password("", std::string(damaged), kCheap)) << damaged;
  }
}

TEST(Credentials, are_found_by_the_exact_name) {
  AuthWorld world;
  auto const user = world.add_user("officer.fr", world.add_bureau("FR"));
  auto const find = [&](std::string_view name) {
    return world.read([&](storage::ReadTx& tx) { return find_credentials(tx, name); });
  };
  ASSERT_TRUE(find("officer.fr"));
  EXPECT_EQ(find("officer.fr")->user, user);
  EXPECT_FALSE(find("officer.fr")->password_hash);
  world.write([&](storage::WriteTx& tx) { set_password_hash(tx, user, "hash"); });
  EXPECT_EQ(find("officer.fr")->password_hash, "hash");
  EXPECT_FALSE(find("Officer.fr"));
  EXPECT_FALSE(find("officer.fr' OR '1'='1"));
  EXPECT_FALSE(find(""));
}

}  // namespace
}  // namespace auth
