#include <array>

#include "tests/unit/storage/scratch_database.hpp"

using storage::Statement;

namespace {

constexpr std::array<storage::Migration, 1> kMigrations{{{1, "notes",
                                                          R"(
CREATE TABLE author (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO author (name) VALUES ('nobody');
CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  author TEXT NOT NULL REFERENCES author(name) DEFERRABLE INITIALLY DEFERRED,
  body TEXT NOT NULL CHECK (length(body) < 1000000)
) STRICT;
)"}}};

Statement const kInsertNote("note.insert", "INSERT INTO note (author, body) VALUES ('nobody', $1)");
Statement const kCountNotes("note.count", "SELECT count(*) FROM note");

}  // namespace

std::span<storage::Migration const> scratch_migrations() {
  return kMigrations;
}

ScratchDatabase::ScratchDatabase(storage::DatabaseSettings settings) : settings_(std::move(settings)) {
  settings_.path = folder_.path() / "test.db";
  database_.emplace(settings_, kMigrations);
}

void ScratchDatabase::reopen() {
  database_.reset();
  database_.emplace(settings_, kMigrations);
}

base::Result<void> ScratchDatabase::add_note(std::string_view body) {
  return database_->write_now([&](storage::WriteTx& tx) -> base::Result<void> {
    insert_note(tx, body);
    return {};
  });
}

std::int64_t ScratchDatabase::count_notes() {
  return database_
      ->read_now([](storage::ReadTx& tx) -> base::Result<std::int64_t> { return select_note_count(tx); })
      .value();
}

void insert_note(storage::WriteTx& tx, std::string_view body) {
  tx.execute(kInsertNote, body);
}

std::int64_t select_note_count(storage::ReadTx& tx) {
  return *tx.one(kCountNotes, [](storage::Row const& row) { return row.integer(0); });
}
