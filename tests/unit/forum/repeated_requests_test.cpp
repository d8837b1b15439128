#include "forum/repeated_requests.hpp"

#include <gtest/gtest.h>

#include "forum/erasure_rows.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using namespace tests;

class RepeatedRequests : public testing::Test {
 protected:
  static RepeatableRequest request(std::string_view key, std::string_view asked = "asked") {
    return {base::sha256(key), base::sha256(asked)};
  }
  void remember(std::string_view who, RepeatableRequest const& request, WhatCame const& came) {
    world.write([&](storage::WriteTx& tx) {
      remember_request(tx, world.viewer(tx, who), request, came, world.limits);
    });
  }
  auto find(std::string_view who, RepeatableRequest const& request) {
    return world.read(
        [&](storage::ReadTx& tx) { return find_repeated(tx, world.viewer(tx, who), request, world.limits); });
  }

  ForumWorld world;
};

TEST_F(RepeatedRequests, are_known_by_their_key_to_who_made_them) {
  base::PublicId const made{{std::byte{7}}};
  remember("officer1.fr", request("one"), made);
  remember("officer1.fr", request("two"), std::string("sealed"));
  EXPECT_EQ(std::get<base::PublicId>(**find("officer1.fr", request("one"))), made);
  EXPECT_EQ(std::get<std::string>(**find("officer1.fr", request("two"))), "sealed");
  EXPECT_FALSE(*find("officer1.fr", request("three")));
  EXPECT_FALSE(*find("officer2.fr", request("one")));
  EXPECT_EQ(code_of(find("officer1.fr", request("one", "another"))), base::ErrorCode::idempotency_conflict);
}

TEST_F(RepeatedRequests, are_forgotten_in_time) {
  remember("officer1.fr", request("one"), std::string("sealed"));
  world.now += world.limits.idempotency_kept;
  EXPECT_FALSE(*find("officer1.fr", request("one", "another")));
  remember("officer1.fr", request("one", "another"), std::string("again"));
  EXPECT_EQ(std::get<std::string>(**find("officer1.fr", request("one", "another"))), "again");
}

// An erased text must not be confirmed by the hash of the request that brought it.
TEST_F(RepeatedRequests, are_not_known_any_more_by_a_text_that_was_erased) {
  auto const post = world.open("officer1.fr", "open", "T").post.public_id;
  remember("officer1.fr", request("one"), post);
  remember("officer1.fr", request("two"), world.open("officer1.fr", "open", "U").post.public_id);
  world.write([&](storage::WriteTx& tx) {
    forget_text(tx, find_post_place(tx, world.viewer(tx, "officer1.fr"), post).value(), {});
  });
  EXPECT_EQ(code_of(find("officer1.fr", request("one"))), base::ErrorCode::idempotency_conflict);
  EXPECT_TRUE(*find("officer1.fr", request("two")));
}

}  // namespace
}  // namespace forum
