// The schema's history: forward only, each step run once, in a transaction of its own, and remembered with
// the hash of its text in the table schema_migration(version, name, sha256, applied_at).
#pragma once

#include <span>
#include <stdexcept>
#include <string_view>

namespace storage {

class Connection;

struct Migration {
  int version;  // 1, 2, 3 ... without gaps, in this order
  std::string_view name;
  std::string_view sql;  // one or more SQL statements
};

// The database does not fit the program: a migration that ran was changed since, or the database comes from
// a newer program. The text tells the operator what to do.
class MigrationError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Runs what is missing. Throws MigrationError before anything is touched when the past does not match.
void migrate(Connection& connection, std::span<Migration const> migrations);

// Writes nothing. Throws MigrationError where the database has not had these migrations, all and no others.
void check_schema(Connection& connection, std::span<Migration const> migrations);

}  // namespace storage
