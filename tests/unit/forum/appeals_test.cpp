// Against a hiding by moderation its source appeals, and a third person decides.
#include "forum/appeals.hpp"

#include <gtest/gtest.h>

#include "forum/hidings.hpp"
#include "forum/notifications.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::code_of;
using tests::ForumWorld;
using namespace std::chrono_literals;

class Appeals : public testing::Test {
 protected:
  ForumWorld world;
  base::PublicId thread = world.open("officer1.fr", "open", "T").thread.public_id;
  base::PublicId post = world.reply("officer1.es", thread).public_id;

  void hide(std::string_view who) {
    auto const viewer = world.viewer(who);
    ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
      return hide_post(tx, viewer, post, {"It names a witness.", 1}, {world.random, world.limits});
    }));
  }
  void unhide(std::string_view who) {
    auto const viewer = world.viewer(who);
    ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
      return unhide_post(tx, viewer, post, {"Mended.", 1}, {world.random, world.limits});
    }));
  }
  base::Result<void> appeal(std::string_view who, int version = 1) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return appeal_hiding(tx, viewer, post, {"No witness is named.", version}, {world.random, world.limits});
    });
  }
  base::Result<AppealChance> chance(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.database.read_now([&](storage::ReadTx& tx) { return load_appeal_chance(tx, viewer, post); });
  }
  base::Result<Page<HeardAppeal>> page(std::string_view who, AppealFilter filter = AppealFilter::open) {
    auto const viewer = world.viewer(who);
    return world.database.read_now([&](storage::ReadTx& tx) { return load_appeals(tx, viewer, filter, {}); });
  }
  std::vector<HeardAppeal> heard(std::string_view who, AppealFilter filter = AppealFilter::open) {
    return page(who, filter).value().items;
  }
  std::optional<int> waiting(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) { return count_appeals(tx, viewer, world.limits); });
  }
  base::Result<HeardAppeal> decide(std::string_view who, base::PublicId const& id,
                                   AppealOutcome outcome = AppealOutcome::granted) {
    auto const viewer = world.viewer(who);
    return world.try_write(
        [&](storage::WriteTx& tx) { return decide_appeal(tx, viewer, id, {outcome, "Nobody is named."}); });
  }
  NotificationType last_notice(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) {
      return load_notifications(tx, viewer, NotificationFilter::all, {}, world.limits)
          .value()
          .page.items.front()
          .type;
    });
  }
  // A second moderator of the topic.
  void make_moderator(std::string_view who) {
    world.write([&](storage::WriteTx& tx) {
      auth::add_grant(tx, world.user(who),
                      {.role = auth::Role::topic_moderator,
                       .scope = auth::Grant::Scope::topic,
                       .scope_id = world.topic_key("open").value,
                       .from = world.now - 1h,
                       .until = std::nullopt});
    });
  }
};

TEST_F(Appeals, are_the_authors_and_the_coordinators_of_the_source_to_make_once) {
  hide("moderator.ke");
  EXPECT_TRUE(chance("officer1.es")->may_appeal);
  EXPECT_FALSE(chance("officer2.es")->may_appeal);
  EXPECT_EQ(code_of(chance("officer1.fr")), ErrorCode::not_found);
  EXPECT_EQ(code_of(appeal("officer1.fr")), ErrorCode::not_found);
  EXPECT_EQ(code_of(appeal("officer2.es")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(appeal("coordinator.es", 2)), ErrorCode::version_conflict);
  ASSERT_TRUE(appeal("coordinator.es"));
  EXPECT_EQ(code_of(appeal("officer1.es")), ErrorCode::state_conflict);
  EXPECT_EQ(chance("officer1.es")->appeal->reason, "No witness is named.");
  EXPECT_EQ(chance("officer1.es")->appeal->state, AppealState::open);
  EXPECT_FALSE(chance("officer1.es")->may_appeal);
}

TEST_F(Appeals, are_against_what_moderation_has_hidden) {
  EXPECT_EQ(code_of(appeal("officer1.es")), ErrorCode::state_conflict) << "it is not hidden";
  hide("coordinator.es");
  EXPECT_EQ(code_of(appeal("officer1.es")), ErrorCode::state_conflict) << "his own coordinator has hidden it";
}

TEST_F(Appeals, are_decided_by_a_third_person_of_another_country) {
  make_moderator("officer2.fr");
  make_moderator("officer2.es");
  hide("moderator.ke");
  ASSERT_TRUE(appeal("officer1.es"));
  auto const seen = heard("officer2.fr");
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_TRUE(seen[0].may_decide);
  EXPECT_EQ(seen[0].hiding.reason, "It names a witness.");
  EXPECT_EQ(seen[0].post->public_id, post);
  auto const id = seen[0].appeal.public_id;
  EXPECT_EQ(waiting("officer2.fr"), 1);
  EXPECT_FALSE(heard("moderator.ke")[0].may_decide) << "he has hidden it";
  EXPECT_EQ(waiting("moderator.ke"), 0);
  EXPECT_EQ(code_of(decide("moderator.ke", id)), ErrorCode::second_person_required);
  EXPECT_TRUE(heard("officer2.es").empty()) << "it is his own country's";
  EXPECT_EQ(code_of(decide("officer2.es", id)), ErrorCode::not_found);
  EXPECT_EQ(code_of(page("officer1.fr")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(decide("officer1.fr", id)), ErrorCode::not_found);
  ASSERT_TRUE(decide("officer2.fr", id));
  EXPECT_EQ(code_of(decide("unit.ipsg", id)), ErrorCode::already_decided);
}

TEST_F(Appeals, of_a_chatham_post_are_the_same_to_moderators_of_every_country) {
  make_moderator("officer2.fr");
  make_moderator("officer2.br");
  post = world.reply("officer1.lyon", thread, std::nullopt, tests::attributed(auth::Attribution::chatham))
             .public_id;
  hide("moderator.ke");
  ASSERT_TRUE(appeal("officer1.lyon"));
  for (auto const who : {"officer2.fr", "officer2.br"}) {
    ASSERT_EQ(heard(who).size(), 1U) << who;
    EXPECT_FALSE(heard(who)[0].may_decide) << who;
    EXPECT_EQ(waiting(who), 0) << who;
    EXPECT_EQ(code_of(decide(who, heard(who)[0].appeal.public_id)), ErrorCode::second_person_required) << who;
  }
  EXPECT_EQ(waiting("unit.ipsg"), 1);
  ASSERT_TRUE(decide("unit.ipsg", heard("unit.ipsg")[0].appeal.public_id));
  EXPECT_EQ(heard("officer2.fr", AppealFilter::past).size(), heard("officer2.br", AppealFilter::past).size());
}

TEST_F(Appeals, that_are_granted_show_the_post_again_and_tell_its_source) {
  hide("moderator.ke");
  ASSERT_TRUE(appeal("officer1.es"));
  auto const seen = heard("unit.ipsg");
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_FALSE(seen[0].post) << "a unit does not read what is hidden";
  auto const decided = decide("unit.ipsg", seen[0].appeal.public_id).value();
  EXPECT_EQ(decided.appeal.state, AppealState::granted);
  EXPECT_EQ(world.post("officer1.fr", post)->state, auth::State::published);
  for (auto const who : {"officer1.es", "coordinator.es"})
    EXPECT_EQ(last_notice(who), NotificationType::appeal_granted) << who;
  EXPECT_TRUE(heard("unit.ipsg").empty());
  EXPECT_EQ(heard("unit.ipsg", AppealFilter::past).size(), 1U);
}

TEST_F(Appeals, that_are_refused_leave_it_hidden_and_tell_its_source) {
  hide("moderator.ke");
  ASSERT_TRUE(appeal("officer1.es"));
  ASSERT_TRUE(decide("unit.ipsg", heard("unit.ipsg")[0].appeal.public_id, AppealOutcome::refused));
  EXPECT_EQ(code_of(world.post("officer1.fr", post)), ErrorCode::not_found);
  EXPECT_EQ(last_notice("coordinator.es"), NotificationType::appeal_refused);
  EXPECT_EQ(chance("officer1.es")->appeal->decision->reason, "Nobody is named.");
  EXPECT_EQ(code_of(appeal("officer1.es")), ErrorCode::state_conflict);
  unhide("moderator.ke");
  EXPECT_EQ(world.post("officer1.fr", post)->state, auth::State::published);
}

TEST_F(Appeals, are_against_the_hiding_that_stands) {
  hide("moderator.ke");
  ASSERT_TRUE(appeal("officer1.es"));
  auto const first = heard("unit.ipsg")[0].appeal.public_id;
  unhide("moderator.ke");
  EXPECT_TRUE(heard("unit.ipsg").empty());
  world.now += 1h;
  hide("moderator.ke");
  EXPECT_TRUE(heard("unit.ipsg").empty());
  EXPECT_EQ(code_of(decide("unit.ipsg", first)), ErrorCode::already_decided);
  EXPECT_FALSE(chance("officer1.es")->appeal);
  ASSERT_TRUE(appeal("officer1.es"));
  EXPECT_EQ(heard("unit.ipsg").size(), 1U);
}

TEST_F(Appeals, of_what_a_moderator_may_not_read_are_not_there_for_him) {
  make_moderator("officer2.fr");
  hide("moderator.ke");
  ASSERT_TRUE(appeal("officer1.es"));
  auto const id = heard("officer2.fr")[0].appeal.public_id;
  world.deny("es", {"fr"});
  EXPECT_TRUE(heard("officer2.fr").empty());
  EXPECT_EQ(waiting("officer2.fr"), 0);
  EXPECT_EQ(code_of(decide("officer2.fr", id)), ErrorCode::not_found);
}

}  // namespace
}  // namespace forum
