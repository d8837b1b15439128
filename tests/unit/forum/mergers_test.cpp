// Closing threads and merging them: who may, what it does, and that nobody reads anything by it that he could
// not read before.
#include "forum/mergers.hpp"

#include <gtest/gtest.h>

#include "forum/notifications.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::Ask;
using tests::code_of;

struct ThreadOrderTest : testing::Test {
  Ask for_some(std::initializer_list<std::string_view> organisations) {
    Ask ask;
    ask.audience = world.only(organisations);
    return ask;
  }
  int version(base::PublicId const& thread) { return world.thread("moderator.ke", thread).value().version; }
  base::Result<void> merge(std::string_view who, base::PublicId const& thread, base::PublicId const& into) {
    int const now = version(thread);
    return world.try_write([&](storage::WriteTx& tx) {
      return merge_thread(tx, world.viewer(tx, who), thread,
                          {"The same question.", now, world.viewer(tx, "unit.ipsg").public_id}, into);
    });
  }
  base::Result<void> separate(std::string_view who, base::PublicId const& thread) {
    int const now = version(thread);
    return world.try_write([&](storage::WriteTx& tx) {
      return separate_thread(tx, world.viewer(tx, who), thread, {"Not the same.", now});
    });
  }
  base::Result<void> close(std::string_view who, base::PublicId const& thread, int of_version = 0) {
    int const now = of_version == 0 ? version(thread) : of_version;
    return world.try_write([&](storage::WriteTx& tx) {
      return close_thread(tx, world.viewer(tx, who), thread, {"Answered.", now}, "Article 16 is enough.");
    });
  }
  base::Result<void> reopen(std::string_view who, base::PublicId const& thread) {
    int const now = version(thread);
    return world.try_write([&](storage::WriteTx& tx) {
      return reopen_thread(tx, world.viewer(tx, who), thread, {"There is news.", now});
    });
  }
  ThreadOrder order(std::string_view who, base::PublicId const& thread) {
    return world.read(
        [&](storage::ReadTx& tx) { return load_thread_order(tx, world.viewer(tx, who), thread).value(); });
  }
  std::vector<NotificationType> notices(std::string_view who) {
    return world.read([&](storage::ReadTx& tx) {
      std::vector<NotificationType> types;
      auto const page =
          load_notifications(tx, world.viewer(tx, who), NotificationFilter::all, {}, world.limits);
      for (auto const& one : page.value().page.items) types.push_back(one.type);
      return types;
    });
  }

  tests::ForumWorld world;
  Thread question = world.open("officer1.fr", "open", "A question").thread;
  Thread same = world.open("officer1.es", "open", "The same question").thread;
};

TEST_F(ThreadOrderTest, a_merged_thread_leads_to_the_other_and_takes_no_posts) {
  world.reply("officer1.br", same.public_id);
  ASSERT_TRUE(merge("moderator.ke", same.public_id, question.public_id));
  EXPECT_EQ(order("officer1.br", same.public_id).into->origin.object, question.public_id);
  auto const merged = order("officer1.br", question.public_id).merged;
  ASSERT_EQ(merged.size(), 1u);
  EXPECT_EQ(merged.front().title, "The same question");
  EXPECT_EQ(merged.front().posts, 2);
  EXPECT_EQ(code_of(world.try_reply("officer1.br", same.public_id)), ErrorCode::thread_locked);
  EXPECT_TRUE(world.try_reply("officer1.br", question.public_id));
  ThreadEdit unlock;
  unlock.version = version(same.public_id);
  unlock.locked = false;
  EXPECT_EQ(code_of(world.edit_thread("moderator.ke", same.public_id, unlock)), ErrorCode::state_conflict);
  EXPECT_EQ(notices("officer1.es").front(), NotificationType::merged);

  ASSERT_TRUE(separate("moderator.ke", same.public_id));
  EXPECT_FALSE(order("officer1.br", same.public_id).into);
  EXPECT_TRUE(order("officer1.br", question.public_id).merged.empty());
  EXPECT_EQ(notices("officer1.es").front(), NotificationType::separated);
  EXPECT_TRUE(world.try_reply("officer1.br", same.public_id));
}

TEST_F(ThreadOrderTest, a_merger_and_its_end_are_told_to_whoever_began_the_other_thread_too) {
  ASSERT_TRUE(merge("moderator.ke", same.public_id, question.public_id));
  EXPECT_EQ(notices("officer1.fr"), std::vector{NotificationType::took_in});
  EXPECT_EQ(notices("officer1.es"), std::vector{NotificationType::merged});
  ASSERT_TRUE(separate("moderator.ke", same.public_id));
  EXPECT_EQ(notices("officer1.fr").front(), NotificationType::gave_back);
  EXPECT_EQ(notices("officer1.es").front(), NotificationType::separated);
}

TEST_F(ThreadOrderTest, a_merger_is_not_told_to_who_reads_only_the_one_of_the_two) {
  auto const among = world.open("officer1.es", "open", "Among us", for_some({"es", "ke"})).thread;
  ASSERT_TRUE(merge("moderator.ke", among.public_id, question.public_id));
  EXPECT_TRUE(notices("officer1.fr").empty()) << "France does not read what leads to its thread";
  // Nor afterwards, to who has lost it since.
  ASSERT_TRUE(merge("moderator.ke", same.public_id, question.public_id));
  EXPECT_EQ(notices("officer1.fr").size(), 1u);
  world.deny("es", {"fr"});
  EXPECT_TRUE(notices("officer1.fr").empty());
}

TEST_F(ThreadOrderTest, nobody_reads_by_a_merger_what_he_could_not_read) {
  auto const narrow = world.open("officer1.fr", "open", "Among us", for_some({"fr", "ke", "es"})).thread;
  auto const narrower = world.reply("officer1.ke", narrow.public_id, {}, for_some({"fr", "ke"}));
  auto const of_spain = world.reply("officer1.es", narrow.public_id);
  world.deny("fr", {"es"});
  ASSERT_TRUE(merge("moderator.ke", narrow.public_id, question.public_id));
  // Brazil reads the other thread: it finds nothing of this one.
  EXPECT_TRUE(order("officer1.br", question.public_id).merged.empty());
  EXPECT_FALSE(world.thread("officer1.br", narrow.public_id));
  EXPECT_EQ(world.posts("officer1.br", question.public_id).value().items.size(), 1u);
  // France denies Spain: a thread that France began stays closed to it, whoever wrote in it.
  EXPECT_FALSE(world.thread("officer1.es", narrow.public_id));
  EXPECT_FALSE(world.post("officer1.es", of_spain.public_id));
  // Kenya reads all that it read.
  EXPECT_EQ(order("officer1.ke", question.public_id).merged.front().posts, 3);
  EXPECT_TRUE(world.post("officer1.ke", narrower.public_id));
}

TEST_F(ThreadOrderTest, what_leads_where_a_reader_may_not_follow_leads_nowhere_for_him) {
  auto const narrow = world.open("officer1.fr", "open", "Among us", for_some({"fr", "ke"})).thread;
  ASSERT_TRUE(merge("moderator.ke", same.public_id, narrow.public_id));
  EXPECT_FALSE(order("officer1.br", same.public_id).into);
  EXPECT_TRUE(world.thread("officer1.br", same.public_id).value().locked);
  EXPECT_EQ(order("officer1.fr", same.public_id).into->title, "Among us");
}

TEST_F(ThreadOrderTest, a_merger_with_itself_or_of_what_is_merged_is_refused) {
  EXPECT_EQ(code_of(merge("moderator.ke", same.public_id, same.public_id)), ErrorCode::invalid_body);
  ASSERT_TRUE(merge("moderator.ke", same.public_id, question.public_id));
  auto const third = world.open("officer1.fr", "open", "A third").thread;
  EXPECT_EQ(code_of(merge("moderator.ke", same.public_id, third.public_id)), ErrorCode::state_conflict);
  EXPECT_EQ(code_of(merge("moderator.ke", third.public_id, same.public_id)), ErrorCode::state_conflict);
  EXPECT_EQ(code_of(merge("moderator.ke", question.public_id, same.public_id)), ErrorCode::state_conflict)
      << "in a circle nothing leads";
  ASSERT_TRUE(merge("moderator.ke", question.public_id, third.public_id)) << "what others lead to may go on";
  EXPECT_EQ(code_of(separate("moderator.ke", third.public_id)), ErrorCode::state_conflict);
}

TEST_F(ThreadOrderTest, is_kept_by_who_keeps_order_in_the_topics_of_both) {
  auto const elsewhere = world.open("officer1.fr", "quiet", "Elsewhere").thread;
  EXPECT_EQ(code_of(merge("officer1.es", same.public_id, question.public_id)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(merge("moderator.ke", same.public_id, elsewhere.public_id)), ErrorCode::not_permitted);
  EXPECT_TRUE(merge("unit.ipsg", same.public_id, elsewhere.public_id)) << "the unit owns both topics";
  EXPECT_EQ(code_of(separate("officer1.es", same.public_id)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(close("officer1.fr", question.public_id)), ErrorCode::not_permitted);
  EXPECT_EQ(order("moderator.ke", question.public_id).may,
            (std::vector{OrderRight::close, OrderRight::merge, OrderRight::slow, OrderRight::split}));
  EXPECT_TRUE(order("officer1.fr", question.public_id).may.empty());
}

TEST_F(ThreadOrderTest, a_thread_is_locked_again_after_a_merger_where_it_was_before) {
  ThreadEdit lock;
  lock.version = same.version;
  lock.locked = true;
  world.edit_thread("moderator.ke", same.public_id, lock).value();
  ASSERT_TRUE(merge("moderator.ke", same.public_id, question.public_id));
  ASSERT_TRUE(separate("moderator.ke", same.public_id));
  EXPECT_TRUE(world.thread("officer1.br", same.public_id).value().locked);
}

TEST_F(ThreadOrderTest, a_closed_thread_says_what_came_of_it_and_is_opened_again) {
  EXPECT_EQ(code_of(close("moderator.ke", question.public_id, 9)), ErrorCode::version_conflict);
  ASSERT_TRUE(close("moderator.ke", question.public_id));
  EXPECT_EQ(order("officer1.br", question.public_id).closing, (Closing{"Article 16 is enough.", world.now}));
  EXPECT_EQ(code_of(world.try_reply("officer1.br", question.public_id)), ErrorCode::thread_locked);
  EXPECT_EQ(notices("officer1.fr"), std::vector{NotificationType::closed});
  EXPECT_EQ(code_of(close("moderator.ke", question.public_id)), ErrorCode::state_conflict);
  ASSERT_TRUE(reopen("moderator.ke", question.public_id));
  EXPECT_FALSE(order("officer1.br", question.public_id).closing);
  EXPECT_TRUE(world.try_reply("officer1.br", question.public_id));
  EXPECT_EQ(code_of(reopen("moderator.ke", question.public_id)), ErrorCode::state_conflict);
  EXPECT_EQ(notices("officer1.fr").at(1), NotificationType::reopened);
}

TEST_F(ThreadOrderTest, unlocking_a_closed_thread_opens_it) {
  ASSERT_TRUE(close("moderator.ke", question.public_id));
  ThreadEdit unlock;
  unlock.version = version(question.public_id);
  unlock.locked = false;
  world.edit_thread("moderator.ke", question.public_id, unlock).value();
  EXPECT_FALSE(order("officer1.br", question.public_id).closing);
}

TEST_F(ThreadOrderTest, a_summary_goes_round_no_release) {
  auto const strict = world.open("officer1.fr", "open", "Strict", tests::at_level(auth::Level::restricted));
  world.release("coordinator.fr", strict.post.public_id).value();
  EXPECT_EQ(code_of(close("moderator.ke", strict.thread.public_id)), ErrorCode::not_permitted);
}

}  // namespace
}  // namespace forum
