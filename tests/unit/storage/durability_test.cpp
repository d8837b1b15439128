// What was told to be written is there after SIGKILL, once; a backup is whole.
#include <algorithm>
#include <set>
#include <signal.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

#include "storage/backup.hpp"
#include "storage/failure.hpp"
#include "tests/unit/storage/scratch_database.hpp"

using base::Result;

namespace {

storage::Statement const kSelectBodies("test.select_bodies", "SELECT body FROM note");

std::vector<std::string> bodies_in(std::filesystem::path const& file) {
  storage::Database database({.path = file}, scratch_migrations());
  return database
      .read_now([](storage::ReadTx& tx) -> Result<std::vector<std::string>> {
        std::vector<std::string> bodies;
        tx.each(kSelectBodies, [&](storage::Row const& row) { bodies.emplace_back(row.text(0)); });
        return bodies;
      })
      .value();
}

// Writes numbers from several threads until it is killed, and tells each that was acknowledged.
[[noreturn]] void write_until_killed(std::filesystem::path const& file, int first, int told) {
  storage::Database database({.path = file}, scratch_migrations());
  std::atomic<int> next = first;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (;;) {
        int const number = next++;
        auto const written = database.write_now([&](storage::WriteTx& tx) -> Result<void> {
          insert_note(tx, std::to_string(number));
          return {};
        });
        if (written && ::write(told, &number, sizeof number) != sizeof number) _exit(1);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  _exit(1);
}

TEST(Durability, acknowledged_writes_survive_sigkill_each_once) {
  ScratchFolder folder;
  auto const file = folder.path() / "test.db";
  std::set<std::string> acknowledged;
  for (int round = 0; round < 8; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    pid_t const child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      write_until_killed(file, round * 1'000'000, ends[1]);
    }
    ::close(ends[1]);
    int number = 0;
    for (int heard = 0; heard < 100 + 37 * round; ++heard) {
      ASSERT_EQ(::read(ends[0], &number, sizeof number), static_cast<ssize_t>(sizeof number));
      acknowledged.insert(std::to_string(number));
    }
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    // What it told between the last look and its end counts too.
    while (::read(ends[0], &number, sizeof number) == static_cast<ssize_t>(sizeof number)) {
      acknowledged.insert(std::to_string(number));
    }
    ::close(ends[0]);

    auto const bodies = bodies_in(file);
    std::set<std::string> const kept(bodies.begin(), bodies.end());
    EXPECT_EQ(kept.size(), bodies.size()) << "nothing is there twice";
    EXPECT_TRUE(std::ranges::includes(kept, acknowledged)) << "something acknowledged is lost";
  }
}

TEST(Backup, is_a_whole_copy_while_the_database_is_written) {
  ScratchFolder folder;
  ScratchDatabase database;
  for (int i = 0; i < 200; ++i) ASSERT_TRUE(database.add_note(std::to_string(i)));
  std::atomic<bool> done = false;
  std::thread writing([&] {
    while (!done) database.add_note("meanwhile").value();
  });
  auto const copy = folder.path() / "copy.db";
  storage::backup_to(database.file(), copy);
  done = true;
  writing.join();

  EXPECT_EQ(std::filesystem::status(copy).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1)
      << "one file, and no log";
  auto const bodies = bodies_in(copy);
  std::set<std::string> const kept(bodies.begin(), bodies.end());
  for (int i = 0; i < 200; ++i) EXPECT_TRUE(kept.contains(std::to_string(i)));
}

TEST(Backup, never_replaces_a_file) {
  ScratchFolder folder;
  ScratchDatabase database;
  auto const copy = folder.path() / "copy.db";
  storage::backup_to(database.file(), copy);
  EXPECT_THROW(storage::backup_to(database.file(), copy), storage::EngineFailure);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(Backup, of_nothing_is_refused) {
  ScratchFolder folder;
  EXPECT_THROW(storage::backup_to(folder.path() / "absent.db", folder.path() / "copy.db"),
               storage::EngineFailure);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
