// A forum that ran before a step of the schema stands afterwards as if it had always had it.
#include "forum/migrations.hpp"

#include <algorithm>
#include <filesystem>

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

TEST(Migrations, count_in_the_new_tallies_what_an_older_forum_holds) {
  ScratchFolder const folder;
  storage::DatabaseSettings settings;
  settings.path = folder.path() / "old.db";
  {
    storage::Database old(settings, steps_up_to(4));
    old.write_now([](storage::WriteTx& tx) -> base::Result<bool> {
         fill_old_forum(tx);
         return true;
       })
        .value();
    old.stop();
  }
  storage::Database database(settings, steps_up_to(5));
  database
      .read_now([](storage::ReadTx& tx) -> base::Result<bool> {
        EXPECT_EQ(select_post_tallies(tx), count_post_tallies(tx));
        EXPECT_EQ(select_thread_tallies(tx), count_thread_tallies(tx));
        EXPECT_EQ(select_named_thread_tallies(tx), count_named_thread_tallies(tx));
        EXPECT_TRUE(select_deniers_not_apart(tx).empty());
        EXPECT_FALSE(select_post_tallies(tx).empty());
        EXPECT_FALSE(select_thread_tallies(tx).empty());
        EXPECT_FALSE(select_named_thread_tallies(tx).empty());
        return true;
      })
      .value();
  database.stop();
}

}  // namespace
}  // namespace forum
