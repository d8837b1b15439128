// Who is mentioned, who hears of it, and when.
#include "forum/mentions.hpp"

#include <gtest/gtest.h>

#include "forum/guests.hpp"
#include "forum/mention_offers.hpp"
#include "forum/narrowing.hpp"
#include "forum/notifications.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::Ask;
using tests::code_of;
using tests::ForumWorld;

class Mentioning : public testing::Test {
 protected:
  ForumWorld world;
  base::PublicId thread = world.open("officer1.fr", "open", "T").thread.public_id;

  Post say(std::string_view who, std::string_view body, Ask ask = {}) {
    ask.body = body;
    return world.reply(who, thread, {}, ask);
  }
  Ask among(std::initializer_list<std::string_view> organisations) {
    Ask ask;
    ask.audience = world.only(organisations);
    return ask;
  }
  std::vector<NotificationType> news(std::string_view who) {
    auto const page =
        world.database
            .read_now([&](storage::ReadTx& tx) {
              return load_notifications(tx, world.viewer(tx, who), NotificationFilter::all, {}, world.limits);
            })
            .value();
    std::vector<NotificationType> types;
    for (auto const& item : page.page.items) types.push_back(item.type);
    return types;
  }
  int unread(std::string_view who) {
    return world.database
        .read_now([&](storage::ReadTx& tx) -> base::Result<int> {
          return count_unread_notifications(tx, world.viewer(tx, who), world.limits);
        })
        .value();
  }
  void follow(std::string_view who, Subscriber as, SubscriptionLevel level) {
    ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
      return subscribe_thread(tx, world.viewer(tx, who), thread, as, level);
    }));
  }
  std::vector<std::string> offered(std::string_view who, Writing const& writing, std::string_view typed) {
    auto const found = world.database
                           .read_now([&](storage::ReadTx& tx) {
                             return offer_mentions(tx, world.viewer(tx, who), writing, typed, world.limits);
                           })
                           .value();
    std::vector<std::string> names;
    for (auto const& person : found.people) names.push_back(person.username);
    for (auto const& bureau : found.bureaus) names.push_back("bureau:" + bureau.country.value());
    return names;
  }

  using News = std::vector<NotificationType>;
  using Offered = std::vector<std::string>;
  static constexpr char kMention[] = "class=\"mention\"";
  static bool shows_mention(Post const& post) { return post.html.text.find(kMention) != std::string::npos; }
};

TEST_F(Mentioning, tells_who_may_read_the_text_and_nobody_else) {
  auto const post = say("officer1.fr", "Ask @officer1.br.");
  EXPECT_TRUE(shows_mention(post));
  EXPECT_EQ(news("officer1.br"), News{NotificationType::mentioned});
  EXPECT_EQ(unread("officer1.br"), 1);
  EXPECT_EQ(news("officer2.br"), News{});

  auto const narrow = say("officer1.fr", "Ask @officer1.br.", among({"fr", "ke"}));
  EXPECT_FALSE(shows_mention(narrow));
  EXPECT_EQ(news("officer1.br").size(), 1U);
}

TEST_F(Mentioning, makes_of_a_name_that_may_not_read_what_it_makes_of_one_that_never_was) {
  auto const text_with = [&](std::string const& name, Ask const& ask) {
    auto text = say("officer1.fr", "Ask @" + name + ".", ask).html.text;
    return text.replace(text.find(name), name.size(), "NAME");
  };
  auto const unknown = text_with("nobody.zz", among({"fr", "ke"}));
  EXPECT_EQ(text_with("officer1.br", among({"fr", "ke"})), unknown);
  EXPECT_EQ(text_with("bureau:br", among({"fr", "ke"})), unknown);
  EXPECT_EQ(text_with("bureau:zz", among({"fr", "ke"})), unknown);
  world.write([&](storage::WriteTx& tx) {
    auth::set_clearance(tx, world.user("officer1.ke"), auth::Level::open);
    auth::set_user_state(tx, world.user("officer2.ke"), auth::UserState::locked);
  });
  EXPECT_EQ(text_with("officer1.ke", among({"fr", "ke"})), unknown);
  EXPECT_EQ(text_with("officer2.ke", among({"fr", "ke"})), unknown);
  EXPECT_NE(text_with("coordinator.ke", among({"fr", "ke"})), unknown);
}

TEST_F(Mentioning, does_not_tell_of_a_deny_list_and_tells_nothing_to_who_is_denied) {
  world.deny("fr", {"br"});
  EXPECT_TRUE(shows_mention(say("officer1.fr", "Ask @officer1.br and @bureau:br.")));
  EXPECT_EQ(news("officer1.br"), News{});
  EXPECT_EQ(offered("officer1.fr", {.thread = thread}, "officer1.b"), Offered{"officer1.br"});
}

TEST_F(Mentioning, calls_the_desk_of_a_bureau) {
  say("officer1.fr", "Ask @bureau:ke.");
  for (auto const* const who : {"officer1.ke", "officer2.ke", "coordinator.ke"})
    EXPECT_EQ(news(who), News{NotificationType::mentioned}) << who;
  EXPECT_EQ(news("officer1.br"), News{});
  // One's own call is no news.
  say("officer1.ke", "We, @bureau:ke and @officer1.ke, know.");
  EXPECT_EQ(news("officer1.ke").size(), 1U);
  EXPECT_EQ(news("officer2.ke").size(), 2U);
}

TEST_F(Mentioning, comes_before_what_he_follows_and_once) {
  follow("officer1.ke", Subscriber::me, SubscriptionLevel::all);
  say("officer1.fr", "@officer1.ke and again @officer1.ke.");
  EXPECT_EQ(news("officer1.ke"), News{NotificationType::mentioned});
}

TEST_F(Mentioning, is_all_that_somebody_hears_who_wishes_for_mentions_and_nothing_to_who_wishes_for_nothing) {
  follow("officer1.ke", Subscriber::me, SubscriptionLevel::mentions);
  follow("officer2.ke", Subscriber::me, SubscriptionLevel::none);
  follow("coordinator.br", Subscriber::bureau, SubscriptionLevel::none);
  say("officer1.fr", "For all.");
  EXPECT_EQ(news("officer1.ke"), News{});
  say("officer1.fr", "@officer1.ke, @officer2.ke and @bureau:br.");
  EXPECT_EQ(news("officer1.ke"), News{NotificationType::mentioned});
  EXPECT_EQ(news("officer2.ke"), News{});
  EXPECT_EQ(news("officer1.br"), News{});
}

TEST_F(Mentioning, waits_for_the_release_of_the_post) {
  auto const post = say("officer1.fr", "Ask @officer1.ke.", tests::at_level(auth::Level::restricted));
  ASSERT_EQ(post.state, auth::State::awaiting_release);
  EXPECT_EQ(news("officer1.ke"), News{});
  world.write([&](storage::WriteTx& tx) {
    auth::set_clearance(tx, world.user("officer1.ke"), auth::Level::restricted);
    auth::set_clearance(tx, world.user("officer2.ke"), auth::Level::restricted);
  });
  // He had not the right when it was written; the other has it by now.
  ASSERT_TRUE(world.edit("officer1.fr", post.public_id, post.version, "Ask @officer2.ke."));
  ASSERT_TRUE(world.release("coordinator.fr", post.public_id));
  EXPECT_EQ(news("officer1.ke"), News{});
  EXPECT_EQ(news("officer2.ke"), News{NotificationType::mentioned});
  // Taken back and let go again, it is told again, once.
  ASSERT_TRUE(world.undo_release("coordinator.fr", post.public_id));
  EXPECT_EQ(news("officer2.ke"), News{});
  ASSERT_TRUE(world.release("coordinator.fr", post.public_id));
  EXPECT_EQ(news("officer2.ke"), News{NotificationType::mentioned});
}

TEST_F(Mentioning, of_an_edit_tells_those_who_are_new_in_it_once) {
  auto const post = say("officer1.fr", "Ask @officer1.ke.");
  ASSERT_TRUE(world.edit("officer1.fr", post.public_id, 1, "Ask @officer1.ke and @officer1.br."));
  EXPECT_EQ(news("officer1.ke").size(), 1U);
  EXPECT_EQ(news("officer1.br"), News{NotificationType::mentioned});
  ASSERT_TRUE(world.edit("officer1.fr", post.public_id, 2, "Ask nobody."));
  ASSERT_TRUE(world.edit("officer1.fr", post.public_id, 3, "Ask @officer1.br after all."));
  EXPECT_EQ(news("officer1.br").size(), 1U);
}

TEST_F(Mentioning, by_an_edit_is_unread_though_the_text_before_was_read) {
  auto const post = say("officer1.fr", "Ask.");
  world.write(
      [&](storage::WriteTx& tx) { return read_all_notifications(tx, world.viewer(tx, "officer1.ke")); });
  ASSERT_TRUE(world.edit("officer1.fr", post.public_id, 1, "Ask @officer1.ke."));
  EXPECT_EQ(unread("officer1.ke"), 1);
}

TEST_F(Mentioning, stays_what_it_was_when_somebody_loses_the_right_and_is_not_shown_to_him) {
  auto const post = say("officer1.fr", "Ask @officer1.ke.");
  auto const before = world.post("officer1.br", post.public_id)->html;
  world.write([&](storage::WriteTx& tx) {
    auth::set_user_state(tx, world.user("officer1.ke"), auth::UserState::locked);
  });
  EXPECT_EQ(world.post("officer1.br", post.public_id)->html, before);
  // Nor does its author learn of it by mending his text.
  auto const edited = world.edit("officer1.fr", post.public_id, 1, "Do ask @officer1.ke.").value();
  EXPECT_TRUE(shows_mention(edited));
}

TEST_F(Mentioning, is_checked_again_when_it_is_shown) {
  auto const post = say("officer1.fr", "Ask @officer1.ke.");
  ASSERT_EQ(news("officer1.ke").size(), 1U);
  PostEdit edit;
  edit.version = 1;
  edit.audience = world.only({"fr", "br"});
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return edit_post(tx, world.viewer(tx, "officer1.fr"), post.public_id, edit, {world.random, world.limits});
  }));
  EXPECT_EQ(news("officer1.ke"), News{});
}

TEST_F(Mentioning, is_looked_for_in_so_many_names_of_a_text) {
  world.limits.mentions_in_post = 1;
  say("officer1.fr", "@nobody.zz and @officer1.ke.");
  EXPECT_EQ(news("officer1.ke"), News{});
}

TEST_F(Mentioning, offers_only_who_will_read_the_text) {
  EXPECT_EQ(offered("officer1.fr", {.thread = thread}, "officer"),
            (Offered{"officer1.br", "officer1.eg", "officer1.es", "officer1.ke", "officer1.lyon",
                     "officer2.br", "officer2.eg", "officer2.es"}));
  Writing narrow{.thread = thread};
  narrow.audience = world.only({"fr", "ke"});
  EXPECT_EQ(offered("officer1.fr", narrow, "officer"),
            (Offered{"officer1.ke", "officer2.fr", "officer2.ke"}));
  EXPECT_EQ(offered("officer1.fr", narrow, "officer1.br"), Offered{});
  EXPECT_EQ(offered("officer1.fr", narrow, "bureau:"), (Offered{"bureau:FR", "bureau:KE"}));
  EXPECT_EQ(offered("officer1.fr", narrow, "bureau:ke"), Offered{"bureau:KE"});
  EXPECT_EQ(offered("officer1.fr", narrow, "bureau:br"), Offered{});
  EXPECT_EQ(offered("officer1.fr", {.thread = thread}, "PERSON offi")[0], "officer1.br");
  EXPECT_EQ(offered("officer1.fr", {.topic = world.topic("narrow")}, "officer1"), Offered{"officer1.ke"});
  narrow.level = auth::Level::restricted;
  world.write([&](storage::WriteTx& tx) {
    auth::set_clearance(tx, world.user("officer1.ke"), auth::Level::official_use_only);
  });
  EXPECT_EQ(offered("officer1.fr", narrow, "officer"), (Offered{"officer2.fr", "officer2.ke"}));
}

TEST_F(Mentioning, offers_those_first_who_have_written_there_and_are_named) {
  EXPECT_EQ(offered("officer2.fr", {.thread = thread}, ""), Offered{"officer1.fr"});
  say("officer2.ke", "One.");
  say("officer1.es", "Two.", tests::attributed(auth::Attribution::chatham));
  say("officer1.eg", "Three.", tests::attributed(auth::Attribution::country));
  say("officer1.br", "Four.", among({"br", "es"}));
  EXPECT_EQ(offered("officer2.fr", {.thread = thread}, ""), (Offered{"officer2.ke", "officer1.fr"}));
  EXPECT_EQ(offered("officer2.fr", {.thread = thread}, "officer")[0], "officer2.ke");
  EXPECT_EQ(offered("officer2.es", {.thread = thread}, "")[0], "officer1.br");
  // His own bureau knows who it was.
  EXPECT_EQ(offered("officer2.eg", {.thread = thread}, "")[0], "officer1.eg");
}

TEST_F(Mentioning, is_offered_to_nobody_who_may_not_write_there) {
  auto const asked = [&](std::string_view who, Writing const& writing) {
    return code_of(world.database.read_now([&](storage::ReadTx& tx) {
      return offer_mentions(tx, world.viewer(tx, who), writing, "officer", world.limits);
    }));
  };
  EXPECT_EQ(asked("officer1.br", {.topic = world.topic("narrow")}), ErrorCode::not_found);
  auto const post = say("officer1.fr", "A text.");
  EXPECT_EQ(asked("officer1.br", {.post = post.public_id}), ErrorCode::not_permitted);
  EXPECT_EQ(asked("officer1.fr", {.post = post.public_id}), ErrorCode::internal_error);
}

}  // namespace
}  // namespace forum
