// Rights at delivery: what is lost is gone, once; what could never be seen is silence; who may no longer
// listen is sent away.
#include <set>

#include <gtest/gtest.h>

#include "auth/release_policy_sql.hpp"
#include "tests/unit/live/live_world.hpp"

namespace server::live {
namespace {

using namespace std::chrono_literals;
using Types = std::vector<std::string>;

class LiveRights : public testing::Test {
 protected:
  LiveWorld world;
  auth::OrganisationId fr = world.add_bureau("FR");
  auth::OrganisationId ke = world.add_bureau("KE");
  auth::OrganisationId br = world.add_bureau("BR");
  Officer author = world.add_officer("officer1.fr", fr);
  Officer reader = world.add_officer("officer1.ke", ke);
  Officer other = world.add_officer("officer1.br", br);
  base::PublicId topic = world.add_topic({fr, ke, br});
  base::PublicId thread = world.open_thread(author, topic);
};

TEST_F(LiveRights, a_narrowed_thread_is_gone_once_for_whoever_watched_it) {
  auto const client = world.connect_ready(reader);
  client->watch({topic}, {thread});
  world.settle();
  world.narrow(author, thread, {fr, br});
  ASSERT_TRUE(world.run_until([&] { return client->count("thread.gone") == 1; }));
  world.reply(author, thread);
  world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "thread.gone"}));
  EXPECT_EQ(client->field("thread_id"), base::to_string(thread));
}

TEST_F(LiveRights, a_narrowed_thread_is_gone_once_for_whoever_followed_it) {
  world.follow_thread(reader, thread);
  auto const client = world.connect_ready(reader);
  client->watch_threads({thread});
  world.settle();
  world.narrow(author, thread, {fr, br});
  ASSERT_TRUE(world.run_until([&] { return client->count("thread.gone") == 1; }));
  world.reply(author, thread);
  world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "thread.gone"}));
}

TEST_F(LiveRights, a_narrowed_thread_stays_for_those_who_still_read_it) {
  auto const client = world.connect_ready(other);
  client->watch_threads({thread});
  world.settle();
  world.narrow(author, thread, {fr, br});
  ASSERT_TRUE(world.run_until([&] { return client->count("thread.changed") == 1; }));
  world.settle();
  EXPECT_EQ(client->count("thread.gone"), 0u);
}

TEST_F(LiveRights, a_thread_is_gone_where_the_viewers_own_rights_shrink) {
  auto const client = world.connect_ready(reader);
  client->watch({topic}, {thread});
  world.settle();
  world.write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, fr, {ke}); });
  ASSERT_TRUE(world.run_until([&] { return client->count("thread.gone") == 1; }));
  world.reply(author, thread);
  world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "thread.gone"}));
}

TEST_F(LiveRights, a_screen_that_loses_too_much_to_a_denial_is_read_again) {
  auto const long_thread = world.open_thread(other, topic);
  world.reply_times(220, author, long_thread);
  auto const client = world.connect_ready(reader);
  client->watch_threads({long_thread});
  world.settle();
  world.write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, fr, {ke}); });
  ASSERT_TRUE(world.run_until([&] { return client->count("reset") == 1; }));
  world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "reset"}));
}

TEST_F(LiveRights, a_screen_is_read_again_by_who_no_longer_releases_what_waits_on_it) {
  auto const name = [&](std::optional<auth::UserId> substitute) {
    world.write([&](storage::WriteTx& tx) {
      auth::Viewer coordinator;
      coordinator.user = author.user;
      coordinator.coordinated = ke;
      auth::store_policy(tx, coordinator, {auth::ReleaseRule::always, 24, {}, 1}, substitute);
      auth::bump_policy_epoch(tx);
    });
  };
  name(reader.user);
  auto const client = world.connect_ready(reader);
  client->watch_threads({thread});
  world.settle();
  name(std::nullopt);
  ASSERT_TRUE(world.run_until([&] { return client->count("reset") == 1; }));
  world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "reset"}));
}

TEST_F(LiveRights, a_followed_thread_is_silent_once_the_source_denies_the_viewer) {
  world.follow_thread(reader, thread);
  auto const client = world.connect_ready(reader);
  world.write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, fr, {ke}); });
  world.reply(author, thread);
  world.settle();
  EXPECT_EQ(client->types(), Types{"hello"});
}

TEST_F(LiveRights, no_event_is_told_by_the_rights_of_the_moment_before) {
  world.follow_topic(reader, topic);
  auto const client = world.connect_ready(reader);
  // Both are committed before the hub has a chance to look.
  world.write([&](storage::WriteTx& tx) { auth::set_clearance(tx, reader.user, auth::Level::open); });
  world.open_thread(author, topic);
  world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "reset"}));
}

TEST_F(LiveRights, what_becomes_readable_again_is_heard_without_a_new_watch) {
  world.write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, fr, {ke}); });
  auto const client = world.connect_ready(reader);
  client->watch_threads({thread});
  world.settle();
  world.reply(author, thread);
  world.settle();
  EXPECT_EQ(client->types(), Types{"hello"});
  world.write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, fr, {}); });
  world.settle();
  world.reply(author, thread);
  ASSERT_TRUE(world.run_until([&] { return client->count("post.created") == 1; }));
}

TEST_F(LiveRights, a_lost_thread_is_told_gone_again_only_after_it_came_back) {
  auto const client = world.connect_ready(reader);
  client->watch_threads({thread});
  world.settle();
  for (std::size_t round = 1; round <= 2; ++round) {
    world.write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, fr, {ke}); });
    ASSERT_TRUE(world.run_until([&] { return client->count("thread.gone") == round; }));
    world.write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, fr, {}); });
    world.settle();
  }
  EXPECT_EQ(client->count("thread.gone"), 2u);
}

TEST_F(LiveRights, a_thread_narrowed_twice_is_gone_once) {
  world.follow_thread(reader, thread);
  auto const client = world.connect_ready(reader);
  client->watch_threads({thread});
  world.settle();
  // Both are read at once, and each says that the reader could read before it.
  world.narrow(author, thread, {fr, br});
  world.narrow(author, thread, {fr});
  world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "thread.gone"}));
}

TEST_F(LiveRights, a_thread_that_moved_out_of_sight_is_gone_from_the_topic_it_was_known_in) {
  auto const moderator = world.add_officer("moderator.fr", fr, auth::Role::reader);
  auto const hidden = world.add_topic({fr});
  world.moderate(moderator, topic);
  world.moderate(moderator, hidden);
  auto const client = world.connect_ready(reader);
  client->watch_topics({topic});
  world.settle();
  world.move(moderator, thread, hidden);
  ASSERT_TRUE(world.run_until([&] { return client->count("thread.gone") == 1; }));
  world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "thread.gone"}));
  EXPECT_EQ(client->field("thread_id"), base::to_string(thread));
  EXPECT_EQ(client->field("topic_id"), base::to_string(topic));
}

TEST_F(LiveRights, a_topic_that_can_no_longer_be_read_is_gone_with_the_threads_on_screen) {
  auto const second = world.open_thread(author, topic);
  auto const client = world.connect_ready(reader);
  client->watch({topic}, {thread, second});
  world.settle();
  world.write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, world.unit, {ke}); });
  ASSERT_TRUE(world.run_until([&] { return client->count("thread.gone") == 2; }));
  EXPECT_EQ(client->count("topic.gone"), 1u);
  // Clients tell frames apart by their cursors.
  EXPECT_EQ(std::set<std::string>(client->frames.begin(), client->frames.end()).size(),
            client->frames.size());
}

TEST_F(LiveRights, sign_out_closes_the_streams_of_that_session_alone) {
  auto const mine = world.connect_ready(reader);
  auto const others = world.connect_ready(other);
  world.write([&](storage::WriteTx& tx) { auth::end_session(tx, reader.token_hash); });
  world.hub->session_ended(reader.token_hash);
  ASSERT_TRUE(world.run_until([&] { return mine->close_code.has_value(); }));
  EXPECT_EQ(mine->close_code, kSessionEnded);
  EXPECT_FALSE(others->close_code);
}

TEST_F(LiveRights, a_session_that_ended_while_the_stream_opened_is_closed) {
  world.write([&](storage::WriteTx& tx) { auth::end_session(tx, reader.token_hash); });
  auto const client = world.connect(reader);
  ASSERT_TRUE(world.run_until([&] { return client->close_code.has_value(); }));
  EXPECT_EQ(client->close_code, kSessionEnded);
}

TEST_F(LiveRights, a_session_that_ended_elsewhere_is_found_out) {
  auto const client = world.connect_ready(reader);
  world.write([&](storage::WriteTx& tx) { auth::end_session(tx, reader.token_hash); });
  ASSERT_TRUE(world.run_until([&] { return client->close_code == kSessionEnded; }));
}

TEST_F(LiveRights, a_locked_account_is_closed) {
  auto const client = world.connect_ready(reader);
  world.write([&](storage::WriteTx& tx) { auth::set_user_state(tx, reader.user, auth::UserState::locked); });
  ASSERT_TRUE(world.run_until([&] { return client->close_code == kSessionEnded; }));
}

TEST_F(LiveRights, a_suspended_country_is_closed) {
  auto const client = world.connect_ready(reader);
  auto const others = world.connect_ready(other);
  world.write([&](storage::WriteTx& tx) {
    auth::set_organisation_status(tx, ke, auth::OrganisationStatus::suspended);
  });
  ASSERT_TRUE(world.run_until([&] { return client->close_code == kSessionEnded; }));
  world.settle();
  EXPECT_FALSE(others->close_code);
}

TEST_F(LiveRights, a_vetting_that_lapses_by_the_clock_alone_is_closed) {
  world.write([&](storage::WriteTx& tx) { auth::set_vetted_until(tx, reader.user, world.now() + 10s); });
  auto const client = world.connect_ready(reader);
  EXPECT_FALSE(client->close_code);
  world.pass_time(11s);
  ASSERT_TRUE(world.run_until([&] { return client->close_code == kSessionEnded; }));
}

TEST_F(LiveRights, a_session_that_times_out_is_closed) {
  auto const client = world.connect_ready(reader);
  world.pass_time(world.sessions.idle + 1s);
  ASSERT_TRUE(world.run_until([&] { return client->close_code == kSessionEnded; }));
}

TEST_F(LiveRights, a_stream_whose_rights_cannot_be_confirmed_is_closed_to_come_back) {
  LiveSettings settings = LiveWorld::quick();
  settings.unconfirmed_limit = 300ms;
  LiveWorld dark(settings);
  auto const bureau = dark.add_bureau("FR");
  auto const client = dark.connect_ready(dark.add_officer("officer1.fr", bureau));
  dark.settle();
  EXPECT_FALSE(client->close_code);
  dark.database->stop();
  ASSERT_TRUE(dark.run_until([&] { return client->close_code.has_value(); }));
  EXPECT_EQ(client->close_code, net::kTryAgainLater);
}

}  // namespace
}  // namespace server::live
