#include "forum/reply_path.hpp"

#include <gtest/gtest.h>

namespace forum {
namespace {

TEST(ReplyPath, sorts_places_in_their_order) {
  std::string before;
  for (std::uint64_t const place : {0ULL, 1ULL, 238ULL, 239ULL, 240ULL, 241ULL, 495ULL, 496ULL, 70'000ULL,
                                    1ULL << 32, (1ULL << 63) - 1}) {
    auto const path = append_place("", place);
    EXPECT_LT(before, path) << place;
    before = path;
  }
}

TEST(ReplyPath, takes_one_byte_for_the_first_240_answers) {
  EXPECT_EQ(append_place("", 239).size(), 1U);
  EXPECT_EQ(append_place("", 240).size(), 2U);
  EXPECT_EQ(append_place("", 496).size(), 3U);
}

TEST(ReplyPath, puts_everything_below_a_post_before_its_next_sibling) {
  auto const first = append_place("", 500);
  auto const second = append_place("", 501);
  auto const below = append_place(append_place(first, 1'000'000), 7);
  EXPECT_LT(first, below);
  EXPECT_LT(below, second);
}

TEST(ReplyPath, tells_the_place_of_an_answer_from_itself_and_from_what_is_below_it) {
  auto const parent = append_place(append_place("", 3), 300);
  for (std::uint64_t const place :
       {0ULL, 1ULL, 239ULL, 240ULL, 495ULL, 496ULL, 70'000ULL, 1ULL << 32, (1ULL << 63) - 1}) {
    auto const answer = append_place(parent, place);
    EXPECT_EQ(place_below(parent, answer), place);
    EXPECT_EQ(place_below(parent, append_place(append_place(answer, 999), 0)), place);
    EXPECT_LT(append_place(answer, (1ULL << 63) - 1), end_of(parent));
  }
  EXPECT_THROW(place_below(parent, parent), std::logic_error);
  EXPECT_LT(end_of(parent), append_place(append_place("", 3), 301));
}

TEST(ReplyPath, tells_who_stands_above_whom_and_how_deep) {
  auto const parent = append_place(append_place("", 3), 300);
  auto const child = append_place(parent, 300);
  EXPECT_TRUE(is_above("", child));
  EXPECT_TRUE(is_above(parent, child));
  EXPECT_FALSE(is_above(child, child));
  EXPECT_FALSE(is_above(child, parent));
  EXPECT_FALSE(is_above(append_place("", 4), child));
  EXPECT_EQ(depth_of(""), 0);
  EXPECT_EQ(depth_of(child), 3);
}

}  // namespace
}  // namespace forum
