// What somebody loses while he is away, without an event that says so: he hears of it when he comes back.
#include <gtest/gtest.h>

#include "auth/organisations.hpp"
#include "auth/release_policy_sql.hpp"
#include "forum/guest_rows.hpp"
#include "forum/places.hpp"
#include "tests/unit/live/live_world.hpp"

namespace server::live {
namespace {

using namespace std::chrono_literals;
using Types = std::vector<std::string>;

class LiveAway : public testing::Test {
 protected:
  void deny(auth::OrganisationId source, std::vector<auth::OrganisationId> const& denied) {
    world.write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, source, denied); });
  }
  // The types of what follows the hello, in no order: what was lost is told when the screen is known.
  static Types heard(TestClient const& client) {
    auto types = client.types();
    types.erase(types.begin());
    std::ranges::sort(types);
    return types;
  }

  LiveWorld world;
  auth::OrganisationId fr = world.add_bureau("FR");
  auth::OrganisationId ke = world.add_bureau("KE");
  auth::OrganisationId br = world.add_bureau("BR");
  Officer author = world.add_officer("officer1.fr", fr);
  Officer reader = world.add_officer("officer1.ke", ke);
  Officer other = world.add_officer("officer1.br", br);
  base::PublicId topic = world.add_topic({fr, ke, br});
  base::PublicId thread = world.open_thread(other, topic);
};

TEST_F(LiveAway, a_post_whose_source_denies_the_reader_is_gone_once_when_he_is_back) {
  auto const post = world.reply(author, thread);
  auto const cursor = world.cursor_now();
  deny(fr, {ke});
  auto const client = world.come_back(reader, cursor, {}, {thread});
  EXPECT_EQ(heard(*client), (Types{"post.gone", "resumed", "thread.changed"}));
  EXPECT_EQ(client->field_of("post.gone", "post_id"), base::to_string(post));

  world.reply(other, thread);
  world.settle();
  auto const later = world.come_back(reader, client->cursor(), {}, {thread});
  EXPECT_EQ(heard(*later), Types{"resumed"});
}

TEST_F(LiveAway, a_thread_whose_source_denies_the_reader_is_gone_when_he_is_back) {
  auto const lost = world.open_thread(author, topic);
  auto const cursor = world.cursor_now();
  deny(fr, {ke});
  world.restart();
  auto const client = world.come_back(reader, cursor, {}, {thread, lost});
  EXPECT_EQ(heard(*client), (Types{"resumed", "thread.gone"}));
  EXPECT_EQ(client->field_of("thread.gone", "thread_id"), base::to_string(lost));
  // Whoever has the list of the topic on his screen hears of it, too.
  auto const list = world.come_back(reader, cursor, {topic}, {});
  EXPECT_EQ(heard(*list), (Types{"resumed", "thread.gone"}));
}

TEST_F(LiveAway, a_topic_whose_owner_denies_the_reader_is_gone_when_he_is_back) {
  auto const cursor = world.cursor_now();
  deny(world.unit, {ke});
  auto const client = world.come_back(reader, cursor, {topic}, {thread});
  EXPECT_EQ(heard(*client), (Types{"resumed", "thread.gone", "topic.gone"}));
}

TEST_F(LiveAway, nothing_is_told_of_who_denied_the_reader_before_he_saw_the_page) {
  world.reply(author, thread);
  deny(fr, {ke});
  // No event since: the page is of after the denial all the same.
  auto const client = world.come_back(reader, world.cursor_now(), {topic}, {thread});
  EXPECT_EQ(heard(*client), Types{"resumed"});
}

TEST_F(LiveAway, nothing_is_told_of_what_was_written_after_the_denial_or_before_the_reader_could_see_it) {
  deny(fr, {ke});
  auto const hidden = world.reply(author, thread);
  auto const cursor = world.cursor_now();
  deny(fr, {});
  deny(fr, {ke});
  auto const later = world.open_thread(author, topic);
  auto const client = world.come_back(reader, cursor, {topic}, {thread, later});
  EXPECT_EQ(heard(*client), Types{"resumed"});
  EXPECT_NE(client->field("post_id"), base::to_string(hidden));
}

TEST_F(LiveAway, a_denial_that_takes_nothing_from_the_screen_is_silent) {
  world.open_thread(author, topic, {fr});
  auto const cursor = world.cursor_now();
  deny(fr, {ke});
  auto const client = world.come_back(reader, cursor, {topic}, {thread});
  EXPECT_EQ(heard(*client), Types{"resumed"});
}

TEST_F(LiveAway, a_lower_clearance_is_a_reset_when_he_is_back_and_only_once) {
  auto const cursor = world.cursor_now();
  world.write([&](storage::WriteTx& tx) { auth::set_clearance(tx, reader.user, auth::Level::open); });
  auto const client = world.come_back(reader, cursor, {}, {thread});
  EXPECT_EQ(heard(*client), Types{"reset"});
  auto const again = world.come_back(reader, client->cursor(), {}, {thread});
  EXPECT_EQ(heard(*again), Types{"resumed"});
  // Nobody else hears of it.
  EXPECT_EQ(heard(*world.come_back(other, cursor, {}, {thread})), Types{"resumed"});
}

TEST_F(LiveAway, a_lower_level_of_the_organisation_is_a_reset_for_those_in_it) {
  auto const cursor = world.cursor_now();
  world.write([&](storage::WriteTx& tx) { auth::set_max_level(tx, ke, auth::Level::official_use_only); });
  EXPECT_EQ(heard(*world.come_back(reader, cursor, {}, {thread})), Types{"reset"});
  EXPECT_EQ(heard(*world.come_back(other, cursor, {}, {thread})), Types{"resumed"});
}

TEST_F(LiveAway, an_invitation_that_ended_is_a_reset) {
  auto const guest = world.add_officer("guest.fr", fr, auth::Role::guest);
  auto const key = world.database->read_now([&](storage::ReadTx& tx) -> base::Result<forum::ThreadId> {
    return forum::find_thread_place(tx, world.viewer(tx, other), thread)->id;
  });
  auto const invite = [&](std::chrono::milliseconds time) {
    world.write([&](storage::WriteTx& tx) {
      forum::insert_invitation(tx, guest.user, key.value(), world.now() - 1s, world.now() + time);
    });
  };
  invite(24h);
  auto cursor = world.cursor_now();
  EXPECT_EQ(heard(*world.come_back(guest, cursor, {}, {thread})), Types{"resumed"});
  world.write([&](storage::WriteTx& tx) { forum::delete_invitations(tx, guest.user, key.value()); });
  EXPECT_EQ(heard(*world.come_back(guest, cursor, {}, {thread})), Types{"reset"});

  // By its date.
  invite(1min);
  cursor = world.cursor_now();
  EXPECT_EQ(heard(*world.come_back(guest, cursor, {}, {thread})), Types{"resumed"});
  world.pass_time(2min);
  EXPECT_EQ(heard(*world.come_back(guest, cursor, {}, {thread})), Types{"reset"});
}

TEST_F(LiveAway, who_no_longer_releases_hears_a_reset) {
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
  auto const cursor = world.cursor_now();
  name(std::nullopt);
  EXPECT_EQ(heard(*world.come_back(reader, cursor, {}, {thread})), Types{"reset"});
}

TEST_F(LiveAway, a_lower_clearance_is_a_reset_for_who_is_there_though_his_screen_seems_to_stay) {
  auto const client = world.connect_ready(reader);
  client->watch_threads({thread});
  world.settle();
  world.write(
      [&](storage::WriteTx& tx) { auth::set_clearance(tx, reader.user, auth::Level::official_use_only); });
  ASSERT_TRUE(world.run_until([&] { return client->count("reset") == 1; }));
  world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "reset"}));
}

}  // namespace
}  // namespace server::live
