// A database that is evidence stays, byte for byte, as it was found.
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <gtest/gtest.h>

#include "storage/backup.hpp"
#include "storage/failure.hpp"
#include "tests/unit/storage/scratch_database.hpp"

namespace {

std::string bytes_of(std::filesystem::path const& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

class ReadOnly : public testing::Test {
 protected:
  ReadOnly() {
    world.add_note("one").value();
    world.add_note("two").value();
  }

  std::int64_t count_notes(std::filesystem::path const& file) {
    storage::Database database({.path = file, .read_only = true}, scratch_migrations());
    return database
        .read_now([](storage::ReadTx& tx) -> base::Result<std::int64_t> { return select_note_count(tx); })
        .value();
  }

  ScratchDatabase world;
  ScratchFolder folder;
  std::filesystem::path const copy = folder.path() / "copy.db";
};

TEST_F(ReadOnly, leaves_the_file_and_its_write_ahead_log_as_they_are) {
  // As after a crash: not everything was copied into the file yet.
  std::filesystem::copy_file(world.file(), copy);
  std::filesystem::copy_file(world.file().string() + "-wal", copy.string() + "-wal");
  auto const file = bytes_of(copy);
  auto const log = bytes_of(copy.string() + "-wal");
  ASSERT_FALSE(log.empty());
  EXPECT_EQ(count_notes(copy), 2);
  EXPECT_EQ(bytes_of(copy), file);
  EXPECT_EQ(bytes_of(copy.string() + "-wal"), log);
}

TEST_F(ReadOnly, reads_a_backup_which_has_no_write_ahead_log) {
  storage::backup_to(world.file(), copy);
  auto const file = bytes_of(copy);
  EXPECT_EQ(count_notes(copy), 2);
  EXPECT_EQ(bytes_of(copy), file);
  EXPECT_FALSE(std::filesystem::exists(copy.string() + "-wal"));
}

TEST_F(ReadOnly, looks_beside_a_server_that_goes_on_writing) {
  EXPECT_EQ(count_notes(world.file()), 2);
  world.add_note("three").value();
  EXPECT_EQ(count_notes(world.file()), 3);
  world.reopen();
  EXPECT_EQ(world.count_notes(), 3);
}

TEST_F(ReadOnly, refuses_to_write_and_to_make_a_file) {
  storage::Database database({.path = world.file(), .read_only = true}, scratch_migrations());
  EXPECT_THROW(database.write_now([](storage::WriteTx& tx) -> base::Result<void> {
    insert_note(tx, "never");
    return {};
  }),
               std::logic_error);
  EXPECT_EQ(world.count_notes(), 2);
  EXPECT_THROW(count_notes(folder.path() / "none.db"), storage::EngineFailure);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "none.db"));
}

}  // namespace
