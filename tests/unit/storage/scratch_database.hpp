// A small database in a folder of its own, for one test.
#pragma once

#include <atomic>
#include <filesystem>
#include <optional>
#include <string>

#include "storage/database.hpp"
#include "tests/support/scratch_folder.hpp"

// note(id, author, body): author refers to author(name), in which "nobody" stands. The
// reference is checked at COMMIT only.
std::span<storage::Migration const> scratch_migrations();

class ScratchDatabase {
 public:
  explicit ScratchDatabase(storage::DatabaseSettings settings = {});

  storage::Database& operator*() { return *database_; }
  storage::Database* operator->() { return &*database_; }
  std::filesystem::path file() const { return settings_.path; }
  // Closes it and opens it again, as a restart does.
  void reopen();

  // Each in a transaction of its own.
  base::Result<void> add_note(std::string_view body);
  std::int64_t count_notes();

 private:
  ScratchFolder folder_;
  storage::DatabaseSettings settings_;
  std::optional<storage::Database> database_;
};

void insert_note(storage::WriteTx& tx, std::string_view body);
std::int64_t select_note_count(storage::ReadTx& tx);
