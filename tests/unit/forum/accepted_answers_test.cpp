// The accepted answer of a question: who says which, and that nobody learns of it who may not read it.
#include "forum/accepted_answers.hpp"

#include <gtest/gtest.h>

#include "forum/events.hpp"
#include "forum/flags.hpp"
#include "forum/hidings.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::Ask;
using tests::code_of;

struct AcceptedAnswer : testing::Test {
  AcceptedAnswer() { set_kind(ThreadKind::question); }

  void set_kind(ThreadKind kind) {
    ThreadEdit edit;
    edit.version = world.thread("officer1.fr", asked).value().version;
    edit.kind = kind;
    world.edit_thread("officer1.fr", asked, edit).value();
  }
  Ask for_some(std::initializer_list<std::string_view> organisations) {
    Ask ask;
    ask.audience = world.only(organisations);
    return ask;
  }
  base::Result<base::PublicId> accept(std::string_view who, base::PublicId const& post, int version = 1) {
    return world.try_write(
        [&](storage::WriteTx& tx) { return accept_answer(tx, world.viewer(tx, who), post, version); });
  }
  base::Result<base::PublicId> withdraw(std::string_view who, base::PublicId const& post) {
    return world.try_write(
        [&](storage::WriteTx& tx) { return withdraw_acceptance(tx, world.viewer(tx, who), post); });
  }
  std::optional<base::PublicId> answer(std::string_view who) {
    auto const one = world.thread(who, asked).value().answer;
    auto const listed = world.threads(who, "open").value();
    EXPECT_EQ(listed.items.front().answer, one);
    return one;
  }
  bool may(std::string_view who) {
    return std::ranges::count(world.thread(who, asked).value().may, ThreadAction::accept_answer) == 1;
  }
  EventId last() {
    return world.read([](storage::ReadTx& tx) { return last_event(tx); });
  }
  // What a stream of his says of all that happened since.
  std::vector<Delivery> heard_since(std::string_view who, EventId since) {
    return world.read([&](storage::ReadTx& tx) {
      FactSets sets;
      std::vector<Delivery> heard;
      for (auto const& event : load_events(tx, since, 100, sets))
        heard.push_back(decide_delivery(world.viewer(tx, who), *event));
      std::erase(heard, Delivery::silence);
      return heard;
    });
  }

  tests::ForumWorld world;
  Opened opened = world.open("officer1.fr", "open", "A question");
  base::PublicId asked = opened.thread.public_id;
  base::PublicId reply = world.reply("officer1.br", asked).public_id;
};

TEST_F(AcceptedAnswer, is_named_by_who_asked_and_by_who_keeps_order_and_by_nobody_else) {
  for (auto const* const who : {"officer1.br", "officer2.fr", "coordinator.fr"}) {
    EXPECT_FALSE(may(who)) << who;
    EXPECT_EQ(code_of(accept(who, reply)), ErrorCode::not_permitted) << who;
  }
  EXPECT_TRUE(may("officer1.fr"));
  ASSERT_TRUE(accept("officer1.fr", reply));
  EXPECT_EQ(answer("officer1.es"), reply);
  EXPECT_EQ(code_of(withdraw("officer1.br", reply)), ErrorCode::not_permitted);
  ASSERT_TRUE(withdraw("moderator.ke", reply));
  EXPECT_FALSE(answer("officer1.es"));
  ASSERT_TRUE(accept("moderator.ke", reply));
  EXPECT_EQ(answer("officer1.es"), reply);
}

TEST_F(AcceptedAnswer, is_not_named_by_a_moderator_alone_whose_country_is_a_party) {
  world.write([&](storage::WriteTx& tx) {
    for (auto const* const who : {"officer1.ke", "officer2.fr"}) {
      flag_post(tx, world.viewer(tx, who), reply, {.reason = FlagReason::off_subject, .text = {}},
                {world.random, world.limits})
          .value();
    }
  });
  EXPECT_EQ(code_of(accept("moderator.ke", reply)), ErrorCode::second_person_required);
  EXPECT_FALSE(answer("officer1.es"));
  ASSERT_TRUE(accept("unit.ipsg", reply));
  EXPECT_EQ(code_of(withdraw("moderator.ke", reply)), ErrorCode::second_person_required);
  EXPECT_EQ(answer("officer1.es"), reply);
  EXPECT_TRUE(withdraw("officer1.fr", reply)) << "the question is his own";
  EXPECT_TRUE(accept("officer1.fr", reply));
}

TEST_F(AcceptedAnswer, is_one_at_most) {
  auto const better = world.reply("officer1.es", asked).public_id;
  ASSERT_TRUE(accept("officer1.fr", reply));
  ASSERT_TRUE(accept("officer1.fr", better));
  EXPECT_EQ(answer("officer1.br"), better);
  // Taking back what is not accepted any more leaves the other.
  ASSERT_TRUE(withdraw("officer1.fr", reply));
  EXPECT_EQ(answer("officer1.br"), better);
}

TEST_F(AcceptedAnswer, is_a_published_answer_to_a_question_in_the_words_that_were_read) {
  EXPECT_EQ(code_of(accept("officer1.fr", opened.post.public_id)), ErrorCode::state_conflict);
  EXPECT_EQ(code_of(accept("officer1.fr", reply, 2)), ErrorCode::version_conflict);
  ASSERT_TRUE(accept("officer1.fr", reply));
  set_kind(ThreadKind::analysis);
  EXPECT_FALSE(answer("officer1.fr"));
  EXPECT_FALSE(may("officer1.fr"));
  EXPECT_EQ(code_of(accept("officer1.fr", reply)), ErrorCode::state_conflict);
}

TEST_F(AcceptedAnswer, leaves_no_trace_for_who_may_not_read_it) {
  auto const among = world.reply("officer1.es", asked, {}, for_some({"fr", "es", "ke"})).public_id;
  auto const before = world.thread("officer1.br", asked).value();
  auto const since = last();
  ASSERT_TRUE(accept("officer1.fr", among));
  EXPECT_EQ(answer("officer1.es"), among);
  EXPECT_FALSE(answer("officer1.br"));
  EXPECT_EQ(world.thread("officer1.br", asked).value().version, before.version);
  EXPECT_TRUE(heard_since("officer1.br", since).empty());
  EXPECT_EQ(heard_since("officer1.es", since), std::vector{Delivery::changed});
  EXPECT_EQ(code_of(accept("officer1.br", among)), ErrorCode::not_found);

  // One that others read takes its place: they hear of that one alone.
  auto const later = last();
  ASSERT_TRUE(accept("officer1.fr", reply));
  EXPECT_EQ(heard_since("officer1.br", later).size(), 1u);
  EXPECT_EQ(heard_since("officer1.es", later).size(), 2u);
}

TEST_F(AcceptedAnswer, goes_with_its_post_and_comes_back_with_it) {
  ASSERT_TRUE(accept("officer1.fr", reply));
  auto const hide = [&](auto act) {
    return world.try_write([&](storage::WriteTx& tx) {
      return act(tx, world.viewer(tx, "moderator.ke"), reply, Hide{"For now.", 1},
                 Moment{world.random, world.limits});
    });
  };
  ASSERT_TRUE(hide(hide_post));
  EXPECT_FALSE(answer("officer1.es"));
  ASSERT_TRUE(hide(unhide_post));
  EXPECT_EQ(answer("officer1.es"), reply);
  world.deny("br", {"es"});
  EXPECT_FALSE(answer("officer1.es"));
  ASSERT_TRUE(world.withdraw("officer1.br", reply));
  EXPECT_FALSE(answer("officer1.fr"));
}

}  // namespace
}  // namespace forum
