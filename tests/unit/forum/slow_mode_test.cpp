// Slow mode: time between two posts of one person in a thread.
#include "forum/slow_mode.hpp"

#include <gtest/gtest.h>

#include "forum/mergers.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using namespace std::chrono_literals;
using base::ErrorCode;
using tests::code_of;

struct SlowModeTest : testing::Test {
  base::Result<void> slow(std::string_view who, std::chrono::seconds pause) {
    int const version = world.thread("moderator.ke", thread).value().version;
    return world.try_write([&](storage::WriteTx& tx) {
      return set_slow_mode(tx, world.viewer(tx, who), thread, {"It runs hot.", version}, pause, world.limits);
    });
  }
  std::optional<SlowMode> told(std::string_view who) {
    return world.read([&](storage::ReadTx& tx) {
      return load_thread_order(tx, world.viewer(tx, who), thread).value().slow;
    });
  }

  tests::ForumWorld world;
  base::PublicId thread = world.open("officer1.fr", "open", "T").thread.public_id;
};

TEST_F(SlowModeTest, holds_for_everybody_but_who_keeps_order) {
  ASSERT_TRUE(slow("moderator.ke", 10min));
  EXPECT_TRUE(world.try_reply("officer1.br", thread));
  world.now += 4min;
  auto const refused = world.try_reply("officer1.br", thread);
  EXPECT_EQ(code_of(refused), ErrorCode::slow_mode);
  EXPECT_EQ(refused.error().retry_after_seconds, 360);
  EXPECT_EQ(told("officer1.br")->next_at, world.now + 6min);
  world.now += 6min;
  EXPECT_FALSE(told("officer1.br")->next_at);
  EXPECT_TRUE(world.try_reply("officer1.br", thread));
  for (auto const* const who : {"moderator.ke", "unit.ipsg"}) {
    EXPECT_TRUE(world.try_reply(who, thread));
    EXPECT_TRUE(world.try_reply(who, thread));
    EXPECT_TRUE(told(who)->exempt);
  }
}

TEST_F(SlowModeTest, asks_of_ones_own_answers_alone) {
  world.reply("officer1.br", thread);
  auto const elsewhere = world.open("officer1.fr", "open", "Elsewhere").thread.public_id;
  world.reply("officer2.br", elsewhere);
  ASSERT_TRUE(slow("moderator.ke", 10min));
  EXPECT_TRUE(world.try_reply("officer2.br", thread));
  EXPECT_TRUE(world.try_reply("officer1.fr", thread)) << "beginning the thread was no answer";
  EXPECT_EQ(code_of(world.try_reply("officer1.br", thread)), ErrorCode::slow_mode);
  auto const taken_back = world.reply("officer1.es", thread);
  ASSERT_TRUE(world.withdraw("officer1.es", taken_back.public_id));
  EXPECT_EQ(code_of(world.try_reply("officer1.es", thread)), ErrorCode::slow_mode) << "it was an answer";
}

TEST_F(SlowModeTest, is_for_who_keeps_order_and_ends_when_he_says_so) {
  EXPECT_EQ(code_of(slow("officer1.fr", 1min)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(slow("moderator.ke", 25h)), ErrorCode::invalid_body);
  EXPECT_EQ(code_of(slow("moderator.ke", 0s)), ErrorCode::state_conflict);
  ASSERT_TRUE(slow("moderator.ke", 10min));
  ASSERT_TRUE(slow("unit.ipsg", 1min));
  EXPECT_EQ(told("officer1.fr")->pause, 1min);
  world.reply("officer1.br", thread);
  ASSERT_TRUE(slow("moderator.ke", 0s));
  EXPECT_FALSE(told("officer1.br"));
  EXPECT_TRUE(world.try_reply("officer1.br", thread));
}

}  // namespace
}  // namespace forum
