// What is lost before the client has said what is on its screen, or while that is being read.
#include <gtest/gtest.h>

#include "auth/organisations.hpp"
#include "tests/unit/live/live_world.hpp"

namespace server::live {
namespace {

using namespace std::chrono_literals;
using Types = std::vector<std::string>;

class LiveWindow : public testing::Test {
 protected:
  static LiveSettings impatient() {
    auto settings = LiveWorld::quick();
    settings.first_watch_within = 30ms;
    return settings;
  }

  LiveWorld world{impatient()};
  auth::OrganisationId fr = world.add_bureau("FR");
  auth::OrganisationId ke = world.add_bureau("KE");
  auth::OrganisationId br = world.add_bureau("BR");
  Officer author = world.add_officer("officer1.fr", fr);
  Officer reader = world.add_officer("officer1.ke", ke);
  base::PublicId topic = world.add_topic({fr, ke, br});
  base::PublicId thread = world.open_thread(author, topic);
};

TEST_F(LiveWindow, a_thread_that_is_narrowed_before_the_first_watch_is_gone_once) {
  auto const client = world.connect_ready(reader);
  world.narrow(author, thread, {fr, br});
  world.settle();
  client->watch({topic}, {thread});
  world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "thread.gone"}));
  EXPECT_EQ(client->field("thread_id"), base::to_string(thread));
}

TEST_F(LiveWindow, a_thread_that_is_narrowed_while_the_first_watch_is_read_is_gone_once) {
  auto const client = world.connect_ready(reader);
  client->watch_threads({thread});
  world.narrow(author, thread, {fr, br});
  world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "thread.gone"}));
}

TEST_F(LiveWindow, a_thread_that_is_narrowed_while_another_watch_is_read_is_gone_once) {
  auto const other = world.open_thread(author, topic);
  auto const client = world.connect_ready(reader);
  client->watch_threads({other});
  world.settle();
  client->watch_threads({thread});
  world.narrow(author, thread, {fr, br});
  world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "thread.gone"}));
}

TEST_F(LiveWindow, a_thread_that_is_narrowed_long_after_the_past_was_told_is_gone_before_the_first_watch) {
  auto const client = world.connect(reader, world.cursor_now());
  ASSERT_TRUE(world.run_until([&] { return client->count("resumed") == 1; }));
  world.io.restart();
  world.io.run_for(50ms);
  world.reply(author, thread);
  world.narrow(author, thread, {fr, br});
  world.settle();
  client->watch_threads({thread});
  world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "resumed", "thread.gone"}));
}

TEST_F(LiveWindow, a_thread_whose_source_denies_the_reader_before_the_first_watch_is_gone_once) {
  auto const client = world.connect_ready(reader);
  world.write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, fr, {ke}); });
  world.settle();
  client->watch_threads({thread});
  world.settle();
  EXPECT_EQ(client->types(), (Types{"hello", "thread.gone"}));
  world.settle();
  EXPECT_EQ(client->count("thread.gone"), 1u);
}

TEST_F(LiveWindow, what_could_never_be_seen_is_silent) {
  auto const hidden = world.open_thread(author, topic, {fr, br});
  auto const client = world.connect_ready(reader);
  world.narrow(author, hidden, {fr});
  world.reply(author, thread);
  world.settle();
  client->watch_threads({hidden, base::PublicId{}});
  world.settle();
  EXPECT_EQ(client->types(), Types{"hello"});
}

}  // namespace
}  // namespace server::live
