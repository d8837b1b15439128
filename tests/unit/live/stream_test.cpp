// What an open stream hears, and what a client may say.
#include <gtest/gtest.h>

#include "tests/unit/live/live_world.hpp"

namespace server::live {
namespace {

using namespace std::chrono_literals;
using Types = std::vector<std::string>;

class LiveStream : public testing::Test {
 protected:
  LiveWorld world;
  auth::OrganisationId fr = world.add_bureau("FR");
  auth::OrganisationId ke = world.add_bureau("KE");
  auth::OrganisationId br = world.add_bureau("BR");
  Officer author = world.add_officer("officer1.fr", fr);
  Officer reader = world.add_officer("officer1.ke", ke);
  Officer desk = world.add_officer("coordinator.ke", ke, auth::Role::coordinator);
  Officer outsider = world.add_officer("officer1.br", br);
  base::PublicId topic = world.add_topic({fr, ke, br});
};

TEST_F(LiveStream, begins_with_hello_and_a_cursor) {
  auto const client = world.connect_ready(reader);
  ASSERT_EQ(client->types(), Types{"hello"});
  EXPECT_TRUE(world.cursors->open(client->cursor()));
}

TEST_F(LiveStream, tells_a_follower_of_an_answer_as_news_and_as_a_post) {
  auto const thread = world.open_thread(author, topic);
  world.follow_thread(reader, thread);
  auto const client = world.connect_ready(reader);
  auto const post = world.reply(author, thread);
  ASSERT_TRUE(world.run_until([&] { return client->frames.size() >= 3; }));
  EXPECT_EQ(client->types(), (Types{"hello", "notification", "post.created"}));
  for (std::string const type : {"notification", "post.created"}) {
    EXPECT_EQ(client->field_of(type, "post_id"), base::to_string(post));
    EXPECT_EQ(client->field_of(type, "thread_id"), base::to_string(thread));
    EXPECT_EQ(client->field_of(type, "topic_id"), base::to_string(topic));
  }
}

TEST_F(LiveStream, tells_a_bureaus_officer_of_what_the_desk_follows) {
  auto const thread = world.open_thread(author, topic);
  world.follow_thread(desk, thread, forum::Subscriber::bureau);
  auto const client = world.connect_ready(reader);
  world.reply(author, thread);
  EXPECT_TRUE(world.run_until([&] { return client->count("post.created") == 1; }));
  EXPECT_EQ(client->count("notification"), 1u);
}

TEST_F(LiveStream, does_not_notify_whoever_wrote_it) {
  auto const thread = world.open_thread(author, topic);
  auto const client = world.connect_ready(author);
  world.reply(author, thread);
  ASSERT_TRUE(world.run_until([&] { return client->count("post.created") == 1; }));
  world.settle();
  EXPECT_EQ(client->count("notification"), 0u);
}

TEST_F(LiveStream, is_silent_about_what_is_neither_followed_nor_on_screen) {
  auto const thread = world.open_thread(author, topic);
  auto const client = world.connect_ready(reader);
  world.reply(author, thread);
  world.settle();
  EXPECT_EQ(client->types(), Types{"hello"});
}

TEST_F(LiveStream, tells_of_a_thread_on_screen) {
  auto const thread = world.open_thread(author, topic);
  auto const other = world.open_thread(author, topic);
  auto const client = world.connect_ready(reader);
  client->watch_threads({thread});
  world.settle();
  world.reply(author, other);
  auto const post = world.reply(author, thread);
  ASSERT_TRUE(world.run_until([&] { return client->count("post.created") == 1; }));
  world.settle();
  EXPECT_EQ(client->count("post.created"), 1u);
  EXPECT_EQ(client->field("post_id"), base::to_string(post));
  EXPECT_EQ(client->count("notification"), 0u);
}

TEST_F(LiveStream, tells_of_new_threads_and_posts_of_a_topic_on_screen) {
  auto const client = world.connect_ready(reader);
  client->watch_topics({topic});
  world.settle();
  auto const thread = world.open_thread(author, topic);
  ASSERT_TRUE(world.run_until([&] { return client->count("thread.created") == 1; }));
  EXPECT_EQ(client->field_of("thread.created", "thread_id"), base::to_string(thread));
  world.reply(author, thread);
  ASSERT_TRUE(world.run_until([&] { return client->field("type") == "post.created"; }));
}

TEST_F(LiveStream, hears_only_of_the_last_watch_set) {
  auto const first = world.open_thread(author, topic);
  auto const second = world.open_thread(author, topic);
  auto const client = world.connect_ready(reader);
  client->watch_threads({first});
  world.settle();
  client->watch_threads({second});
  world.settle();
  world.reply(author, first);
  world.reply(author, second);
  ASSERT_TRUE(world.run_until([&] { return client->count("post.created") == 1; }));
  world.settle();
  EXPECT_EQ(client->count("post.created"), 1u);
  EXPECT_EQ(client->field("thread_id"), base::to_string(second));
}

TEST_F(LiveStream, is_silent_about_what_cannot_be_read_watched_or_not) {
  auto const client = world.connect_ready(outsider);
  client->watch_topics({topic});
  world.settle();
  auto const thread = world.open_thread(author, topic, {fr, ke});
  client->watch({topic}, {thread, base::make_public_id(world.random)});
  world.settle();
  world.reply(reader, thread);
  world.settle();
  EXPECT_EQ(client->types(), Types{"hello"});
  EXPECT_FALSE(client->close_code);
}

TEST_F(LiveStream, tells_every_stream_in_the_order_of_the_changes) {
  auto const thread = world.open_thread(author, topic);
  auto const client = world.connect_ready(reader);
  client->watch_threads({thread});
  world.settle();
  auto posts = world.reply_times(150, author, thread);
  for (int i = 0; i < 10; ++i) posts.push_back(base::to_string(world.reply(author, thread)));
  ASSERT_TRUE(world.run_until([&] { return client->count("post.created") >= posts.size(); }));
  std::int64_t before = 0;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    std::string const& frame = client->frames[i + 1];
    EXPECT_NE(frame.find(posts[i]), std::string::npos) << i;
    auto const place = world.cursors->open(frame.substr(11, 64));
    ASSERT_TRUE(place);
    EXPECT_GT(place->value, before);
    before = place->value;
  }
}

TEST_F(LiveStream, tells_of_a_withdrawn_post_as_gone) {
  auto const thread = world.open_thread(author, topic);
  world.reply(reader, thread);
  auto const post = world.reply(author, thread);
  auto const client = world.connect_ready(reader);
  world.withdraw(author, post);
  ASSERT_TRUE(world.run_until([&] { return client->count("post.gone") == 1; }));
  EXPECT_EQ(client->field("post_id"), base::to_string(post));
}

TEST_F(LiveStream, is_closed_for_a_frame_that_does_not_fit) {
  for (std::string const text :
       {"", "hello", "{}", R"({"type":"watch","all":true})", R"({"type":"publish"})"}) {
    auto const client = world.connect_ready(reader);
    client->say(text);
    EXPECT_EQ(client->close_code, 4400) << text;
  }
}

TEST_F(LiveStream, is_closed_for_too_many_frames) {
  auto const client = world.connect_ready(reader);
  for (std::size_t i = 0; i < world.settings.frames_per_window; ++i) client->watch({}, {});
  EXPECT_FALSE(client->close_code);
  client->watch({}, {});
  EXPECT_EQ(client->close_code, net::kPolicyViolation);
}

TEST_F(LiveStream, says_no_more_after_its_close) {
  auto const thread = world.open_thread(author, topic);
  auto const client = world.connect_ready(author);
  client->say("nonsense");
  world.reply(reader, thread);
  world.settle();
  EXPECT_EQ(client->types(), Types{"hello"});
}

TEST_F(LiveStream, leaves_the_others_alone_when_one_ends) {
  auto const thread = world.open_thread(author, topic);
  auto const first = world.connect_ready(author);
  auto const second = world.connect_ready(author);
  auto const third = world.connect_ready(author);
  first->leave();
  world.reply(reader, thread);
  EXPECT_TRUE(
      world.run_until([&] { return second->count("post.created") + third->count("post.created") == 2; }));
  EXPECT_EQ(first->count("post.created"), 0u);
  EXPECT_EQ(world.hub->counters().streams_open.load(), 2u);
}

TEST_F(LiveStream, hears_of_a_commit_at_once_without_waiting_for_the_poll) {
  LiveSettings settings = LiveWorld::quick();
  settings.poll_every = 60s;
  LiveWorld slow(settings);
  auto const bureau = slow.add_bureau("FR");
  auto const officer = slow.add_officer("officer1.fr", bureau);
  auto const where = slow.add_topic({bureau});
  auto const thread = slow.open_thread(officer, where);
  auto const client = slow.connect_ready(officer);
  slow.reply(officer, thread);
  auto const begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(slow.run_until([&] { return client->count("post.created") == 1; }));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, settings.poll_every / 2);
}

}  // namespace
}  // namespace server::live
