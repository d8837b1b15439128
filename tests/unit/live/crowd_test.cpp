// A thousand streams: what many have in common is done once.
#include <gtest/gtest.h>

#include "tests/unit/live/live_world.hpp"

namespace server::live {
namespace {

constexpr std::size_t kStreams = 1000;

class LiveCrowd : public testing::Test {
 protected:
  LiveCrowd() {
    world.follow_thread(reader, thread);
    world.settle();
    for (std::size_t i = 0; i < kStreams; ++i) clients.push_back(world.connect(reader));
    EXPECT_TRUE(
        world.run_until([&] { return world.hub->counters().refreshes.load() >= kStreams / at_once; }));
    world.settle();
  }

  std::size_t count(std::string_view type) const {
    std::size_t count = 0;
    for (auto const& client : clients) {
      count += client->frames.back().find("\"" + std::string(type) + "\"") != std::string::npos ? 1 : 0;
    }
    return count;
  }

  LiveWorld world{[] {
    LiveSettings settings = LiveWorld::quick();
    settings.revalidate_every = std::chrono::minutes{1};
    return settings;
  }()};
  std::size_t const at_once = world.settings.refreshed_at_once;
  auth::OrganisationId fr = world.add_bureau("FR");
  auth::OrganisationId ke = world.add_bureau("KE");
  Officer author = world.add_officer("officer1.fr", fr);
  Officer reader = world.add_officer("officer1.ke", ke);
  base::PublicId topic = world.add_topic({fr, ke});
  base::PublicId thread = world.open_thread(author, topic);
  std::vector<std::shared_ptr<TestClient>> clients;
};

TEST_F(LiveCrowd, hears_of_a_post_from_one_read_and_one_encoding) {
  EXPECT_LE(world.hub->counters().refreshes.load(), kStreams / at_once + 2);
  auto const refreshes = world.hub->counters().refreshes.load();
  auto const events = world.hub->counters().events_read.load();
  world.reply(author, thread);
  auto const begin = std::chrono::steady_clock::now();
  ASSERT_TRUE(world.run_until([&] { return clients.front()->frames.size() > 1; }));
  auto const time = std::chrono::steady_clock::now() - begin;
  RecordProperty("microseconds", std::to_string(time / std::chrono::microseconds{1}));
  EXPECT_TRUE(world.run_until([&] { return count("post.created") == kStreams; }));
  EXPECT_EQ(world.hub->counters().events_read.load(), events + 1);
  EXPECT_EQ(world.hub->counters().refreshes.load(), refreshes);
  for (auto const& client : clients) EXPECT_EQ(client->frames.back(), clients.front()->frames.back());
}

TEST_F(LiveCrowd, is_judged_anew_in_a_few_reads_when_the_policy_moves) {
  auto const refreshes = world.hub->counters().refreshes.load();
  world.write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, fr, {ke}); });
  world.reply(author, thread);
  world.write([&](storage::WriteTx& tx) { auth::set_deny_list(tx, fr, {}); });
  world.reply(author, thread);
  ASSERT_TRUE(world.run_until([&] { return count("post.created") == kStreams; }));
  EXPECT_LE(world.hub->counters().refreshes.load() - refreshes, 2 * (kStreams / at_once + 2));
}

}  // namespace
}  // namespace server::live
