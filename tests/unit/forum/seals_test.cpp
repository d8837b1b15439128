// The official position of a bureau: two people of its source sign it, a new text leaves it behind, and
// nobody else hears of the asking.
#include "forum/seals.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "forum/events.hpp"
#include "forum/notifications.hpp"
#include "tests/support/forum_world.hpp"
#include "tests/unit/forum/moving.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::code_of;

struct OfficialPosition : testing::Test {
  base::Result<Post> ask(std::string_view who, int version = 1) { return ask_for(who, reply, version); }
  base::Result<Post> ask_for(std::string_view who, base::PublicId const& post, int version = 1) {
    return world.try_write(
        [&](storage::WriteTx& tx) { return ask_seal(tx, world.viewer(tx, who), post, version); });
  }
  base::Result<Post> take_back(std::string_view who) {
    return world.try_write(
        [&](storage::WriteTx& tx) { return take_back_seal_request(tx, world.viewer(tx, who), reply); });
  }
  base::Result<Post> decide(std::string_view who, auth::Decision decision, int version = 1) {
    return world.try_write([&](storage::WriteTx& tx) {
      return decide_seal(tx, world.viewer(tx, who), reply, {decision, "Not our view.", version});
    });
  }
  base::Result<Post> sign(std::string_view who, int version = 1) {
    return decide(who, auth::Decision::approve, version);
  }
  base::Result<Post> withdraw(std::string_view who, int version = 1) {
    return world.try_write([&](storage::WriteTx& tx) {
      return withdraw_seal(tx, world.viewer(tx, who), reply, {"The law has changed.", version});
    });
  }
  // As he is told it, by itself, in a page and in a page from memory.
  Post told(std::string_view who) {
    auto alone = world.post(who, reply).value();
    EXPECT_EQ(world.posts(who, thread).value().items.back().seal, alone.seal);
    EXPECT_EQ(world.posts(who, thread).value().items.back().seal_asked, alone.seal_asked);
    return alone;
  }
  bool may(std::string_view who, PostAction action) { return std::ranges::count(told(who).may, action) == 1; }
  Page<SealRecord> history(std::string_view who) {
    return world.read(
        [&](storage::ReadTx& tx) { return load_seals(tx, world.viewer(tx, who), reply, {}).value().page; });
  }
  std::size_t waiting(std::string_view who) {
    return world.read([&](storage::ReadTx& tx) {
      auto const viewer = world.viewer(tx, who);
      auto const listed = load_seal_requests(tx, viewer, {}).value().items.size();
      EXPECT_EQ(count_seal_requests(tx, viewer, world.limits), static_cast<int>(listed));
      return listed;
    });
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
  bool was_told(std::string_view who, NotificationType type) {
    return std::ranges::count(notices(who), type) == 1;
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
  void make_coordinator(std::string_view who) {
    world.write([&](storage::WriteTx& tx) {
      auth::add_grant(tx, world.user(who),
                      {.role = auth::Role::coordinator,
                       .scope = auth::Grant::Scope::organisation,
                       .scope_id = world.organisation("fr").value,
                       .from = world.now,
                       .until = std::nullopt});
    });
  }

  tests::ForumWorld world;
  base::PublicId thread = world.open("officer1.br", "open", "A question").thread.public_id;
  base::PublicId reply = world.reply("officer1.fr", thread).public_id;
};

TEST_F(OfficialPosition, takes_its_author_and_a_coordinator_of_his_bureau) {
  EXPECT_FALSE(told("officer1.es").seal);
  EXPECT_EQ(code_of(ask("officer2.fr")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(ask("coordinator.br")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(sign("coordinator.fr")), ErrorCode::state_conflict);
  EXPECT_EQ(code_of(ask("officer1.fr", 2)), ErrorCode::version_conflict);
  ASSERT_TRUE(ask("officer1.fr"));
  EXPECT_EQ(code_of(ask("officer1.fr")), ErrorCode::state_conflict);
  EXPECT_EQ(waiting("coordinator.fr"), 1u);
  EXPECT_EQ(waiting("coordinator.br"), 0u);
  EXPECT_TRUE(was_told("coordinator.fr", NotificationType::seal_asked));

  EXPECT_EQ(code_of(sign("officer1.fr")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(sign("coordinator.br")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(sign("coordinator.fr", 2)), ErrorCode::version_conflict);
  EXPECT_TRUE(may("coordinator.fr", PostAction::sign_seal));
  auto const sealed = sign("coordinator.fr").value();
  EXPECT_EQ(sealed.seal, (Seal{world.now, true}));
  EXPECT_EQ(told("officer1.es").seal, sealed.seal);
  EXPECT_EQ(waiting("coordinator.fr"), 0u);
  EXPECT_TRUE(was_told("officer1.fr", NotificationType::seal_signed));
  EXPECT_FALSE(may("officer1.fr", PostAction::ask_seal));
}

TEST_F(OfficialPosition, is_never_signed_by_who_asked_for_it_or_wrote_the_text) {
  ASSERT_TRUE(ask("coordinator.fr"));
  EXPECT_TRUE(was_told("officer1.fr", NotificationType::seal_asked));
  EXPECT_FALSE(was_told("coordinator.fr", NotificationType::seal_asked));
  EXPECT_EQ(code_of(sign("coordinator.fr")), ErrorCode::second_person_required);
  EXPECT_FALSE(may("coordinator.fr", PostAction::sign_seal));
  EXPECT_EQ(waiting("coordinator.fr"), 0u);
  // Its author has become a coordinator since.
  make_coordinator("officer1.fr");
  EXPECT_EQ(code_of(sign("officer1.fr")), ErrorCode::second_person_required);
  make_coordinator("officer2.fr");
  EXPECT_EQ(waiting("officer2.fr"), 1u);
  world.edit("officer2.fr", reply, 1, "As a coordinator puts it.").value();
  ASSERT_TRUE(ask("coordinator.fr", 2));
  EXPECT_EQ(code_of(sign("officer2.fr", 2)), ErrorCode::second_person_required);
}

TEST_F(OfficialPosition, is_shown_as_given_to_an_earlier_text_until_the_new_one_is_signed) {
  ASSERT_TRUE(ask("officer1.fr"));
  ASSERT_TRUE(sign("coordinator.fr"));
  world.edit("officer1.fr", reply, 1, "Otherwise.").value();
  EXPECT_EQ(told("officer1.es").seal, (Seal{world.now, false}));
  ASSERT_TRUE(ask("officer1.fr", 2));
  EXPECT_EQ(told("officer1.es").seal, (Seal{world.now, false}));
  // Nobody signs what he has not read: with another text the request has lapsed.
  world.edit("officer1.fr", reply, 2, "Once more.").value();
  EXPECT_EQ(waiting("coordinator.fr"), 0u);
  EXPECT_FALSE(was_told("coordinator.fr", NotificationType::seal_asked));
  ASSERT_TRUE(ask("officer1.fr", 3));
  ASSERT_TRUE(sign("coordinator.fr", 3));
  EXPECT_EQ(told("officer1.es").seal, (Seal{world.now, true}));
  auto const signed_ones = history("officer1.es").items;
  ASSERT_EQ(signed_ones.size(), 2u);
  EXPECT_EQ(signed_ones.at(0).version, 3);
  EXPECT_EQ(signed_ones.at(1).version, 1);
}

TEST_F(OfficialPosition, outlives_a_stricter_marking_but_not_one_that_names_nobody) {
  ASSERT_TRUE(ask("officer1.fr"));
  ASSERT_TRUE(sign("coordinator.fr"));
  auto const mark = [&](int version, NewMarking const& marking) {
    PostEdit edit;
    edit.version = version;
    edit.marking = marking;
    return world.try_write([&](storage::WriteTx& tx) {
      return edit_post(tx, world.viewer(tx, "officer1.fr"), reply, edit, Moment{world.random, world.limits});
    });
  };
  NewMarking stricter;
  stricter.caveats.emplace().add(auth::Caveat::h1);
  ASSERT_TRUE(mark(1, stricter));
  EXPECT_EQ(told("officer1.es").seal, (Seal{world.now, true}));
  NewMarking unnamed;
  unnamed.attribution = auth::Attribution::chatham;
  ASSERT_TRUE(mark(2, unnamed));
  EXPECT_FALSE(told("officer1.es").seal);
  EXPECT_TRUE(history("officer1.es").items.empty());
  EXPECT_EQ(history("officer1.fr").items.size(), 1u);
}

TEST_F(OfficialPosition, is_refused_with_a_reason_or_taken_back_before) {
  ASSERT_TRUE(ask("officer1.fr"));
  EXPECT_EQ(code_of(take_back("officer2.fr")), ErrorCode::not_permitted);
  ASSERT_TRUE(take_back("officer1.fr"));
  EXPECT_EQ(code_of(take_back("officer1.fr")), ErrorCode::state_conflict);
  EXPECT_EQ(waiting("coordinator.fr"), 0u);
  ASSERT_TRUE(ask("officer1.fr"));
  ASSERT_TRUE(decide("coordinator.fr", auth::Decision::refuse));
  EXPECT_FALSE(told("officer1.fr").seal);
  EXPECT_FALSE(told("officer1.fr").seal_asked);
  EXPECT_TRUE(was_told("officer1.fr", NotificationType::seal_refused));
  ASSERT_EQ(history("officer1.fr").items.size(), 1u);
  EXPECT_EQ(history("officer1.fr").items.front().refusal, "Not our view.");
  EXPECT_TRUE(history("officer1.es").items.empty());
  EXPECT_TRUE(history("officer2.fr").items.empty());
}

TEST_F(OfficialPosition, is_not_offered_to_be_taken_back_to_who_has_left_the_bureau) {
  ASSERT_TRUE(ask("officer1.fr"));
  EXPECT_TRUE(may("officer1.fr", PostAction::take_back_seal));
  move_officer(world, "officer1.fr", "fr", "es");
  EXPECT_FALSE(may("officer1.fr", PostAction::take_back_seal));
  EXPECT_FALSE(told("officer1.fr").seal_asked);
  EXPECT_EQ(code_of(take_back("officer1.fr")), ErrorCode::not_permitted);
}

TEST_F(OfficialPosition, is_withdrawn_by_a_coordinator_with_a_reason_that_its_readers_are_told) {
  EXPECT_EQ(code_of(withdraw("coordinator.fr")), ErrorCode::state_conflict);
  ASSERT_TRUE(ask("officer1.fr"));
  ASSERT_TRUE(sign("coordinator.fr"));
  EXPECT_EQ(code_of(withdraw("officer1.fr")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(withdraw("coordinator.br")), ErrorCode::not_permitted);
  auto const since = last();
  ASSERT_TRUE(withdraw("coordinator.fr"));
  EXPECT_EQ(heard_since("officer1.es", since), Delivery::changed);
  EXPECT_FALSE(told("officer1.es").seal);
  EXPECT_TRUE(was_told("officer1.fr", NotificationType::seal_withdrawn));
  auto const record = history("officer1.es").items.front();
  EXPECT_EQ(record.outcome, SealOutcome::withdrawn);
  EXPECT_EQ(record.withdrawal, "The law has changed.");
  EXPECT_EQ(record.withdrawn_at, world.now);
  EXPECT_TRUE(record.withdrawn_by);
  EXPECT_TRUE(record.decided_by);
  EXPECT_FALSE(record.asked_by);
  EXPECT_TRUE(history("officer1.fr").items.front().asked_by);
}

TEST_F(OfficialPosition, is_asked_for_without_anybody_elses_knowledge) {
  auto const since = last();
  ASSERT_TRUE(ask("officer1.fr"));
  for (auto const* const who : {"officer1.es", "officer2.fr", "coordinator.br", "moderator.ke"}) {
    EXPECT_FALSE(told(who).seal_asked) << who;
    EXPECT_TRUE(history(who).items.empty()) << who;
    EXPECT_EQ(heard_since(who, since), Delivery::silence) << who;
  }
  for (auto const* const who : {"officer1.fr", "coordinator.fr"}) {
    EXPECT_TRUE(told(who).seal_asked) << who;
    EXPECT_EQ(heard_since(who, since), Delivery::changed) << who;
  }
  auto const then = last();
  ASSERT_TRUE(sign("coordinator.fr"));
  EXPECT_EQ(heard_since("officer1.es", then), Delivery::changed);
}

TEST_F(OfficialPosition, names_whose_it_is_and_is_an_answer) {
  auto const first = world.posts("officer1.br", thread).value().items.front().public_id;
  EXPECT_EQ(code_of(ask_for("officer1.br", first)), ErrorCode::state_conflict);
  auto const unnamed =
      world.reply("officer1.fr", thread, {}, tests::attributed(auth::Attribution::chatham)).public_id;
  auto const refused = ask_for("officer1.fr", unnamed);
  EXPECT_EQ(code_of(refused), ErrorCode::state_conflict);
  EXPECT_NE(refused.error().detail.find("Chatham"), std::string::npos);
  EXPECT_EQ(std::ranges::count(world.post("officer1.fr", unnamed).value().may, PostAction::ask_seal), 0);
}

TEST_F(OfficialPosition, is_asked_for_by_nobody_where_the_post_does_not_name_him) {
  auto const requests = [&](std::string_view who) {
    return world.read(
        [&](storage::ReadTx& tx) { return load_seal_requests(tx, world.viewer(tx, who), {}).value().items; });
  };
  reply = world.reply("officer1.lyon", thread).public_id;
  ASSERT_TRUE(ask("officer1.lyon"));
  ASSERT_EQ(requests("coordinator.fr").size(), 1u);
  EXPECT_EQ(requests("coordinator.fr")[0].asked_by->public_id, world.viewer("officer1.lyon").public_id);

  reply = world.reply("officer1.lyon", thread, {}, tests::attributed(auth::Attribution::country)).public_id;
  ASSERT_TRUE(ask("officer1.lyon"));
  auto const both = requests("coordinator.fr");
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[1].post.public_id, reply);
  EXPECT_FALSE(both[1].asked_by);
  EXPECT_FALSE(both[1].post.author);

  PostEdit edit;
  edit.version = 1;
  edit.marking.emplace().attribution = auth::Attribution::chatham;
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return edit_post(tx, world.viewer(tx, "officer1.lyon"), reply, edit, Moment{world.random, world.limits});
  }));
  EXPECT_EQ(waiting("coordinator.fr"), 1u);
}

TEST_F(OfficialPosition, of_a_country_names_none_of_its_people_to_others) {
  reply = world.reply("officer1.fr", thread, {}, tests::attributed(auth::Attribution::country)).public_id;
  ASSERT_TRUE(ask("officer1.fr"));
  ASSERT_TRUE(sign("coordinator.fr"));
  EXPECT_TRUE(told("officer1.es").seal);
  EXPECT_FALSE(history("officer1.es").items.front().decided_by);
  EXPECT_TRUE(history("officer1.fr").items.front().decided_by);
}

}  // namespace
}  // namespace forum
