// A post is taken out of sight for the time being by whoever keeps order, and stays its source's.
#include "forum/hidings.hpp"

#include "forum/events.hpp"
#include "forum/hidden_posts.hpp"
#include "forum/notifications.hpp"
#include "tests/unit/forum/recalling.hpp"

namespace forum {
namespace {

using auth::Role;
using Names = std::vector<std::string>;
using Ids = std::vector<base::PublicId>;

class Hidings : public Recalling {
 protected:
  base::Result<void> hide(std::string_view who, base::PublicId const& post, int version = 1) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return hide_post(tx, viewer, post, {"It names a witness.", version}, {world.random, world.limits});
    });
  }
  base::Result<void> unhide(std::string_view who, base::PublicId const& post, int version = 1) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return unhide_post(tx, viewer, post, {"It was mended.", version}, {world.random, world.limits});
    });
  }
  base::Result<Hiding> hiding(std::string_view who, base::PublicId const& post) {
    auto const viewer = world.viewer(who);
    return world.database.read_now([&](storage::ReadTx& tx) { return load_hiding(tx, viewer, post); });
  }
  base::Result<Page<HiddenPost>> hidden_page(std::string_view who, PageRequest const& page = {}) {
    auto const viewer = world.viewer(who);
    return world.database.read_now([&](storage::ReadTx& tx) { return load_hidden_posts(tx, viewer, page); });
  }
  Ids hidden_for(std::string_view who) {
    Ids ids;
    for (auto const& hidden : hidden_page(who).value().items) ids.push_back(hidden.hiding.origin.object);
    return ids;
  }
  bool may(std::string_view who, base::PublicId const& post, PostAction action) {
    return std::ranges::count(world.post(who, post)->may, action) > 0;
  }
  Names readers(base::PublicId const& post) {
    Names names;
    for (auto const who : {"officer1.fr", "officer1.es", "officer1.ke", "officer2.ke", "coordinator.ke",
                           "moderator.ke", "unit.ipsg"}) {
      if (world.post(who, post)) names.emplace_back(who);
    }
    return names;
  }
  std::vector<NotificationType> notices(std::string_view who) {
    auto const viewer = world.viewer(who);
    std::vector<NotificationType> types;
    auto const page = world.read([&](storage::ReadTx& tx) {
      return load_notifications(tx, viewer, NotificationFilter::all, {}, world.limits).value();
    });
    for (auto const& item : page.page.items) types.push_back(item.type);
    return types;
  }
  Delivery heard(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) {
      FactSets sets;
      return decide_delivery(viewer, *load_events(tx, EventId{0}, 1000, sets).back());
    });
  }
  // A second moderator of the topic.
  void make_moderator(std::string_view who) {
    world.write([&](storage::WriteTx& tx) {
      auth::add_grant(tx, world.user(who),
                      {.role = Role::topic_moderator,
                       .scope = auth::Grant::Scope::topic,
                       .scope_id = world.topic_key("open").value,
                       .from = world.now - 1h,
                       .until = std::nullopt});
    });
  }
  void grant(std::string_view who, Role role) {
    world.write([&](storage::WriteTx& tx) {
      auth::add_grant(tx, world.user(who),
                      {.role = role,
                       .scope = auth::Grant::Scope::platform,
                       .scope_id = std::nullopt,
                       .from = world.now - 1h,
                       .until = std::nullopt});
    });
  }
};

TEST_F(Hidings, leave_a_post_to_its_source_and_the_moderators_alone_and_its_answers_to_all) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.es", thread).public_id;
  auto const below = world.reply("officer1.fr", thread, post).public_id;
  ASSERT_TRUE(hide("moderator.ke", post));
  EXPECT_EQ(readers(post), (Names{"officer1.es", "moderator.ke"}));
  EXPECT_EQ(readers(below).size(), 7U);
  EXPECT_EQ(world.thread("officer1.fr", thread)->posts, 2);
  EXPECT_EQ(world.thread("officer2.es", thread)->posts, 3);
  EXPECT_EQ(world.post("officer1.fr", below)->depth, 1) << "it stands below the first post, without a gap";
  EXPECT_EQ(world.post("officer1.es", post)->state, auth::State::hidden);
  EXPECT_EQ(code_of(world.try_reply("officer1.es", thread, post)), ErrorCode::parent_not_published);
  EXPECT_EQ(listed("officer2.es", ContributionFilter::hidden), Ids{post});
  EXPECT_TRUE(listed("officer1.fr", ContributionFilter::hidden).empty());
  ASSERT_TRUE(unhide("moderator.ke", post));
  EXPECT_EQ(readers(post).size(), 7U);
  EXPECT_EQ(world.thread("officer1.fr", thread)->posts, 3);
}

TEST_F(Hidings, of_a_first_post_take_its_thread) {
  auto const opened = world.open("officer1.es", "open", "A name in the title");
  auto const post = opened.post.public_id;
  auto const answer = world.reply("officer1.fr", opened.thread.public_id).public_id;
  ASSERT_TRUE(hide("moderator.ke", post));
  EXPECT_EQ(code_of(world.thread("officer1.fr", opened.thread.public_id)), ErrorCode::not_found);
  EXPECT_EQ(readers(answer), (Names{"officer1.es", "moderator.ke"}));
  EXPECT_EQ(listed("officer1.fr"), Ids{answer}) << "the answer stays its source's";
  EXPECT_EQ(world.thread("moderator.ke", opened.thread.public_id)->state, auth::State::hidden);
  EXPECT_EQ(heard("officer1.fr"), Delivery::gone);
  EXPECT_EQ(heard("officer1.es"), Delivery::changed);
  ASSERT_TRUE(unhide("moderator.ke", post));
  EXPECT_EQ(heard("officer1.fr"), Delivery::created);
  EXPECT_EQ(heard("moderator.ke"), Delivery::changed);
  EXPECT_EQ(readers(answer).size(), 7U);
}

TEST_F(Hidings, tell_the_source_why_and_in_which_office_and_nobody_else) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.es", thread).public_id;
  ASSERT_TRUE(hide("moderator.ke", post));
  for (auto const who : {"officer1.es", "coordinator.es"}) {
    EXPECT_EQ(notices(who).front(), NotificationType::hidden) << who;
    auto const told = hiding(who, post).value();
    EXPECT_EQ(told.reason, "It names a witness.");
    EXPECT_EQ(told.office, Role::topic_moderator);
    EXPECT_EQ(told.at, world.now);
    EXPECT_FALSE(told.may_unhide);
  }
  EXPECT_TRUE(hiding("moderator.ke", post)->may_unhide);
  for (auto const who : {"officer1.fr", "coordinator.fr"}) {
    EXPECT_EQ(code_of(hiding(who, post)), ErrorCode::not_found) << who;
    EXPECT_EQ(std::ranges::count(notices(who), NotificationType::hidden), 0) << who;
  }
  ASSERT_TRUE(unhide("moderator.ke", post));
  EXPECT_EQ(std::ranges::count(notices("coordinator.es"), NotificationType::hidden), 0);
  EXPECT_EQ(code_of(hiding("officer1.es", post)), ErrorCode::not_found);
  for (auto const who : {"officer1.es", "coordinator.es"})
    EXPECT_EQ(notices(who).front(), NotificationType::shown) << who;
  for (auto const who : {"officer1.fr", "coordinator.fr"})
    EXPECT_EQ(std::ranges::count(notices(who), NotificationType::shown), 0) << who;
}

TEST_F(Hidings, by_a_coordinator_are_told_to_the_author_and_are_no_news_to_himself) {
  auto const post = world.reply("officer1.es", open_thread()).public_id;
  ASSERT_TRUE(hide("coordinator.es", post));
  EXPECT_EQ(notices("officer1.es").front(), NotificationType::hidden);
  EXPECT_EQ(std::ranges::count(notices("coordinator.es"), NotificationType::hidden), 0);
  ASSERT_TRUE(unhide("coordinator.es", post));
  EXPECT_EQ(notices("officer1.es").front(), NotificationType::shown);
  EXPECT_EQ(std::ranges::count(notices("coordinator.es"), NotificationType::shown), 0);
}

TEST_F(Hidings, are_for_who_keeps_order_where_the_post_stands) {
  auto const post = world.reply("officer1.es", open_thread()).public_id;
  for (auto const who : {"officer1.fr", "officer1.es", "coordinator.fr", "security.es"}) {
    EXPECT_EQ(code_of(hide(who, post)), ErrorCode::not_permitted) << who;
  }
  for (auto const who : {"moderator.ke", "coordinator.es", "unit.ipsg"}) {
    EXPECT_TRUE(may(who, post, PostAction::hide)) << who;
    ASSERT_TRUE(hide(who, post)) << who;
    EXPECT_EQ(code_of(hide(who, post)),
              who == std::string_view("unit.ipsg") ? ErrorCode::not_found : ErrorCode::state_conflict)
        << who;
    ASSERT_TRUE(unhide(who, post)) << who;
  }
  auto const quiet = world.open("officer1.es", "quiet", "T").post.public_id;
  EXPECT_EQ(code_of(hide("moderator.ke", quiet)), ErrorCode::not_permitted) << "not a topic of his";
  auto const apart = world.open("officer1.es", "open", "T", {.audience = world.all_but({"ke"})});
  EXPECT_EQ(code_of(hide("moderator.ke", apart.post.public_id)), ErrorCode::not_found);
}

TEST_F(Hidings, of_his_own_country_are_undone_by_a_moderator_of_another) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.ke", thread).public_id;
  auto const own = world.reply("moderator.ke", thread).public_id;
  make_moderator("officer2.br");
  for (auto const& each : {post, own}) {
    ASSERT_TRUE(hide("officer2.br", each));
    EXPECT_FALSE(hiding("moderator.ke", each)->may_unhide);
    EXPECT_EQ(code_of(unhide("moderator.ke", each)), ErrorCode::second_person_required);
    EXPECT_EQ(code_of(world.post("officer1.fr", each)), ErrorCode::not_found) << "nothing has changed";
    EXPECT_TRUE(hiding("officer2.br", each)->may_unhide);
    ASSERT_TRUE(unhide("officer2.br", each));
  }
}

TEST_F(Hidings, of_a_chatham_post_are_undone_by_no_moderator_whatever_his_country) {
  auto const post =
      world.reply("officer1.lyon", open_thread(), std::nullopt, tests::attributed(auth::Attribution::chatham))
          .public_id;
  make_moderator("officer2.fr");
  make_moderator("officer2.br");
  ASSERT_TRUE(hide("moderator.ke", post));
  for (auto const who : {"officer2.fr", "officer2.br", "moderator.ke"}) {
    EXPECT_FALSE(hiding(who, post)->may_unhide) << who;
    EXPECT_FALSE(may(who, post, PostAction::unhide)) << who;
    EXPECT_EQ(code_of(unhide(who, post)), ErrorCode::second_person_required) << who;
  }
  ASSERT_TRUE(unhide("unit.ipsg", post));
  EXPECT_TRUE(world.post("officer2.fr", post));
}

TEST_F(Hidings, are_undone_by_the_office_that_made_them) {
  auto const thread = open_thread();
  grant("officer2.br", Role::compliance);
  auto const by_moderator = world.reply("officer1.es", thread).public_id;
  auto const by_source = world.reply("officer1.es", thread).public_id;
  auto const by_compliance = world.reply("officer1.es", thread).public_id;
  ASSERT_TRUE(hide("moderator.ke", by_moderator));
  ASSERT_TRUE(hide("coordinator.es", by_source));
  ASSERT_TRUE(hide("officer2.br", by_compliance));

  EXPECT_EQ(code_of(unhide("coordinator.es", by_moderator)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(unhide("officer1.es", by_moderator)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(unhide("officer2.br", by_moderator)), ErrorCode::not_found);
  EXPECT_EQ(code_of(unhide("moderator.ke", by_source)), ErrorCode::not_permitted)
      << "nobody widens what its source has narrowed";
  EXPECT_EQ(code_of(unhide("unit.ipsg", by_source)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(unhide("moderator.ke", by_compliance)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(unhide("coordinator.es", by_compliance)), ErrorCode::not_permitted);

  EXPECT_TRUE(unhide("unit.ipsg", by_moderator)) << "of the unit that owns the topic";
  EXPECT_TRUE(unhide("coordinator.es", by_source));
  EXPECT_TRUE(unhide("officer2.br", by_compliance)) << "without reading it";
}

TEST_F(Hidings, are_shown_again_by_the_unit_only_where_it_would_read_the_post) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.es", thread, std::nullopt, {.audience = world.only({"es", "ke"})});
  ASSERT_TRUE(hide("moderator.ke", post.public_id));
  EXPECT_EQ(code_of(unhide("unit.ipsg", post.public_id)), ErrorCode::not_found);
  EXPECT_EQ(code_of(hiding("unit.ipsg", post.public_id)), ErrorCode::not_found);
}

TEST_F(Hidings, never_touch_the_text_and_leave_the_source_its_own_acts) {
  auto const thread = open_thread();
  auto const post = world.reply("officer1.es", thread).public_id;
  ASSERT_TRUE(hide("moderator.ke", post));
  EXPECT_EQ(code_of(world.edit("moderator.ke", post, 1, "Softer.")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.withdraw("moderator.ke", post)), ErrorCode::not_permitted);
  ASSERT_TRUE(world.edit("officer1.es", post, 1, "Without the name."));
  EXPECT_EQ(code_of(unhide("moderator.ke", post, 1)), ErrorCode::version_conflict) << "he has not read that";
  EXPECT_TRUE(may("officer1.es", post, PostAction::recall));
  ASSERT_TRUE(recall("officer1.es", post));
  EXPECT_EQ(code_of(unhide("moderator.ke", post, 2)), ErrorCode::not_found);
  EXPECT_EQ(code_of(hiding("officer1.es", post)), ErrorCode::not_found);
}

TEST_F(Hidings, reach_what_the_source_has_lost) {
  auto const thread =
      world.open("officer1.fr", "open", "T", {.audience = world.only({"fr", "es", "ke"})}).thread.public_id;
  auto const post = world.reply("officer1.es", thread).public_id;
  narrow("officer1.fr", thread, world.only({"fr", "ke"}));
  EXPECT_EQ(code_of(hide("officer1.es", post)), ErrorCode::not_permitted);
  ASSERT_TRUE(hide("coordinator.es", post));
  EXPECT_EQ(code_of(world.post("officer1.fr", post)), ErrorCode::not_found);
  EXPECT_EQ(contributions("coordinator.es")->items.front().post.may,
            (std::vector{PostAction::recall, PostAction::unhide, PostAction::read_disclosures}));
  EXPECT_EQ(hiding("coordinator.es", post)->office, Role::coordinator);
  ASSERT_TRUE(unhide("coordinator.es", post));
  EXPECT_TRUE(world.post("officer1.fr", post));
}

TEST_F(Hidings, are_listed_to_whoever_may_show_them_again_the_longest_hidden_first) {
  auto const thread = open_thread();
  auto const first = world.reply("officer1.es", thread).public_id;
  auto const second = world.reply("officer1.fr", thread).public_id;
  auto const by_source = world.reply("officer2.es", thread).public_id;
  ASSERT_TRUE(hide("moderator.ke", second));
  world.now += 1h;
  ASSERT_TRUE(hide("moderator.ke", first));
  ASSERT_TRUE(hide("coordinator.es", by_source));
  EXPECT_EQ(hidden_for("moderator.ke"), (Ids{second, first}));
  EXPECT_EQ(hidden_for("unit.ipsg"), (Ids{second, first}));
  auto const seen = hidden_page("moderator.ke")->items;
  EXPECT_EQ(seen.front().post->body, "Some text.");
  EXPECT_EQ(seen.front().thread->public_id, thread);
  EXPECT_EQ(seen.front().hiding.reason, "It names a witness.");
  EXPECT_FALSE(hidden_page("unit.ipsg")->items.front().post) << "the unit reads nothing that is hidden";
  for (auto const who : {"officer1.es", "coordinator.es", "security.es"}) {
    EXPECT_EQ(code_of(hidden_page(who)), ErrorCode::not_permitted) << who;
  }
  PageRequest page{.limit = 1, .after = std::nullopt};
  auto const one = hidden_page("moderator.ke", page).value();
  ASSERT_TRUE(one.next);
  page.after = one.next;
  auto const rest = hidden_page("moderator.ke", page).value();
  EXPECT_EQ(rest.items.front().hiding.origin.object, first);
  EXPECT_FALSE(rest.next);
  ASSERT_TRUE(unhide("moderator.ke", second));
  EXPECT_EQ(hidden_for("moderator.ke"), Ids{first});
}

TEST_F(Hidings, are_not_listed_to_a_moderator_who_may_not_read_them) {
  auto const thread =
      world.open("officer1.fr", "open", "T", {.audience = world.only({"fr", "es", "ke"})}).thread.public_id;
  auto const post = world.reply("officer1.es", thread).public_id;
  ASSERT_TRUE(hide("moderator.ke", post));
  narrow("officer1.fr", thread, world.only({"fr", "es"}));
  EXPECT_TRUE(hidden_for("moderator.ke").empty());
}

TEST_F(Hidings, stand_in_the_log_with_their_reasons_and_ask_for_the_text_that_was_read) {
  auto const post = world.reply("officer1.es", open_thread()).public_id;
  EXPECT_EQ(code_of(hide("moderator.ke", post, 2)), ErrorCode::version_conflict);
  EXPECT_EQ(code_of(unhide("moderator.ke", post)), ErrorCode::state_conflict);
  auto const last = [&] {
    return world.read([](storage::ReadTx& tx) {
      return auth::find_audit_entry(tx, auth::load_audit_head(tx).size())->record;
    });
  };
  ASSERT_TRUE(hide("moderator.ke", post));
  EXPECT_EQ(last().event, auth::AuditEvent::post_hidden);
  EXPECT_EQ(last().reason, "It names a witness.");
  EXPECT_EQ(last().object.id, post);
  ASSERT_TRUE(unhide("moderator.ke", post));
  EXPECT_EQ(last().event, auth::AuditEvent::post_shown);
  EXPECT_EQ(last().reason, "It was mended.");
}

}  // namespace
}  // namespace forum
