// Coming back with a cursor: nothing missed and nothing twice, or a reset.
#include <gtest/gtest.h>

#include "tests/unit/live/live_world.hpp"

namespace server::live {
namespace {

using namespace std::chrono_literals;
using Types = std::vector<std::string>;

forum::Limits limits_of(int replayed_events) {
  forum::Limits limits;
  limits.replayed_events = replayed_events;
  return limits;
}

struct Setting {
  explicit Setting(LiveSettings settings = LiveWorld::quick(), forum::Limits limits = {})
      : world(settings, limits) {}

  LiveWorld world;
  auth::OrganisationId fr = world.add_bureau("FR");
  auth::OrganisationId ke = world.add_bureau("KE");
  Officer author = world.add_officer("officer1.fr", fr);
  Officer reader = world.add_officer("officer1.ke", ke);
  base::PublicId topic = world.add_topic({fr, ke});
  base::PublicId thread = world.open_thread(author, topic);
};

std::vector<std::string> posts_of(TestClient const& client) {
  std::vector<std::string> posts;
  for (auto const& frame : client.frames) {
    if (frame.find(R"("type":"post.created")") == std::string::npos) continue;
    posts.push_back(frame.substr(frame.find(R"("post_id":")") + 11, base::PublicId::kTextSize));
  }
  return posts;
}

class LiveResume : public testing::Test, protected Setting {
 protected:
  std::vector<std::string> reply_times(int count) { return world.reply_times(count, author, thread); }
};

TEST_F(LiveResume, with_nothing_missed_says_so) {
  world.settle();
  auto const client = world.connect(reader, world.cursor_now());
  ASSERT_TRUE(world.run_until([&] { return client->frames.size() >= 2; }));
  EXPECT_EQ(client->types(), (Types{"hello", "resumed"}));
}

TEST_F(LiveResume, tells_what_was_missed_in_order_from_memory) {
  auto const first = world.connect_ready(reader);
  first->leave();
  auto const posts = reply_times(20);
  world.settle();
  auto const client = world.connect(reader, first->cursor());
  ASSERT_TRUE(world.run_until([&] { return client->count("resumed") == 1; }));
  EXPECT_EQ(posts_of(*client), posts);
  EXPECT_EQ(client->types().back(), "resumed");
  EXPECT_EQ(world.hub->counters().replays.load(), 0u);
}

TEST_F(LiveResume, tells_what_was_missed_in_order_from_the_database_after_a_restart) {
  auto const first = world.connect_ready(reader);
  std::string const cursor = first->cursor();
  auto const posts = reply_times(600);
  world.restart();
  auto const client = world.connect(reader, cursor);
  ASSERT_TRUE(world.run_until([&] { return client->count("resumed") == 1; }));
  EXPECT_EQ(posts_of(*client), posts);
  EXPECT_EQ(world.hub->counters().replays.load(), 1u);
}

TEST_F(LiveResume, says_hello_with_the_clients_own_place_so_that_being_cut_off_loses_nothing) {
  auto const cursor = world.cursor_now();
  auto const posts = reply_times(3);
  world.settle();
  auto const cut = world.connect(reader, cursor);
  ASSERT_EQ(cut->types(), Types{"hello"});
  cut->leave();
  auto const client = world.connect(reader, cut->cursor());
  ASSERT_TRUE(world.run_until([&] { return client->count("resumed") == 1; }));
  EXPECT_EQ(posts_of(*client), posts);
}

TEST_F(LiveResume, tells_all_that_was_there_when_the_client_came_back_before_it_says_resumed) {
  auto const client = world.connect_ready(reader);
  for (int round = 0; round < 20; ++round) {
    auto const post = world.reply(author, thread);
    auto const again = world.connect(reader, client->cursor());  // the hub had no turn since
    ASSERT_TRUE(world.run_until([&] { return again->count("resumed") == 1; }));
    EXPECT_EQ(again->types().back(), "resumed");
    EXPECT_EQ(posts_of(*again).back(), base::to_string(post));
  }
}

TEST_F(LiveResume, does_not_lose_the_post_where_only_its_notification_arrived) {
  world.follow_thread(reader, thread);
  auto const first = world.connect_ready(reader);
  auto const post = world.reply(author, thread);
  ASSERT_TRUE(world.run_until([&] { return first->frames.size() == 3; }));
  first->frames.resize(2);  // hello, notification
  auto const client = world.connect(reader, first->cursor());
  ASSERT_TRUE(world.run_until([&] { return client->count("resumed") == 1; }));
  EXPECT_EQ(client->types(), (Types{"hello", "notification", "post.created", "resumed"}));
  EXPECT_EQ(posts_of(*client), std::vector{base::to_string(post)});
}

TEST_F(LiveResume, goes_on_from_a_page_that_is_newer_than_what_the_hub_has_read) {
  auto const before = reply_times(2);
  auto const client = world.connect(reader, world.cursor_now());  // the hub had no turn yet
  client->watch_threads({thread});
  ASSERT_TRUE(world.run_until([&] { return client->count("resumed") == 1; }));
  world.settle();
  EXPECT_TRUE(posts_of(*client).empty());
  auto const after = reply_times(2);
  ASSERT_TRUE(world.run_until([&] { return posts_of(*client).size() == 2; }));
  EXPECT_EQ(posts_of(*client), after);
}

TEST_F(LiveResume, tells_of_everything_readable_until_the_screen_is_known) {
  world.settle();
  auto const client = world.connect(reader, world.cursor_now());
  ASSERT_TRUE(world.run_until([&] { return client->count("resumed") == 1; }));
  auto const posts = reply_times(1);  // between `resumed` and the watch
  ASSERT_TRUE(world.run_until([&] { return posts_of(*client) == posts; }));
  client->watch({}, {});
  world.settle();
  reply_times(1);
  world.settle();
  EXPECT_EQ(posts_of(*client), posts);
}

TEST_F(LiveResume, hears_only_its_interests_where_the_screen_stays_unknown) {
  LiveSettings settings = LiveWorld::quick();
  settings.first_watch_within = 0ms;
  Setting other(settings);
  other.world.settle();
  auto const client = other.world.connect(other.reader, other.world.cursor_now());
  ASSERT_TRUE(other.world.run_until([&] { return client->count("resumed") == 1; }));
  other.world.reply(other.author, other.thread);
  other.world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "resumed"}));
}

TEST_F(LiveResume, tells_of_what_was_lost_meanwhile_as_gone_once) {
  auto const first = world.connect_ready(reader);
  first->leave();
  reply_times(3);
  world.narrow(author, thread, {fr});
  reply_times(3);
  for (int round = 0; round < 2; ++round) {
    auto const client = world.connect(reader, first->cursor());
    client->watch_threads({thread});
    ASSERT_TRUE(world.run_until([&] { return client->count("resumed") == 1; }));
    world.settle();
    EXPECT_EQ(client->types(), (Types{"hello", "thread.gone", "resumed"})) << round;
    world.restart();
  }
}

TEST_F(LiveResume, tells_nothing_of_what_was_never_to_be_seen) {
  auto const first = world.connect_ready(reader);
  first->leave();
  auto const hidden = world.open_thread(author, topic, {fr});
  world.reply(author, hidden);
  auto const client = world.connect(reader, first->cursor());
  ASSERT_TRUE(world.run_until([&] { return client->count("resumed") == 1; }));
  EXPECT_EQ(client->types(), (Types{"hello", "resumed"}));
}

TEST_F(LiveResume, judges_the_past_by_the_rights_of_now) {
  auto const first = world.connect_ready(reader);
  first->leave();
  reply_times(3);
  world.settle();  // the answers are in memory, judged readable
  world.write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, fr, {ke}); });
  world.settle();
  auto const client = world.connect(reader, first->cursor());
  ASSERT_TRUE(world.run_until([&] { return client->count("resumed") == 1; }));
  EXPECT_EQ(client->types(), (Types{"hello", "resumed"}));
}

TEST_F(LiveResume, resets_for_a_cursor_that_is_none_of_ours) {
  base::SeededRandom random(99);
  base::Sealer::Key key{};
  CursorSealer const foreign(key, random);
  for (std::string const& cursor :
       {std::string(), std::string("nonsense"), std::string(100'000, 'x'), foreign.seal(forum::EventId{1})}) {
    world.settle();
    auto const client = world.connect(reader, cursor);
    ASSERT_TRUE(world.run_until([&] { return client->frames.size() >= 2; }));
    world.settle();
    EXPECT_EQ(client->types(), (Types{"hello", "reset"}));
    auto const post = world.reply(author, thread);
    auto const again = world.connect(reader, client->cursor());
    ASSERT_TRUE(world.run_until([&] { return again->count("resumed") == 1; }));
    EXPECT_EQ(posts_of(*again), std::vector{base::to_string(post)});
  }
}

TEST_F(LiveResume, resets_for_a_place_that_the_database_has_not_reached) {
  world.settle();
  auto const client = world.connect(reader, world.cursors->seal(forum::EventId{1'000'000}));
  ASSERT_TRUE(world.run_until([&] { return client->count("reset") == 1; }));
  auto const post = world.reply(author, thread);
  world.settle();
  client->watch_threads({thread});
  world.settle();
  world.reply(author, thread);
  ASSERT_TRUE(world.run_until([&] { return client->count("post.created") == 1; }));
  EXPECT_NE(client->field("post_id"), base::to_string(post));
}

TEST_F(LiveResume, resets_where_too_much_was_missed) {
  Setting other(LiveWorld::quick(), limits_of(10));
  auto const cursor = other.world.cursor_now();
  other.world.reply_times(11, other.author, other.thread);
  other.world.restart();
  auto const client = other.world.connect(other.reader, cursor);
  ASSERT_TRUE(other.world.run_until([&] { return client->frames.size() >= 2; }));
  other.world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "reset"}));
  EXPECT_EQ(other.world.hub->counters().resets.load(), 1u);
}

TEST_F(LiveResume, replays_exactly_as_much_as_the_limit) {
  Setting other(LiveWorld::quick(), limits_of(10));
  auto const cursor = other.world.cursor_now();
  other.world.reply_times(10, other.author, other.thread);
  other.world.restart();
  auto const client = other.world.connect(other.reader, cursor);
  ASSERT_TRUE(other.world.run_until([&] { return client->count("resumed") == 1; }));
  EXPECT_EQ(posts_of(*client).size(), 10u);
}

TEST_F(LiveResume, keeps_a_long_past_within_the_room_of_the_stream) {
  LiveSettings settings = LiveWorld::quick();
  settings.replayed_frames_at_once = 50;
  Setting other(settings);
  for (bool const is_in_memory : {true, false}) {
    auto const cursor = other.world.cursor_now();
    other.world.reply_times(300, other.author, other.thread);
    other.world.settle();
    if (!is_in_memory) other.world.restart();
    auto const client = other.world.connect(other.reader, cursor);
    client->counts_waiting = true;
    std::size_t most = 0;
    ASSERT_TRUE(other.world.run_until([&] {
      most = std::max(most, client->waiting);
      client->waiting = 0;
      return client->count("resumed") == 1;
    }));
    EXPECT_EQ(posts_of(*client).size(), 300u);
    EXPECT_LE(most, 52u);
  }
}

TEST_F(LiveResume, gives_up_a_peer_that_takes_nothing_of_its_past) {
  LiveSettings settings = LiveWorld::quick();
  settings.replayed_frames_at_once = 50;
  settings.replay_stall_limit = 100ms;
  Setting other(settings);
  auto const cursor = other.world.cursor_now();
  other.world.reply_times(200, other.author, other.thread);
  auto const client = other.world.connect(other.reader, cursor);
  client->counts_waiting = true;
  ASSERT_TRUE(other.world.run_until([&] { return client->close_code == net::kTryAgainLater; }));
  EXPECT_LE(client->frames.size(), 52u);
}

TEST_F(LiveResume, drops_the_rest_of_a_past_when_the_rights_move) {
  LiveSettings settings = LiveWorld::quick();
  settings.replayed_frames_at_once = 50;
  Setting other(settings);
  auto const cursor = other.world.cursor_now();
  other.world.reply_times(200, other.author, other.thread);
  other.world.restart();
  auto const client = other.world.connect(other.reader, cursor);
  client->counts_waiting = true;
  ASSERT_TRUE(other.world.run_until([&] { return client->waiting >= 50; }));
  other.world.write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, other.fr, {other.ke}); });
  other.world.settle();
  client->waiting = 0;
  client->counts_waiting = false;
  ASSERT_TRUE(other.world.run_until([&] { return client->count("resumed") == 1; }));
  EXPECT_LE(posts_of(*client).size(), 50u);
}

TEST_F(LiveResume, tells_a_small_ring_and_the_database_apart_without_loss) {
  LiveSettings settings = LiveWorld::quick();
  settings.ring_events = 8;
  Setting other(settings);
  for (int missed = 0; missed < 20; ++missed) {
    other.world.settle();
    auto const cursor = other.world.cursor_now();
    auto const posts = other.world.reply_times(missed, other.author, other.thread);
    other.world.settle();
    auto const client = other.world.connect(other.reader, cursor);
    ASSERT_TRUE(other.world.run_until([&] { return client->count("resumed") == 1; }));
    EXPECT_EQ(posts_of(*client), posts);
    client->leave();
  }
}

}  // namespace
}  // namespace server::live
