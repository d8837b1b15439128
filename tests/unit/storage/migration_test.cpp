#include "storage/migration.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "storage/failure.hpp"
#include "tests/unit/storage/scratch_database.hpp"

using storage::Database;
using storage::DatabaseSettings;
using storage::Migration;
using storage::MigrationError;

namespace {

Migration const kFirst{1, "first", "CREATE TABLE a (i INTEGER) STRICT"};
Migration const kSecond{2, "second", "CREATE TABLE b (i INTEGER) STRICT; INSERT INTO b (i) VALUES (7)"};
Migration const kSecondChanged{2, "second", "CREATE TABLE b (i TEXT) STRICT"};
Migration const kSecondBroken{2, "second",
                              "CREATE TABLE b (i INTEGER) STRICT; INSERT INTO nowhere VALUES (1)"};

storage::Statement const kSelectHistory(
    "test.history", "SELECT version, name, applied_at FROM schema_migration ORDER BY version");
storage::Statement const kSelectB("test.select_b", "SELECT i FROM b");

class Migrations : public testing::Test {
 protected:
  std::vector<std::string> names(std::vector<Migration> const& migrations) {
    Database database(settings(), migrations);
    return database
        .read_now([](storage::ReadTx& tx) -> base::Result<std::vector<std::string>> {
          std::vector<std::string> found;
          tx.each(kSelectHistory, [&](storage::Row const& row) {
            found.emplace_back(row.text(1));
            EXPECT_GT(row.time(2), base::from_milliseconds(1700000000000));
          });
          return found;
        })
        .value();
  }

  // The message that the operator reads.
  std::string refusal(std::vector<Migration> const& migrations) {
    try {
      Database database(settings(), migrations);
      return "";
    } catch (MigrationError const& error) {
      return error.what();
    }
  }

  DatabaseSettings settings() const { return {.path = folder.path() / "test.db"}; }

  ScratchFolder folder;
};

using Names = std::vector<std::string>;

TEST_F(Migrations, run_once_each_and_are_remembered) {
  EXPECT_EQ(names({kFirst}), (Names{"first"}));
  EXPECT_EQ(names({kFirst, kSecond}), (Names{"first", "second"}));
  EXPECT_EQ(names({kFirst, kSecond}), (Names{"first", "second"}));
}

TEST_F(Migrations, read_only_refuse_every_schema_but_the_programs_own) {
  names({kFirst});
  DatabaseSettings read_only = settings();
  read_only.read_only = true;
  std::vector<Migration> const newer{kFirst, kSecond};
  EXPECT_THROW(Database(read_only, newer), MigrationError);
  EXPECT_EQ(names({kFirst}), (Names{"first"})) << "and runs none";
  names(newer);
  EXPECT_THROW(Database(read_only, std::span(newer).first(1)), MigrationError);
  EXPECT_NO_THROW(Database(read_only, newer));
}

TEST_F(Migrations, a_changed_past_refuses_to_start) {
  names({kFirst, kSecond});
  EXPECT_NE(refusal({kFirst, kSecondChanged}).find("migration 2 (second)"), std::string::npos);
}

TEST_F(Migrations, a_database_of_a_newer_program_refuses_to_start) {
  names({kFirst, kSecond});
  EXPECT_NE(refusal({kFirst}).find("newer program"), std::string::npos);
}

TEST_F(Migrations, a_step_that_fails_leaves_nothing_and_can_be_run_again) {
  EXPECT_THROW(names({kFirst, kSecondBroken}), storage::EngineFailure);
  EXPECT_EQ(names({kFirst}), (Names{"first"}));
  EXPECT_EQ(names({kFirst, kSecond}), (Names{"first", "second"}));
}

TEST_F(Migrations, that_are_not_numbered_from_one_are_a_bug) {
  EXPECT_THROW(names({kSecond}), std::logic_error);
  EXPECT_THROW(names({kFirst, kFirst}), std::logic_error);
}

TEST_F(Migrations, that_end_their_own_transaction_are_a_bug) {
  EXPECT_THROW(names({{1, "sly", "CREATE TABLE a (i INTEGER) STRICT; COMMIT"}}), std::logic_error);
}

}  // namespace
