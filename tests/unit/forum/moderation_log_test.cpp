// What is done to keep order: who is told of it, and what the log of a topic and of a thread tells to whom.
#include "forum/moderation_log.hpp"

#include <gtest/gtest.h>

#include "auth/audit_log.hpp"
#include "auth/audit_views.hpp"
#include "forum/audit_scope.hpp"
#include "forum/hidings.hpp"
#include "forum/mergers.hpp"
#include "forum/notifications.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using auth::AuditEvent;
using base::ErrorCode;
using tests::code_of;
using Events = std::vector<AuditEvent>;

ThreadEdit because(std::string reason) {
  ThreadEdit edit;
  edit.reason = std::move(reason);
  return edit;
}

struct Moderation : testing::Test {
  // Of the thread as it stands.
  Thread change(std::string_view who, base::PublicId const& thread, ThreadEdit edit) {
    edit.version = world.thread(who, thread).value().version;
    return world.edit_thread(who, thread, edit).value();
  }
  void lock(base::PublicId const& thread, bool locked) {
    auto edit = because(locked ? "It goes in circles." : "There is news.");
    edit.locked = locked;
    change("moderator.ke", thread, edit);
  }
  void hide(base::PublicId const& post, std::string_view who = "moderator.ke") {
    world.write([&](storage::WriteTx& tx) {
      hide_post(tx, world.viewer(tx, who), post, {"Not the subject.", 1}, {world.random, world.limits})
          .value();
    });
  }
  void show(base::PublicId const& post, std::string_view who) {
    world.write([&](storage::WriteTx& tx) {
      unhide_post(tx, world.viewer(tx, who), post, {"It is.", 1}, {world.random, world.limits}).value();
    });
  }
  // A moderator's view of the audit log.
  std::vector<auth::AuditRecord> audited(std::string_view who, auth::AuditFilter const& filter = {}) {
    return world.read([&](storage::ReadTx& tx) {
      auto const viewer = world.viewer(tx, who);
      auth::AuditPage page;
      while (!page.is_whole) {
        auth::search_audit(tx, viewer, auth::AuditView::moderation, filter, 100, audit_scope(tx, viewer),
                           page)
            .value();
      }
      std::vector<auth::AuditRecord> records;
      for (auto& line : page.lines) records.push_back(std::move(line.record));
      return records;
    });
  }
  base::Result<Page<ModerationAct>> topic_log(std::string_view who, ModerationFilter const& filter = {},
                                              PageRequest const& page = {}) {
    return world.read([&](storage::ReadTx& tx) {
      return load_topic_moderation(tx, world.viewer(tx, who), world.topic("open"), filter, page);
    });
  }
  base::Result<Page<ModerationAct>> thread_log(std::string_view who, base::PublicId const& thread) {
    return world.read(
        [&](storage::ReadTx& tx) { return load_thread_moderation(tx, world.viewer(tx, who), thread, {}); });
  }
  static Events events(base::Result<Page<ModerationAct>> const& log) {
    Events events;
    for (auto const& act : log.value().items) events.push_back(act.event);
    return events;
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
  base::PublicId question = world.open("officer1.fr", "open", "A question").thread.public_id;
};

TEST_F(Moderation, is_told_to_the_author_and_a_move_to_the_coordinators_of_the_source) {
  lock(question, true);
  lock(question, false);
  auto edit = because("It is about permits.");
  edit.title = "Permits";
  change("moderator.ke", question, edit);
  edit = because("Everybody asks.");
  edit.pinned = true;
  change("moderator.ke", question, edit);
  EXPECT_EQ(notices("officer1.fr"), (std::vector{NotificationType::pinned, NotificationType::edited,
                                                 NotificationType::unlocked, NotificationType::locked}));
  EXPECT_TRUE(notices("coordinator.fr").empty());
  edit = because("It belongs there.");
  edit.topic = world.topic("quiet");
  change("unit.ipsg", question, edit);
  EXPECT_EQ(notices("officer1.fr").front(), NotificationType::moved);
  EXPECT_EQ(notices("coordinator.fr"), std::vector{NotificationType::moved});
  EXPECT_TRUE(notices("coordinator.ke").empty());
}

TEST_F(Moderation, of_what_is_hidden_is_told_to_its_author) {
  auto const opened = world.open("officer1.fr", "open", "Hidden");
  hide(opened.post.public_id);
  lock(opened.thread.public_id, true);
  EXPECT_EQ(notices("officer1.fr").front(), NotificationType::locked);
}

TEST_F(Moderation, of_ones_own_thread_is_no_news) {
  auto const own = world.open("moderator.ke", "open", "My own").thread.public_id;
  lock(own, true);
  EXPECT_TRUE(notices("moderator.ke").empty());
}

TEST_F(Moderation, is_not_what_an_author_does_to_his_thread) {
  auto edit = because("");
  edit.title = "A better question";
  edit.tags = {"ivory"};
  change("officer1.fr", question, edit);
  EXPECT_TRUE(topic_log("moderator.ke")->items.empty());
  EXPECT_TRUE(notices("officer1.fr").empty());
}

TEST_F(Moderation, log_of_a_topic_says_who_did_what_to_which_thread_and_why) {
  lock(question, true);
  auto edit = because("It is about permits.");
  edit.title = "Permits";
  edit.tags = {"ivory"};
  change("unit.ipsg", question, edit);
  auto const post = world.reply("officer1.es", world.open("officer1.es", "open", "Other").thread.public_id);
  hide(post.public_id);
  auto const log = topic_log("moderator.ke");
  ASSERT_EQ(events(log), (Events{AuditEvent::post_hidden, AuditEvent::thread_retitled,
                                 AuditEvent::thread_relabelled, AuditEvent::thread_locked}));
  auto const& items = log->items;
  EXPECT_EQ(items[0].post->object, post.public_id);
  EXPECT_EQ(items[0].title, "Other");
  EXPECT_EQ(items[1].title, "Permits");
  EXPECT_EQ(items[1].by->user, world.viewer("unit.ipsg").public_id);
  EXPECT_EQ(items[1].office, auth::Role::unit_officer);
  EXPECT_EQ(items[3].reason, "It goes in circles.");
  EXPECT_EQ(items[3].at, world.now);
  EXPECT_TRUE(items[3].by->name);

  EXPECT_EQ(events(topic_log("moderator.ke", {.event = AuditEvent::thread_locked})),
            Events{AuditEvent::thread_locked});
  EXPECT_EQ(topic_log("moderator.ke", {.moderator = items[1].by->user})->items.size(), 2U);
  auto const first = topic_log("unit.ipsg", {}, {.limit = 2, .after = {}});
  EXPECT_EQ(first->items.size(), 2U);
  auto const second = topic_log("unit.ipsg", {}, {.limit = 2, .after = first->next});
  EXPECT_EQ(second->items.size(), 1U) << "what is hidden the unit does not read, nor that it was hidden";
  EXPECT_FALSE(second->next);
}

TEST_F(Moderation, log_of_a_topic_tells_nothing_of_what_the_reader_may_not_read) {
  tests::Ask ask;
  ask.audience = world.only({"fr", "es", "unit"});
  auto const without_kenya = world.open("officer1.fr", "open", "Without Kenya", ask).thread.public_id;
  lock(question, true);
  auto edit = because("It goes in circles.");
  edit.locked = true;
  change("unit.ipsg", without_kenya, edit);
  EXPECT_EQ(topic_log("unit.ipsg")->items.size(), 2U);
  auto const log = topic_log("moderator.ke", {}, {.limit = 1, .after = {}});
  ASSERT_EQ(log->items.size(), 1U);
  EXPECT_EQ(log->items[0].thread.object, question);
  EXPECT_FALSE(log->next) << "nor by another page";
  world.deny("fr", {"ke"});
  EXPECT_TRUE(topic_log("moderator.ke")->items.empty());
}

TEST_F(Moderation, log_names_no_coordinator_of_a_source_that_attribution_hides) {
  auto const coordinator = world.viewer("coordinator.fr");
  auto const unnamed =
      world.reply("officer1.fr", question, {}, tests::attributed(auth::Attribution::chatham)).public_id;
  hide(unnamed, "coordinator.fr");
  show(unnamed, "coordinator.fr");
  for (auto const* const who : {"moderator.ke", "unit.ipsg"}) {
    auto const log = topic_log(who);
    ASSERT_EQ(events(log), (Events{AuditEvent::post_shown, AuditEvent::post_hidden})) << who;
    for (auto const& act : log->items) {
      EXPECT_FALSE(act.by) << who;
      EXPECT_EQ(act.office, auth::Role::coordinator);
      EXPECT_EQ(act.post->object, unnamed);
    }
    EXPECT_TRUE(topic_log(who, {.moderator = coordinator.public_id})->items.empty()) << who;
  }
  auto const records = audited("moderator.ke");
  ASSERT_EQ(records.size(), 2U);
  for (auto const& record : records) {
    EXPECT_EQ(record.actor, (auth::AuditActor{{}, {}, auth::Role::coordinator}));
    EXPECT_TRUE(record.sources.empty());
  }
  EXPECT_TRUE(audited("moderator.ke", {.actor = coordinator.public_id}).empty());

  auto const named = world.reply("officer1.fr", question).public_id;
  hide(named, "coordinator.fr");
  show(named, "coordinator.fr");
  hide(unnamed);
  auto const found = topic_log("moderator.ke", {.moderator = coordinator.public_id});
  ASSERT_EQ(events(found), (Events{AuditEvent::post_shown, AuditEvent::post_hidden}));
  EXPECT_EQ(found->items[0].by->organisation->public_id, world.public_id("fr"));
  EXPECT_EQ(audited("moderator.ke", {.actor = coordinator.public_id}).size(), 2U);
  EXPECT_EQ(topic_log("moderator.ke")->items[0].by->user, world.viewer("moderator.ke").public_id)
      << "a moderator is of any country";
}

TEST_F(Moderation, log_of_a_topic_is_for_who_keeps_order_there) {
  EXPECT_EQ(code_of(topic_log("officer1.fr")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(topic_log("coordinator.fr")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(thread_log("officer1.br", question)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.read([&](storage::ReadTx& tx) {
              return load_topic_moderation(tx, world.viewer(tx, "officer1.br"), world.topic("narrow"), {},
                                           {});
            })),
            ErrorCode::not_found);
}

TEST_F(Moderation, log_of_a_thread_tells_its_source_the_office_and_not_the_person) {
  lock(question, true);
  for (auto const* const who : {"officer1.fr", "coordinator.fr"}) {
    auto const log = thread_log(who, question);
    ASSERT_EQ(log->items.size(), 1U);
    EXPECT_EQ(log->items[0].reason, "It goes in circles.");
    EXPECT_EQ(log->items[0].office, auth::Role::topic_moderator);
    EXPECT_FALSE(log->items[0].by);
    EXPECT_FALSE(log->items[0].undo);
  }
  EXPECT_EQ(code_of(thread_log("officer2.fr", question)), ErrorCode::not_permitted);
  EXPECT_TRUE(thread_log("moderator.ke", question)->items[0].by);
}

TEST_F(Moderation, log_offers_to_take_back_what_still_stands) {
  lock(question, true);
  EXPECT_EQ(topic_log("moderator.ke")->items[0].undo, Reversal::unlock);
  lock(question, false);
  auto log = topic_log("moderator.ke");
  EXPECT_EQ(log->items[0].undo, Reversal::lock);
  EXPECT_FALSE(log->items[1].undo) << "it was taken back already";
  auto edit = because("It belongs there.");
  edit.topic = world.topic("quiet");
  change("unit.ipsg", question, edit);
  auto const there = world.read([&](storage::ReadTx& tx) {
    return load_topic_moderation(tx, world.viewer(tx, "unit.ipsg"), world.topic("quiet"), {}, {}).value();
  });
  ASSERT_EQ(there.items.size(), 1U);
  EXPECT_EQ(there.items[0].undo, Reversal::move_back);
  EXPECT_EQ(there.items[0].from, world.topic("open"));
  EXPECT_FALSE(topic_log("moderator.ke")->items[0].undo) << "he keeps no order where it stands now";
}

TEST_F(Moderation, log_offers_to_open_what_was_closed_and_to_separate_what_was_merged) {
  auto const other = world.open("officer1.es", "open", "The same question").thread.public_id;
  auto const order = [&](auto act) {
    int const version = world.thread("moderator.ke", question).value().version;
    world.write([&](storage::WriteTx& tx) {
      act(tx, world.viewer(tx, "moderator.ke"), OrderAct{"Answered.", version}).value();
    });
  };
  order([&](storage::WriteTx& tx, auth::Viewer const& viewer, OrderAct const& act) {
    return close_thread(tx, viewer, question, act, "Article 16 is enough.");
  });
  EXPECT_EQ(topic_log("moderator.ke")->items[0].undo, Reversal::reopen);
  order([&](storage::WriteTx& tx, auth::Viewer const& viewer, OrderAct act) {
    act.approved_by = world.viewer(tx, "unit.ipsg").public_id;
    return merge_thread(tx, viewer, question, act, other);
  });
  auto const log = topic_log("moderator.ke");
  EXPECT_EQ(log->items[0].undo, Reversal::separate);
  EXPECT_FALSE(log->items[1].undo) << "while it is merged it takes no posts";
  auto const post = world.reply("officer1.br", other);
  hide(post.public_id);
  EXPECT_EQ(topic_log("moderator.ke")->items[0].undo, Reversal::unhide);
}

}  // namespace
}  // namespace forum
