// The list of a topic's threads where it is long: found by another way than walked along, it is the same
// list.
#include <chrono>

#include <gtest/gtest.h>

#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using namespace std::chrono_literals;
using tests::Ask;
using tests::ForumWorld;
using Titles = std::vector<std::string>;

Titles titles(Page<Thread> const& page) {
  Titles titles;
  for (auto const& thread : page.items) titles.push_back(thread.title);
  return titles;
}

// More of others than a walk along the index has patience for.
TEST(LongThreadList, finds_the_few_that_a_reader_may_read_among_many_that_he_may_not) {
  ForumWorld world;
  Ask between_two;
  between_two.audience = world.only({"fr", "br"});
  Titles expected;
  std::optional<base::Timestamp> last;
  base::PublicId pinned;
  for (int i = 0; i < 1000; ++i) {
    world.now += 1s;
    if (i % 200 != 150) {
      static_cast<void>(world.open("officer1.fr", "open", "ours", between_two));
      continue;
    }
    auto const thread = world.open("officer1.fr", "open", "for all " + std::to_string(i)).thread;
    last = thread.last_activity;
    if (i == 350) {
      pinned = thread.public_id;
    } else {
      expected.insert(expected.begin(), thread.title);
    }
  }
  ThreadEdit edit;
  edit.version = 1;
  edit.pinned = true;
  ASSERT_TRUE(world.edit_thread("moderator.ke", pinned, edit));
  expected.insert(expected.begin(), "for all 350");

  for (auto const filter : {ThreadFilter::all, ThreadFilter::unread}) {
    EXPECT_EQ(titles(*world.threads("officer1.ke", "open", {25, std::nullopt}, filter)), expected);
    Titles paged;
    std::optional<std::string> after;
    do {
      auto const page = *world.threads("officer1.ke", "open", {2, after}, filter);
      for (auto const& title : titles(page)) paged.push_back(title);
      after = page.next;
    } while (after);
    EXPECT_EQ(paged, expected);
  }
  auto const topic = world.topic_as("officer1.ke", "open");
  EXPECT_EQ(topic.threads, 5);
  EXPECT_EQ(topic.unread, 5);
  EXPECT_EQ(topic.last_activity, last);
  auto const of_members = world.topic_as("officer1.br", "open");
  EXPECT_EQ(of_members.threads, 1000);
  EXPECT_EQ(of_members.unread, world.limits.unread_shown);
  EXPECT_EQ(world.topic_as("officer1.es", "open").threads, 5);
}

// More unread threads than are looked up each.
TEST(LongThreadList, filters_many_unread_ones_in_the_order_of_all) {
  ForumWorld world;
  for (int i = 0; i < 230; ++i) {
    world.now += 1s;
    static_cast<void>(world.open("officer1.fr", "open", std::to_string(i)));
  }
  auto const all = titles(*world.threads("officer1.ke", "open", {1000, std::nullopt}));
  EXPECT_EQ(all.size(), 230U);
  EXPECT_EQ(titles(*world.threads("officer1.ke", "open", {1000, std::nullopt}, ThreadFilter::unread)), all);
  auto const first = *world.threads("officer1.ke", "open", {100, std::nullopt}, ThreadFilter::unread);
  auto const rest = *world.threads("officer1.ke", "open", {1000, first.next}, ThreadFilter::unread);
  auto paged = titles(first);
  for (auto const& title : titles(rest)) paged.push_back(title);
  EXPECT_EQ(paged, all);
}

}  // namespace
}  // namespace forum
