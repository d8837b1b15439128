// A forum that ran before a step of the schema stands afterwards as if it had always had it.
#include "forum/migrations.hpp"

#include <algorithm>
#include <filesystem>
#include <type_traits>
#include <utility>

#include <gtest/gtest.h>

#include "auth/migrations.hpp"
#include "storage/database.hpp"
#include "tests/support/scratch_folder.hpp"
#include "tests/unit/forum/old_forum.hpp"
#include "tests/unit/forum/tally_rows.hpp"

namespace forum {
namespace {

std::vector<storage::Migration> steps_up_to(int version) {
  std::vector<storage::Migration> steps;
  for (auto const floor : {auth::migrations(), migrations()}) {
    std::ranges::copy_if(floor, std::back_inserter(steps),
                         [&](storage::Migration const& step) { return step.version <= version; });
  }
  std::ranges::sort(steps, {}, &storage::Migration::version);
  return steps;
}

class Migrations : public testing::Test {
 protected:
  Migrations() { settings_.path = folder_.path() / "old.db"; }

  // What `read` finds, after the forum was brought up to this step of the schema.
  template <class Read>
  auto at_step(int version, Read read) {
    using Found = std::invoke_result_t<Read, storage::ReadTx&>;
    storage::Database database(settings_, steps_up_to(version));
    auto found = database.read_now([&](storage::ReadTx& tx) -> base::Result<Found> { return read(tx); });
    database.stop();
    return found.value();
  }

  void fill() {
    storage::Database old(settings_, steps_up_to(4));
    old.write_now([](storage::WriteTx& tx) -> base::Result<bool> {
         fill_old_forum(tx);
         return true;
       })
        .value();
    old.stop();
  }

 private:
  ScratchFolder const folder_;
  storage::DatabaseSettings settings_;
};

TEST_F(Migrations, count_in_the_new_tallies_what_an_older_forum_holds) {
  fill();
  at_step(5, [](storage::ReadTx& tx) {
    EXPECT_EQ(select_post_tallies(tx), count_post_tallies(tx));
    EXPECT_TRUE(select_deniers_not_apart(tx).empty());
    EXPECT_FALSE(select_post_tallies(tx).empty());
    return true;
  });
  at_step(60, [](storage::ReadTx& tx) {
    EXPECT_EQ(select_thread_tallies(tx), count_thread_tallies(tx));
    EXPECT_EQ(select_published_tallies(tx), count_published_tallies(tx));
    EXPECT_FALSE(select_thread_tallies(tx).empty());
    EXPECT_FALSE(select_published_tallies(tx).empty());
    return true;
  });
}

TEST_F(Migrations, keep_languages_and_subscriptions_where_their_conditions_are_spelled_out) {
  fill();
  auto const read = [](storage::ReadTx& tx) {
    return std::pair(select_languages(tx), select_subscriptions(tx));
  };
  auto const former = at_step(10, read);
  EXPECT_FALSE(former.first.empty());
  EXPECT_EQ(former.second.size(), 6u);
  EXPECT_EQ(at_step(11, read), former);
}

}  // namespace
}  // namespace forum
