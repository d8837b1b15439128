#include "base/id.hpp"

#include <set>

#include <gtest/gtest.h>

using base::parse_public_id;
using base::PublicId;

namespace {

TEST(PublicIds, come_back_from_their_text) {
  base::SeededRandom random(9);
  for (int i = 0; i < 1000; ++i) {
    auto const id = base::make_public_id(random);
    auto const text = to_string(id);
    EXPECT_EQ(text.size(), PublicId::kTextSize);
    EXPECT_EQ(parse_public_id(text), id);
  }
}

TEST(PublicIds, have_one_text_each_but_for_the_case) {
  PublicId id;
  EXPECT_EQ(to_string(id), "00000000000000000000000000");
  id.bytes.fill(std::byte{0xff});
  EXPECT_EQ(to_string(id), "7zzzzzzzzzzzzzzzzzzzzzzzzz");
  EXPECT_EQ(parse_public_id("7ZZZZZZZZZZZZZZZZZZZZZZZZZ"), id);
  EXPECT_EQ(parse_public_id("8zzzzzzzzzzzzzzzzzzzzzzzzz"), std::nullopt) << "more than 128 bits";
}

TEST(PublicIds, are_nothing_else) {
  for (auto const* text :
       {"", "0", "0000000000000000000000000", "000000000000000000000000000", "0000000000000000000000000i",
        "0000000000000000000000000u", "0000000000000000000000000-", "0000000000000000000000000 ",
        "000000000000000000000000é"}) {
    EXPECT_EQ(parse_public_id(text), std::nullopt) << text;
  }
}

TEST(PublicIds, stand_in_the_order_of_their_bytes_and_of_their_texts) {
  base::SeededRandom random(4);
  for (int i = 0; i < 1000; ++i) {
    auto const one = base::make_public_id(random);
    auto other = i % 2 == 0 ? one : base::make_public_id(random);
    other.bytes[static_cast<std::size_t>(i) % PublicId::kSize] ^= std::byte{0x80};
    EXPECT_EQ(one <=> other, one.bytes <=> other.bytes);
    EXPECT_EQ(one < other, to_string(one) < to_string(other));
    EXPECT_EQ(one <=> one, std::strong_ordering::equal);
  }
}

TEST(PublicIds, do_not_repeat) {
  base::SystemRandom random;
  std::set<PublicId> seen;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(base::make_public_id(random)).second);
}

TEST(SeededRandom, repeats_itself_for_the_same_seed_only) {
  base::SeededRandom one(1), again(1), other(2);
  auto const first = base::make_public_id(one);
  EXPECT_EQ(first, base::make_public_id(again));
  EXPECT_NE(first, base::make_public_id(other));
  EXPECT_NE(first, base::make_public_id(one));
}

}  // namespace
