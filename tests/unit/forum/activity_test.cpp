// What goes on, in figures: for who keeps order, over what he may read.
#include "forum/activity.hpp"

#include <gtest/gtest.h>

#include "forum/flags.hpp"
#include "forum/hidings.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::Ask;
using tests::attributed;
using tests::code_of;
using namespace std::chrono_literals;
using std::chrono::days;

struct Activity : testing::Test {
  base::Result<ModerationActivity> try_load(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return load_moderation_activity(tx, viewer, limits); });
  }
  ModerationActivity load(std::string_view who) { return try_load(who).value(); }
  TopicActivity in_topic(std::string_view who, std::string_view topic) {
    auto const activity = load(who);
    for (auto const& one : activity.topics) {
      if (one.origin.object == world.topic(topic)) return one;
    }
    throw std::runtime_error("no such topic");
  }
  std::vector<int> unanswered(std::string_view who) {
    auto const found = load(who).unanswered;
    return {found.begin(), found.end()};
  }
  base::PublicId ask(std::string_view who, std::string_view topic, Ask const& how = {}) {
    auto const opened = world.open(who, topic, "Is it enough?", how);
    ThreadEdit edit;
    edit.version = opened.thread.version;
    edit.kind = ThreadKind::question;
    world.edit_thread(who, opened.thread.public_id, edit).value();
    return opened.thread.public_id;
  }
  Ask for_some(std::initializer_list<std::string_view> organisations) {
    Ask how;
    how.audience = world.only(organisations);
    return how;
  }
  void flag(std::string_view who, base::PublicId const& post) {
    auto const viewer = world.viewer(who);
    ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
      return flag_post(tx, viewer, post, {FlagReason::off_subject}, {world.random, world.limits});
    }));
  }

  tests::ForumWorld world;
  ModerationLimits limits;
};

TEST_F(Activity, is_for_those_alone_who_keep_order_and_of_their_topics) {
  for (auto const who : {"officer1.fr", "coordinator.ke", "security.ke"}) {
    EXPECT_EQ(code_of(try_load(who)), ErrorCode::not_permitted) << who;
  }
  std::vector<base::PublicId> topics;
  for (auto const& topic : load("moderator.ke").topics) topics.push_back(topic.origin.object);
  EXPECT_NE(std::ranges::find(topics, world.topic("open")), topics.end());
  EXPECT_EQ(std::ranges::find(topics, world.topic("quiet")), topics.end());
}

TEST_F(Activity, counts_what_was_written_week_by_week) {
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  world.reply("officer1.es", thread);
  world.now += days(7);
  world.reply("officer1.ke", thread);
  world.open("officer1.ke", "quiet", "Not hers");
  auto const found = in_topic("moderator.ke", "open");
  ASSERT_EQ(found.weeks.size(), 12U);
  EXPECT_EQ(found.weeks[10], (WeekLoad{.threads = 1, .posts = 2, .flags = 0}));
  EXPECT_EQ(found.weeks[11], (WeekLoad{.threads = 0, .posts = 1, .flags = 0}));
  auto const weeks = load("moderator.ke").weeks;
  EXPECT_EQ(std::chrono::weekday(std::chrono::floor<days>(weeks[11])), std::chrono::Monday);
  EXPECT_LE(weeks[11], world.now);
  EXPECT_GT(weeks[11] + days(7), world.now);

  world.now += days(7) * 11;
  EXPECT_EQ(in_topic("moderator.ke", "open").weeks[0], (WeekLoad{.threads = 0, .posts = 1, .flags = 0}))
      << "what is older than the weeks is not counted";
}

TEST_F(Activity, tells_how_long_questions_wait_and_names_the_oldest) {
  auto const first = ask("officer1.fr", "open");
  world.now += days(40);
  auto const second = ask("officer1.es", "open");
  world.open("officer1.es", "open", "No question");
  world.now += days(1);
  EXPECT_EQ(unanswered("moderator.ke"), (std::vector{1, 0, 1, 0}));
  auto const oldest = load("moderator.ke").oldest;
  ASSERT_EQ(oldest.size(), 2U);
  EXPECT_EQ(oldest[0].origin.object, first);
  EXPECT_EQ(oldest[1].origin.object, second);
  EXPECT_EQ(oldest[0].topic, world.topic("open"));
  limits.activity_questions = 1;
  EXPECT_EQ(load("moderator.ke").oldest.size(), 1U);

  world.reply("officer1.ke", first);
  EXPECT_EQ(unanswered("moderator.ke"), (std::vector{1, 0, 0, 0}));
  limits.activity_question_days = 1;
  world.now += days(2);
  EXPECT_EQ(unanswered("moderator.ke"), (std::vector{0, 0, 0, 0}));
}

// Whether the asker himself has replied is not asked: it would say who stands behind a Chatham post.
TEST_F(Activity, takes_any_reply_for_one) {
  auto const question = ask("officer1.fr", "open");
  world.reply("officer1.fr", question, {}, attributed(auth::Attribution::chatham));
  EXPECT_EQ(unanswered("moderator.ke"), (std::vector{0, 0, 0, 0}));
}

TEST_F(Activity, counts_nothing_that_he_may_not_read) {
  auto const between = for_some({"fr", "es", "br"});
  auto const hidden = ask("officer1.fr", "open", between);
  auto const answer = world.reply("officer1.es", hidden).public_id;
  flag("officer1.fr", answer);
  auto const question = ask("officer1.fr", "open");
  world.reply("officer1.es", question, {}, for_some({"fr", "es"}));
  auto const found = load("moderator.ke");
  EXPECT_EQ(found.unanswered, (std::array{1, 0, 0, 0})) << "he knows of no reply";
  EXPECT_TRUE(found.countries.empty());
  EXPECT_EQ(found.answers_of_no_country, 0);
  auto const topic = in_topic("moderator.ke", "open");
  EXPECT_EQ(topic.weeks.back(), (WeekLoad{.threads = 1, .posts = 1, .flags = 0}));
  EXPECT_EQ(topic.open_flags, 0);
  world.deny("fr", {"ke"});
  EXPECT_EQ(in_topic("moderator.ke", "open").weeks.back(), WeekLoad{});
}

TEST_F(Activity, counts_answers_by_country_and_never_a_chatham_post) {
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  world.reply("officer1.es", thread);
  world.reply("officer2.es", thread, {}, attributed(auth::Attribution::country));
  world.reply("officer1.br", thread);
  world.reply("officer2.br", thread, {}, attributed(auth::Attribution::chatham));
  world.reply("officer1.ke", thread, {}, attributed(auth::Attribution::chatham));
  auto const found = load("moderator.ke");
  EXPECT_EQ(found.countries, (std::vector<CountryAnswers>{{"ES", 2}, {"BR", 1}}));
  EXPECT_EQ(found.answers_of_no_country, 2) << "that of her own bureau too";
}

TEST_F(Activity, counts_flagged_posts_that_wait_but_not_her_own) {
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  auto const post = world.reply("officer1.es", thread).public_id;
  auto const own = world.reply("moderator.ke", thread).public_id;
  flag("officer1.br", post);
  flag("officer1.fr", post);
  flag("officer1.br", own);
  auto const found = in_topic("moderator.ke", "open");
  EXPECT_EQ(found.open_flags, 1);
  EXPECT_EQ(found.weeks.back().flags, 1);
  world.now += days(7) * 13;
  EXPECT_EQ(in_topic("moderator.ke", "open").open_flags, 1);
  EXPECT_EQ(in_topic("moderator.ke", "open").weeks.front().flags, 0);
}

TEST_F(Activity, says_where_more_was_written_than_is_counted) {
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  world.now += days(7);
  world.reply("officer1.es", thread);
  EXPECT_FALSE(load("moderator.ke").is_cut);
  limits.activity_posts = 1;
  EXPECT_TRUE(load("moderator.ke").is_cut);
  EXPECT_EQ(in_topic("moderator.ke", "open").weeks[10], WeekLoad{}) << "the oldest is left out";
  EXPECT_EQ(in_topic("moderator.ke", "open").weeks[11].posts, 1);
}

TEST_F(Activity, is_for_the_officers_of_the_unit_that_owns_the_topic) {
  world.open("officer1.fr", "quiet", "T");
  EXPECT_EQ(in_topic("unit.ipsg", "quiet").weeks.back().threads, 1);
}

}  // namespace
}  // namespace forum
