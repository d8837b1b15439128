// Reactions: who may react, what it says of his country, and who counts it.
#include "forum/reactions.hpp"

#include <gtest/gtest.h>

#include "forum/events.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::code_of;
using Reactions = std::vector<Reaction>;

struct Reacting : testing::Test {
  base::Result<Reactions> react(std::string_view who, ReactionKind kind) { return react(who, reply, kind); }
  base::Result<Reactions> react(std::string_view who, base::PublicId const& post, ReactionKind kind) {
    return world.try_write(
        [&](storage::WriteTx& tx) { return give_reaction(tx, world.viewer(tx, who), post, kind); });
  }
  base::Result<Reactions> take_back(std::string_view who, ReactionKind kind) {
    return world.try_write(
        [&](storage::WriteTx& tx) { return withdraw_reaction(tx, world.viewer(tx, who), reply, kind); });
  }
  // As the page of the thread has it, from the database and from memory, and the post by itself.
  Reactions told(std::string_view who) {
    auto const alone = world.post(who, reply).value().reactions;
    auto const page = world.posts(who, thread).value();
    EXPECT_EQ(page.items.back().reactions, alone);
    EXPECT_TRUE(page.items.front().reactions.empty());
    return alone;
  }
  bool may(std::string_view who) {
    return std::ranges::count(world.post(who, reply).value().may, PostAction::react) == 1;
  }
  EventId last() {
    return world.read([](storage::ReadTx& tx) { return last_event(tx); });
  }
  Delivery heard_since(std::string_view who, EventId since) {
    return world.read([&](storage::ReadTx& tx) {
      FactSets sets;
      return decide_delivery(world.viewer(tx, who), *load_events(tx, since, 1, sets).at(0));
    });
  }

  tests::ForumWorld world;
  base::PublicId thread = world.open("officer1.fr", "open", "A question").thread.public_id;
  base::PublicId reply = world.reply("officer1.br", thread).public_id;
};

TEST_F(Reacting, is_counted_by_kind_and_knows_ones_own) {
  ASSERT_TRUE(react("officer1.es", ReactionKind::agree));
  ASSERT_TRUE(react("officer1.es", ReactionKind::thanks));
  ASSERT_TRUE(react("officer2.es", ReactionKind::agree));
  // A second time is once.
  ASSERT_TRUE(react("officer2.es", ReactionKind::agree));
  EXPECT_EQ(told("officer1.es"),
            (Reactions{{ReactionKind::agree, 2, true}, {ReactionKind::thanks, 1, true}}));
  EXPECT_EQ(told("officer2.es"),
            (Reactions{{ReactionKind::agree, 2, true}, {ReactionKind::thanks, 1, false}}));
  EXPECT_EQ(take_back("officer1.es", ReactionKind::agree).value(),
            (Reactions{{ReactionKind::agree, 1, false}, {ReactionKind::thanks, 1, true}}));
  ASSERT_TRUE(take_back("officer1.fr", ReactionKind::agree));
  EXPECT_EQ(told("officer1.fr"),
            (Reactions{{ReactionKind::agree, 1, false}, {ReactionKind::thanks, 1, false}}));
}

TEST_F(Reacting, says_one_thing_of_a_country) {
  ASSERT_TRUE(react("officer1.es", ReactionKind::same_here));
  EXPECT_EQ(react("officer1.es", ReactionKind::differs_here).value(),
            (Reactions{{ReactionKind::differs_here, 1, true}}));
}

TEST_F(Reacting, is_for_whoever_could_post_there_and_has_not_written_it) {
  EXPECT_FALSE(may("officer1.br"));
  EXPECT_EQ(code_of(react("officer1.br", ReactionKind::agree)), ErrorCode::not_permitted);
  EXPECT_TRUE(may("officer2.br"));
  world.set_status("es", auth::OrganisationStatus::supervised);
  EXPECT_FALSE(may("officer1.es"));
  EXPECT_EQ(code_of(react("officer1.es", ReactionKind::agree)), ErrorCode::not_permitted);
  ASSERT_TRUE(react("officer1.ke", ReactionKind::agree));
  ThreadEdit lock;
  lock.version = 1;
  lock.locked = true;
  ASSERT_TRUE(world.edit_thread("moderator.ke", thread, lock));
  EXPECT_FALSE(may("officer2.br"));
  EXPECT_EQ(code_of(react("officer2.br", ReactionKind::agree)), ErrorCode::thread_locked);
  EXPECT_EQ(take_back("officer1.ke", ReactionKind::agree).value(), Reactions());
}

TEST_F(Reacting, is_the_word_of_its_own_source_whose_deny_list_holds) {
  world.deny("es", {"ke"});
  auto const since = last();
  ASSERT_TRUE(react("officer1.es", ReactionKind::differs_here));
  EXPECT_TRUE(told("officer1.ke").empty());
  EXPECT_EQ(heard_since("officer1.ke", since), Delivery::silence);
  EXPECT_EQ(told("officer1.fr"), (Reactions{{ReactionKind::differs_here, 1, false}}));
  EXPECT_EQ(heard_since("officer1.fr", since), Delivery::changed);
  // And later, too.
  ASSERT_TRUE(react("officer1.fr", ReactionKind::differs_here));
  world.deny("fr", {"eg"});
  EXPECT_EQ(told("officer1.ke"), (Reactions{{ReactionKind::differs_here, 1, false}}));
}

TEST_F(Reacting, leaves_version_unread_and_place_as_they_were) {
  world.posts("officer1.es", thread).value();
  auto const before = world.thread("officer1.es", thread).value();
  auto const version = world.post("officer1.es", reply).value().version;
  ASSERT_TRUE(react("officer1.fr", ReactionKind::thanks));
  auto const after = world.thread("officer1.es", thread).value();
  EXPECT_EQ(after.version, before.version);
  EXPECT_EQ(after.unread, before.unread);
  EXPECT_EQ(after.last_activity, before.last_activity);
  EXPECT_EQ(world.post("officer1.es", reply).value().version, version);
}

TEST_F(Reacting, to_what_he_may_not_read_does_not_exist) {
  tests::Ask among;
  among.audience = world.only({"fr", "es"});
  auto const hidden = world.reply("officer1.es", thread, {}, among).public_id;
  EXPECT_EQ(code_of(react("officer1.br", hidden, ReactionKind::agree)), ErrorCode::not_found);
}

}  // namespace
}  // namespace forum
