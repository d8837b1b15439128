// The pages of a thread by their numbers are those that its reader turns.
#include "forum/thread_pages.hpp"

#include <gtest/gtest.h>

#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

struct ThreadPages : testing::Test {
  std::vector<ThreadPageMark> pages(std::string_view who, int limit) {
    return world.read([&](storage::ReadTx& tx) {
      return load_thread_pages(tx, world.viewer(tx, who), thread, limit).value();
    });
  }

  tests::ForumWorld world;
  base::PublicId thread = world.open("officer1.fr", "open", "Long").thread.public_id;
};

TEST_F(ThreadPages, are_those_that_the_reader_turns) {
  tests::Ask among;
  among.audience = world.only({"fr", "es"});
  for (int i = 0; i < 9; ++i) world.reply("officer1.es", thread, {}, i % 3 == 0 ? among : tests::Ask{});
  for (auto const* const who : {"officer1.fr", "officer1.br"}) {
    std::optional<std::string> after;
    auto const found = pages(who, 3);
    for (auto const& page : found) {
      auto const turned = world.posts(who, thread, {.limit = 3, .after = page.after}).value();
      EXPECT_EQ(page.after, after) << who;
      ASSERT_EQ(turned.items.size(), static_cast<std::size_t>(page.posts)) << who;
      EXPECT_EQ(turned.items.front().public_id, page.first) << who;
      EXPECT_EQ(std::ranges::count(turned.items, true, &Post::unread), page.unread) << who;
      after = turned.next;
    }
    EXPECT_FALSE(after) << who;
  }
  EXPECT_EQ(pages("officer1.fr", 3).size(), 4u);
  EXPECT_EQ(pages("officer1.br", 3).size(), 3u);
}

TEST_F(ThreadPages, are_the_same_from_the_outline) {
  tests::Ask among;
  among.audience = world.only({"fr", "es"});
  for (int i = 0; i < 9; ++i) world.reply("officer1.es", thread, {}, i % 3 == 0 ? among : tests::Ask{});
  for (auto const* const who : {"officer1.es", "officer1.fr", "officer1.br"}) {
    world.posts(who, thread).value();  // which makes an outline
    auto const from_outline = world.read([&](storage::ReadTx& tx) {
      auto const viewer = world.viewer(tx, who);
      auto const mark = find_outline_mark(tx, viewer, thread).value();
      EXPECT_TRUE(world.outlines.peek({mark.thread, viewer.language}, mark.stamp)) << who;
      return load_thread_pages(tx, viewer, thread, 4, world.outlines).value();
    });
    EXPECT_EQ(from_outline, pages(who, 4)) << who;
  }
}

TEST_F(ThreadPages, of_what_he_may_not_read_are_not_there) {
  tests::Ask among;
  among.audience = world.only({"fr", "es"});
  thread = world.open("officer1.fr", "open", "Among two", among).thread.public_id;
  auto const found = world.try_write([&](storage::WriteTx& tx) {
    return load_thread_pages(tx, world.viewer(tx, "officer1.br"), thread, 3);
  });
  EXPECT_EQ(tests::code_of(found), base::ErrorCode::not_found);
}

}  // namespace
}  // namespace forum
