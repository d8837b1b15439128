// What expires by the clock, and nobody acts: it is gone from the screens on which it stood.
#include <gtest/gtest.h>

#include "auth/organisations.hpp"
#include "tests/unit/live/live_world.hpp"

namespace server::live {
namespace {

using namespace std::chrono_literals;
using Types = std::vector<std::string>;

class LiveExpiry : public testing::Test {
 protected:
  forum::NewPost lasting(std::chrono::milliseconds time) {
    forum::NewPost post;
    post.body = "For a while.";
    post.html = forum::Html{"<p>For a while.</p>"};
    post.marking.expires_on = world.now() + time;
    return post;
  }
  base::PublicId open_for(std::chrono::milliseconds time,
                          std::vector<auth::OrganisationId> const& addressed = {}) {
    forum::NewThread asked;
    asked.topic = topic;
    asked.title = "A question";
    asked.post = lasting(time);
    if (!addressed.empty()) {
      auto& audience = asked.post.audience.emplace();
      audience.base = auth::AudienceBase::only;
      for (auto const one : addressed) audience.organisations.push_back(world.public_id(one));
    }
    base::PublicId id;
    world.write([&](storage::WriteTx& tx) {
      id = forum::create_thread(tx, world.viewer(tx, author), asked, {world.random, world.limits})
               .value()
               .thread.public_id;
    });
    return id;
  }
  base::PublicId reply_for(std::chrono::milliseconds time) {
    forum::NewReply reply;
    reply.thread = thread;
    reply.post = lasting(time);
    base::PublicId id;
    world.write([&](storage::WriteTx& tx) {
      id = forum::create_reply(tx, world.viewer(tx, author), reply, {world.random, world.limits})
               .value()
               .public_id;
    });
    return id;
  }

  LiveWorld world;
  auth::OrganisationId fr = world.add_bureau("FR");
  auth::OrganisationId ke = world.add_bureau("KE");
  auth::OrganisationId br = world.add_bureau("BR");
  Officer author = world.add_officer("officer1.fr", fr);
  Officer reader = world.add_officer("officer1.ke", ke);
  base::PublicId topic = world.add_topic({fr, ke, br});
  base::PublicId thread = world.open_thread(author, topic);
};

TEST_F(LiveExpiry, a_post_of_a_thread_on_screen_is_gone_once_it_has_expired) {
  auto const post = reply_for(10s);
  auto const client = world.connect_ready(reader);
  client->watch_threads({thread});
  world.look_again();
  EXPECT_EQ(client->types(), Types{"hello"});
  world.pass_time(11s);
  world.look_again();
  EXPECT_EQ(client->types(), (Types{"hello", "post.gone", "thread.changed"}));
  EXPECT_EQ(client->field_of("post.gone", "post_id"), base::to_string(post));
}

TEST_F(LiveExpiry, a_thread_is_gone_from_its_own_page_and_from_the_list_of_its_topic) {
  auto const passing = open_for(10s);
  auto const page = world.connect_ready(reader);
  page->watch_threads({passing});
  auto const list = world.connect_ready(reader);
  list->watch_topics({topic});
  auto const both = world.connect_ready(reader);
  both->watch({topic}, {passing});
  world.look_again();
  world.pass_time(11s);
  world.look_again();
  for (auto const& client : {page, list, both}) {
    EXPECT_EQ(client->types(), (Types{"hello", "thread.gone"}));
    EXPECT_EQ(client->field("thread_id"), base::to_string(passing));
  }
}

TEST_F(LiveExpiry, a_list_counts_anew_what_a_thread_has_lost) {
  reply_for(10s);
  auto const list = world.connect_ready(reader);
  list->watch_topics({topic});
  world.look_again();
  world.pass_time(11s);
  world.look_again();
  EXPECT_EQ(list->types(), (Types{"hello", "thread.changed"}));
}

TEST_F(LiveExpiry, is_heard_by_who_comes_back_after_it) {
  auto const post = reply_for(10s);
  auto const passing = open_for(10s);
  auto const cursor = world.cursor_now();
  world.pass_time(1min);
  auto const client = world.connect(reader, cursor);
  client->watch_threads({thread, passing});
  world.look_again();
  auto types = client->types();
  std::ranges::sort(types);
  EXPECT_EQ(types, (Types{"hello", "post.gone", "resumed", "thread.changed", "thread.gone"}));
  EXPECT_EQ(client->field_of("post.gone", "post_id"), base::to_string(post));
  EXPECT_EQ(client->field_of("thread.gone", "thread_id"), base::to_string(passing));
}

TEST_F(LiveExpiry, is_read_anew_by_who_was_away_for_days) {
  reply_for(10s);
  auto const cursor = world.cursor_now();
  world.pass_time(72h);
  auto const client = world.connect(world.add_officer("officer2.ke", ke), cursor);
  client->watch_threads({thread});
  world.look_again();
  EXPECT_EQ(client->count("reset"), 1u);
  EXPECT_EQ(client->count("post.gone"), 0u);
}

TEST_F(LiveExpiry, is_heard_of_what_expired_between_a_page_and_its_being_named) {
  auto const passing = open_for(10s);
  auto const client = world.connect_ready(reader);
  client->watch_threads({thread});
  world.look_again();
  world.pass_time(11s);
  world.look_again();
  client->watch_threads({thread, passing});
  world.look_again();
  EXPECT_EQ(client->types(), (Types{"hello", "thread.gone"}));
}

TEST_F(LiveExpiry, is_silent_to_who_could_not_read_it_and_where_it_is_not_on_screen) {
  open_for(10s, {fr, br});
  auto const client = world.connect_ready(reader);
  client->watch_topics({topic});
  world.look_again();
  open_for(10s);
  auto const elsewhere = world.connect_ready(reader);
  elsewhere->watch_threads({thread});
  EXPECT_TRUE(world.run_until([&] { return client->count("thread.created") == 1; }));
  world.pass_time(11s);
  EXPECT_TRUE(world.run_until([&] { return client->count("thread.gone") == 1; }));
  world.look_again();
  EXPECT_EQ(client->count("thread.gone"), 1u);
  EXPECT_EQ(elsewhere->types(), Types{"hello"});
}

// Of a post of somebody else's in a thread of his.
TEST_F(LiveExpiry, says_nothing_to_who_was_let_in_only_after_it) {
  auto const writer = world.add_officer("officer1.br", br);
  auto const open_to_all = world.open_thread(writer, topic);
  auto const deny = [&](std::vector<auth::OrganisationId> const& denied) {
    world.write([&](storage::WriteTx& tx) {
      auth::set_deny_list(tx, fr, denied);
      auth::bump_policy_epoch(tx);
    });
  };
  deny({ke});
  thread = open_to_all;
  auto const post = reply_for(10s);
  auto const denied = world.connect_ready(reader);
  denied->watch_threads({open_to_all});
  auto const other = world.connect_ready(writer);
  other->watch_threads({open_to_all});
  world.look_again();
  world.pass_time(11s);
  deny({});
  world.look_again();
  world.look_again();
  EXPECT_EQ(denied->types(), Types{"hello"});
  EXPECT_EQ(other->field_of("post.gone", "post_id"), base::to_string(post));
}

}  // namespace
}  // namespace server::live
