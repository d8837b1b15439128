// Every statement of the program fits the schema that its migrations make. One that does not would fail only
// when somebody first needs it.
#include <set>
#include <utility>

#include <gtest/gtest.h>

#include "server/app/commands.hpp"
#include "tests/support/scratch_folder.hpp"

namespace {

constexpr std::size_t kMostParameters = 40;  // more than any statement takes; what is too many is left out

// Prepared and bound, not run.
template <std::size_t... Parameter>
void prepare(storage::ReadTx& tx, storage::Statement const& statement, std::index_sequence<Parameter...>) {
  tx.query(statement, (static_cast<void>(Parameter), nullptr)...);
}

TEST(EveryStatement, is_accepted_by_the_engine_and_has_a_name_of_its_own) {
  ScratchFolder const folder;
  storage::Database database({.path = folder.path() / "test.db"}, server::app::all_migrations());
  std::set<std::string_view> names;
  auto const outcome = database.write_now([&](storage::WriteTx& tx) -> base::Result<void> {
    for (auto const* const statement : storage::Statement::all()) {
      EXPECT_TRUE(names.insert(statement->name()).second) << statement->name() << " is there twice";
      EXPECT_NO_THROW(prepare(tx, *statement, std::make_index_sequence<kMostParameters>()))
          << statement->name();
    }
    return {};
  });
  EXPECT_TRUE(outcome);
  EXPECT_GT(names.size(), 100U);
}

}  // namespace
