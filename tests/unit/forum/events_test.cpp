#include "forum/events.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "forum/subscriptions.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using tests::Ask;
using tests::ForumWorld;

struct Events : testing::Test {
  std::vector<std::shared_ptr<Event const>> after(EventId id = EventId{0}) {
    return world.read([&](storage::ReadTx& tx) {
      FactSets sets;
      return load_events(tx, id, 1000, sets);
    });
  }
  std::shared_ptr<Event const> last() { return after().back(); }
  Delivery heard(std::string_view who, Event const& event) {
    return decide_delivery(world.viewer(who), event);
  }

  ForumWorld world;
};

TEST_F(Events, tell_of_a_new_thread_and_of_an_answer_once_each) {
  auto const opened = world.open("officer1.fr", "open", "T");
  auto const reply = world.reply("officer1.ke", opened.thread.public_id);
  auto const events = after();
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0]->object, EventObject::thread);
  EXPECT_EQ(events[0]->change, EventChange::created);
  EXPECT_EQ(events[0]->thread_public_id, opened.thread.public_id);
  EXPECT_EQ(events[0]->post_public_id, opened.post.public_id);
  EXPECT_EQ(events[0]->topic_public_id, world.topic("open"));
  EXPECT_EQ(events[0]->actor, world.user("officer1.fr"));
  EXPECT_EQ(events[1]->object, EventObject::post);
  EXPECT_EQ(events[1]->post_public_id, reply.public_id);
  EXPECT_EQ(events[1]->now.size(), 3U);
  EXPECT_LT(events[0]->id, events[1]->id);
  EXPECT_EQ(after(events[0]->id).size(), 1U);
  auto const [first, last] =
      world.read([](storage::ReadTx& tx) { return std::pair(first_event(tx), last_event(tx)); });
  EXPECT_EQ(first, events[0]->id);
  EXPECT_EQ(last, events[1]->id);
}

TEST_F(Events, are_silence_for_who_may_not_read) {
  Ask secret;
  secret.audience = world.only({"fr", "ke"});
  world.open("officer1.fr", "open", "T", secret);
  EXPECT_EQ(heard("officer1.ke", *last()), Delivery::created);
  EXPECT_EQ(heard("officer1.br", *last()), Delivery::silence);
}

TEST_F(Events, tell_who_lost_a_narrowed_thread_that_it_is_gone_and_others_that_it_changed) {
  Ask three;
  three.audience = world.only({"fr", "ke", "br"});
  auto const thread = world.open("officer1.fr", "open", "T", three).thread;
  ThreadEdit edit;
  edit.version = 1;
  edit.audience = world.only({"fr", "br"});
  ASSERT_TRUE(world.edit_thread("officer1.fr", thread.public_id, edit));
  EXPECT_EQ(heard("officer1.ke", *last()), Delivery::gone);
  EXPECT_EQ(heard("officer1.br", *last()), Delivery::changed);
  EXPECT_EQ(heard("officer1.eg", *last()), Delivery::silence);
  // What was said before is unsaid for him, too.
  EXPECT_EQ(heard("officer1.ke", *after().front()), Delivery::silence);
}

TEST_F(Events, tell_of_a_move_by_the_topic_of_before) {
  auto const thread = world.open("officer1.fr", "open", "T").thread;
  ThreadEdit edit;
  edit.version = 1;
  edit.topic = world.topic("narrow");
  edit.approved_by = world.viewer("unit.ipsg").public_id;
  ASSERT_TRUE(world.edit_thread("moderator.ke", thread.public_id, edit));
  EXPECT_EQ(last()->topic_before, world.topic_key("open"));
  EXPECT_EQ(last()->topic, world.topic_key("narrow"));
  EXPECT_EQ(heard("officer1.br", *last()), Delivery::gone);
  EXPECT_EQ(heard("officer1.ke", *last()), Delivery::changed);
}

TEST_F(Events, tell_that_a_withdrawn_post_is_gone) {
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  auto const reply = world.reply("officer1.ke", thread).public_id;
  ASSERT_TRUE(world.withdraw("officer1.ke", reply));
  EXPECT_EQ(last()->object, EventObject::post);
  EXPECT_EQ(heard("officer1.fr", *last()), Delivery::gone);
  auto const alone = world.open("officer1.fr", "open", "U");
  ASSERT_TRUE(world.withdraw("officer1.fr", alone.post.public_id));
  EXPECT_EQ(last()->object, EventObject::thread);
  EXPECT_EQ(heard("officer1.ke", *last()), Delivery::gone);
}

TEST_F(Events, keep_still_about_what_awaits_release_until_it_is_released) {
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  auto const before = after().size();
  auto const post =
      world.reply("officer1.ke", thread, std::nullopt, tests::at_level(auth::Level::restricted)).public_id;
  EXPECT_EQ(last()->noticed_users, std::vector{world.user("coordinator.ke").value});
  ASSERT_TRUE(world.edit("officer1.ke", post, 1, "More."));
  ASSERT_TRUE(world.send_back("coordinator.ke", post));
  EXPECT_EQ(last()->noticed_users, std::vector{world.user("officer1.ke").value});
  ASSERT_TRUE(world.submit("officer1.ke", post));
  auto const waiting = after();
  EXPECT_EQ(waiting.size(), before + 4);
  for (std::size_t i = before; i < waiting.size(); ++i) {
    EXPECT_EQ(heard("officer1.fr", *waiting[i]), Delivery::silence);
    EXPECT_EQ(heard("officer2.ke", *waiting[i]), Delivery::silence);
    EXPECT_EQ(heard("coordinator.ke", *waiting[i]), Delivery::changed);
  }
  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_EQ(after().size(), waiting.size() + 1);
  EXPECT_EQ(last()->change, EventChange::created);
  EXPECT_EQ(heard("officer1.fr", *last()), Delivery::created);
  auto const released = after();
  for (std::size_t i = before; i + 1 < released.size(); ++i) {
    EXPECT_EQ(heard("officer1.fr", *released[i]), Delivery::silence)
        << "who comes late hears of no past of it";
    EXPECT_EQ(heard("coordinator.ke", *released[i]), Delivery::changed);
  }
  ASSERT_TRUE(world.undo_release("coordinator.ke", post));
  EXPECT_EQ(heard("officer1.fr", *last()), Delivery::gone);
  EXPECT_EQ(heard("officer1.ke", *last()), Delivery::changed);
}

TEST_F(Events, name_who_follows_everything) {
  world.write([&](storage::WriteTx& tx) {
    subscribe_topic(tx, world.viewer(tx, "officer1.es"), world.topic("open"), Subscriber::me,
                    SubscriptionLevel::mentions)
        .value();
    subscribe_topic(tx, world.viewer(tx, "officer1.br"), world.topic("open"), Subscriber::me,
                    SubscriptionLevel::all)
        .value();
    subscribe_topic(tx, world.viewer(tx, "coordinator.ke"), world.topic("open"), Subscriber::bureau,
                    SubscriptionLevel::all)
        .value();
  });
  world.open("officer1.fr", "open", "T");
  auto users = std::vector{world.user("officer1.br").value, world.user("officer1.fr").value};
  std::ranges::sort(users);
  EXPECT_EQ(last()->following_users, users);
  EXPECT_EQ(last()->following_bureaus, std::vector{world.organisation("ke").value});
  EXPECT_TRUE(last()->is_news);
}

TEST_F(Events, give_keys_only_of_what_may_be_watched) {
  Ask secret;
  secret.audience = world.only({"fr", "ke"});
  auto const thread = world.open("officer1.fr", "open", "T", secret).thread.public_id;
  auto const threads = [&](std::string_view who) {
    return world.read([&](storage::ReadTx& tx) {
      return find_watched_threads(tx, world.viewer(tx, who), {thread}).size();
    });
  };
  auto const topics = [&](std::string_view who) {
    return world.read([&](storage::ReadTx& tx) {
      return find_watched_topics(tx, world.viewer(tx, who), {world.topic("narrow"), world.topic("open")})
          .size();
    });
  };
  EXPECT_EQ(threads("officer1.ke"), 1U);
  EXPECT_EQ(threads("officer1.br"), 0U);
  EXPECT_EQ(topics("officer1.ke"), 2U);
  EXPECT_EQ(topics("officer1.br"), 1U);
}

TEST_F(Events, tell_that_a_thread_is_gone_whose_release_was_taken_back) {
  auto const opened = world.open("officer1.ke", "open", "T", tests::at_level(auth::Level::restricted));
  ASSERT_TRUE(world.release("coordinator.ke", opened.post.public_id));
  EXPECT_EQ(heard("officer1.fr", *last()), Delivery::created);
  ASSERT_TRUE(world.undo_release("coordinator.ke", opened.post.public_id));
  EXPECT_EQ(heard("officer1.fr", *last()), Delivery::gone);
  EXPECT_EQ(heard("officer1.ke", *last()), Delivery::changed);
}

}  // namespace
}  // namespace forum
