// The two forms of the read rule over random worlds: that they agree, and that what takes away never gives.
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "tests/unit/auth/auth_world.hpp"
#include "tests/unit/auth/random_world.hpp"

namespace auth {
namespace {

constexpr std::uint64_t kWorlds = 10'000;
constexpr int kChangesInAWorld = 10;

using Sight = std::set<std::pair<std::int64_t, std::int64_t>>;  // user, object: place in objects()

Sight see(storage::ReadTx& tx, RandomWorld const& world) {
  Sight sight;
  for (auto const& viewer : world.load_viewers(tx)) {
    std::set<std::int64_t> const readable_keys[] = {select_readable(tx, viewer, Storey::topic),
                                                    select_readable(tx, viewer, Storey::thread),
                                                    select_readable(tx, viewer, Storey::post)};
    for (std::size_t i = 0; i < world.objects().size(); ++i) {
      auto const& object = world.objects()[i];
      if (readable_keys[static_cast<std::size_t>(object.storey)].contains(object.id)) {
        sight.emplace(viewer.user.value, static_cast<std::int64_t>(i));
      }
    }
  }
  return sight;
}

Sight decide_all(storage::ReadTx& tx, RandomWorld const& world) {
  auto const chains = world.load_chains(tx);
  Sight sight;
  for (auto const& viewer : world.load_viewers(tx)) {
    for (std::size_t i = 0; i < chains.size(); ++i) {
      if (decide(viewer, chains[i], world.topic_of(world.objects()[i]),
                 world.thread_of(world.objects()[i]))) {
        sight.emplace(viewer.user.value, static_cast<std::int64_t>(i));
      }
    }
  }
  return sight;
}

TEST(ReadRule, is_the_same_as_sql_and_as_a_function_in_every_random_world) {
  AuthWorld database;
  std::size_t readable_in_all = 0;
  for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
    database.write_and_undo([&](storage::WriteTx& tx) {
      RandomWorld const world(tx, database.now, seed);
      Sight const by_sql = see(tx, world);
      readable_in_all += by_sql.size();
      EXPECT_EQ(by_sql, decide_all(tx, world)) << "world " << seed;
    });
    ASSERT_FALSE(HasFailure());
  }
  // The worlds must not be so strict, or so open, that agreeing is no art.
  std::size_t const pairs = kWorlds * 15 * RandomWorld::kUsers;
  EXPECT_GT(readable_in_all, pairs / 50);
  EXPECT_LT(readable_in_all, pairs / 2);
}

// Whatever grants somebody holds.
TEST(ReadRule, lets_a_deny_beat_every_grant) {
  AuthWorld database;
  std::size_t denied = 0;
  for (std::uint64_t seed = 1; seed <= kWorlds / 10; ++seed) {
    database.write_and_undo([&](storage::WriteTx& tx) {
      RandomWorld const world(tx, database.now, seed);
      auto const sight = see(tx, world);
      for (auto const& viewer : world.load_viewers(tx)) {
        for (std::size_t i = 0; i < world.objects().size(); ++i) {
          if (!world.is_denied(viewer, world.objects()[i])) continue;
          ++denied;
          EXPECT_FALSE(sight.contains({viewer.user.value, static_cast<std::int64_t>(i)})) << "world " << seed;
        }
      }
    });
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GT(denied, kWorlds / 10);
}

TEST(ReadRule, never_makes_anything_newly_readable_by_taking_something_away) {
  AuthWorld database;
  std::size_t lost = 0;
  for (std::uint64_t seed = 1; seed <= kWorlds / kChangesInAWorld; ++seed) {
    database.write_and_undo([&](storage::WriteTx& tx) {
      RandomWorld world(tx, database.now, kWorlds + seed);
      Sight before = see(tx, world);
      for (int i = 0; i < kChangesInAWorld; ++i) {
        std::string const change = world.restrict_something(tx);
        Sight after = see(tx, world);
        EXPECT_TRUE(std::ranges::includes(before, after)) << "world " << kWorlds + seed << ": " << change;
        lost += before.size() - after.size();
        before = std::move(after);
      }
    });
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GT(lost, kWorlds / 10);
}

TEST(ReadRule, finds_audiences_and_deny_lists_by_their_primary_keys) {
  AuthWorld world;
  auto const viewer = world.viewer(world.add_contributor("officer.fr", world.add_bureau("FR")));
  auto const steps = world.read([&](storage::ReadTx& tx) { return explain_readable_posts(tx, viewer); });
  int by_key = 0;
  for (auto const& step : steps) {
    if (step.find("_ ") == std::string::npos) continue;  // only the rule's own tables have such names
    EXPECT_EQ(step.find("SCAN"), std::string::npos) << step;
    bool const of_sets = step.find("seen_") != std::string::npos || step.find("denied_") != std::string::npos;
    if (of_sets) EXPECT_NE(step.find("USING PRIMARY KEY"), std::string::npos) << step;
    by_key += of_sets ? 1 : 0;
  }
  EXPECT_EQ(by_key, 9);  // the audience, and the deny list twice, for each of post, thread and topic
}

}  // namespace
}  // namespace auth
