#include "storage/migration.hpp"

#include <string>

#include "base/hash.hpp"
#include "base/log.hpp"
#include "base/time.hpp"
#include "storage/connection.hpp"
#include "storage/transaction.hpp"

namespace storage {
namespace {

constexpr std::string_view kCreateHistory =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    "version INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 BLOB NOT NULL, applied_at INTEGER NOT NULL) "
    "STRICT";

Statement const kSelectHistory("schema_migration.select",
                               "SELECT version, sha256 FROM schema_migration ORDER BY version");

Statement const kInsertHistory(
    "schema_migration.insert",
    "INSERT INTO schema_migration (version, name, sha256, applied_at) VALUES ($1, $2, $3, $4)");

void check_numbering(std::span<Migration const> migrations) {
  int expected = 1;
  for (Migration const& migration : migrations) {
    if (migration.version != expected++) {
      throw std::logic_error("migration " + std::string(migration.name) + " is out of order");
    }
  }
}

// How many of `migrations` the database has had; throws where the two histories part.
std::size_t count_applied(ReadTx& tx, std::span<Migration const> migrations) {
  std::size_t applied = 0;
  auto rows = tx.query(kSelectHistory);
  while (rows.next()) {
    auto const version = rows.row().integer(0);
    if (applied == migrations.size()) {
      throw MigrationError("the database has had migration " + std::to_string(version) +
                           ", which this program does not know: start a newer program, or restore a backup");
    }
    Migration const& migration = migrations[applied];
    if (version != migration.version || rows.row().digest(1) != base::sha256(migration.sql)) {
      throw MigrationError("migration " + std::to_string(version) + " (" + std::string(migration.name) +
                           ") is not the one that this database has had: a migration that ran is never "
                           "changed; add a new one, or start the program that the database belongs to");
    }
    ++applied;
  }
  return applied;
}

void apply(Connection& connection, WriteTx& tx, Migration const& migration) {
  connection.run_script(migration.sql);
  if (!connection.in_transaction()) {
    throw std::logic_error("migration " + std::string(migration.name) + " ends its own transaction");
  }
  tx.execute(kInsertHistory, migration.version, migration.name, base::sha256(migration.sql),
             base::wall_clock_now());
}

}  // namespace

void migrate(Connection& connection, std::span<Migration const> migrations) {
  check_numbering(migrations);
  connection.run_script(kCreateHistory);
  WriteTx tx(connection);
  try {
    for (;;) {
      // Asked again for each step, under the write lock: another process may be migrating too.
      connection.run(Connection::Command::begin_write);
      auto const applied = count_applied(tx, migrations);
      if (applied == migrations.size()) break;
      apply(connection, tx, migrations[applied]);
      connection.run(Connection::Command::commit);
      base::log_info("migration_applied",
                     {{"version", migrations[applied].version}, {"name", migrations[applied].name}});
    }
    connection.run(Connection::Command::rollback);
  } catch (...) {
    connection.abandon();
    throw;
  }
}

void check_schema(Connection& connection, std::span<Migration const> migrations) {
  check_numbering(migrations);
  ReadTx tx(connection);
  connection.run(Connection::Command::begin_read);
  try {
    auto const applied = count_applied(tx, migrations);
    if (applied < migrations.size()) {
      throw MigrationError("the database has had " + std::to_string(applied) + " of the " +
                           std::to_string(migrations.size()) +
                           " migrations of this program, and is not to be written to: use the program that "
                           "it belongs to, or migrate a copy");
    }
    connection.run(Connection::Command::commit);
  } catch (...) {
    connection.abandon();
    throw;
  }
}

}  // namespace storage
