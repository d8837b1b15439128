// Parameters, values and rows: what goes in comes out.
#include <functional>

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "storage/failure.hpp"
#include "tests/unit/storage/scratch_database.hpp"

using storage::ReadTx;
using storage::Row;
using storage::Statement;
using storage::WriteTx;

namespace {

Statement const kEcho("test.echo", "SELECT $1");
Statement const kTwiceAndOutOfOrder("test.twice", "SELECT $3, $1, $3");
Statement const kTwelve("test.twelve", "SELECT $12 - $1");
Statement const kQuestionMark("test.question_mark", "SELECT ?");
Statement const kNamed("test.named", "SELECT :name");
Statement const kTwoInOne("test.two_in_one", "SELECT 1; SELECT 2");
Statement const kWrong("test.wrong", "SELECT 1 FROM nowhere");
Statement const kCountTo(
    "test.count_to",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) SELECT i FROM n");
Statement const kDeleteNotes("test.delete_notes", "DELETE FROM note");
Statement const kInsertReturning(
    "test.insert_returning",
    "INSERT INTO author (name) VALUES ($1) ON CONFLICT (name) DO NOTHING RETURNING name");
Statement const kInsertAuthor("test.insert_author", "INSERT INTO author (name) VALUES ($1)");

class Statements : public testing::Test {
 protected:
  // Runs `act` in a read transaction; exceptions come out.
  void reading(std::function<void(ReadTx&)> const& act) {
    database
        ->read_now([&](ReadTx& tx) -> base::Result<void> {
          act(tx);
          return {};
        })
        .value();
  }
  void writing(std::function<void(WriteTx&)> const& act) {
    database
        ->write_now([&](WriteTx& tx) -> base::Result<void> {
          act(tx);
          return {};
        })
        .value();
  }

  template <class Argument, class Read>
  auto echo(Argument const& argument, Read read) {
    using Answer = std::invoke_result_t<Read, Row const&>;
    return database
        ->read_now([&](ReadTx& tx) -> base::Result<Answer> { return *tx.one(kEcho, read, argument); })
        .value();
  }

  ScratchDatabase database;
};

std::string text_of(Row const& row) {
  return std::string(row.text(0));
}

TEST_F(Statements, every_kind_of_value_comes_back_as_it_was_bound) {
  EXPECT_EQ(echo(std::int64_t{INT64_MIN}, [](Row const& r) { return r.integer(0); }), INT64_MIN);
  EXPECT_EQ(echo(7, [](Row const& r) { return r.integer(0); }), 7);
  EXPECT_EQ(echo(std::uint32_t{4294967295U}, [](Row const& r) { return r.integer(0); }), 4294967295);
  EXPECT_TRUE(echo(true, [](Row const& r) { return r.boolean(0); }));
  EXPECT_EQ(echo(0.5, [](Row const& r) { return r.real(0); }), 0.5);
  EXPECT_EQ(echo("literal", text_of), "literal");
  EXPECT_EQ(echo(std::string("mandat d’arrêt"), text_of), "mandat d’arrêt");
  EXPECT_EQ(echo(std::string_view("a\0b", 3), text_of), std::string("a\0b", 3));

  base::SeededRandom random(1);
  auto const id = base::make_public_id(random);
  EXPECT_EQ(echo(id, [](Row const& r) { return r.public_id(0); }), id);
  auto const digest = base::sha256("text");
  EXPECT_EQ(echo(digest, [](Row const& r) { return r.digest(0); }), digest);
  auto const time = base::from_milliseconds(1795000000123);
  EXPECT_EQ(echo(time, [](Row const& r) { return r.time(0); }), time);
  struct Tag;
  EXPECT_EQ(echo(base::Id<Tag>{42}, [](Row const& r) { return r.id<Tag>(0); }), base::Id<Tag>{42});
  EXPECT_EQ(echo(std::optional<base::Id<Tag>>{}, [](Row const& r) { return r.optional_id<Tag>(0); }),
            std::nullopt);
  EXPECT_EQ(echo(std::optional(3), [](Row const& r) { return r.optional_integer(0); }), 3);
  EXPECT_TRUE(echo(nullptr, [](Row const& r) { return r.is_null(0); }));
}

TEST_F(Statements, empty_text_and_empty_blobs_are_not_null) {
  EXPECT_EQ(echo(std::string_view{}, [](Row const& r) { return r.text(0).size(); }), 0U);
  EXPECT_EQ(echo(std::span<std::byte const>{}, [](Row const& r) { return r.blob(0).size(); }), 0U);
}

TEST_F(Statements, a_number_may_stand_twice_and_others_be_left_out) {
  reading([](ReadTx& tx) {
    auto rows = tx.query(kTwiceAndOutOfOrder, "one", "two", "three");
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.row().text(0), "three");
    EXPECT_EQ(rows.row().text(1), "one");
    EXPECT_EQ(rows.row().text(2), "three");
    EXPECT_FALSE(rows.next());
  });
}

TEST_F(Statements, numbers_may_have_two_digits) {
  reading([](ReadTx& tx) {
    auto const difference =
        tx.one(kTwelve, [](Row const& row) { return row.integer(0); }, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    EXPECT_EQ(difference, 11);
  });
}

TEST_F(Statements, too_few_arguments_are_a_bug) {
  EXPECT_THROW(reading([](ReadTx& tx) { tx.query(kTwiceAndOutOfOrder, 1, 2); }), std::logic_error);
}

TEST_F(Statements, other_spellings_of_parameters_and_two_statements_in_one_are_refused) {
  EXPECT_THROW(reading([](ReadTx& tx) { tx.query(kQuestionMark, 1); }), std::logic_error);
  EXPECT_THROW(reading([](ReadTx& tx) { tx.query(kNamed, 1); }), std::logic_error);
  EXPECT_THROW(reading([](ReadTx& tx) { tx.query(kTwoInOne); }), std::logic_error);
  EXPECT_THROW(reading([](ReadTx& tx) { tx.query(kWrong); }), storage::EngineFailure);
}

TEST_F(Statements, query_keeps_copies_of_arguments_that_end_before_the_rows) {
  reading([](ReadTx& tx) {
    auto rows = tx.query(kEcho, std::string(5000, 'x'));
    std::string const other(5000, 'y');
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.row().text(0), std::string(5000, 'x'));
  });
}

TEST_F(Statements, the_same_statement_cannot_run_inside_itself) {
  reading([](ReadTx& tx) {
    {
      auto rows = tx.query(kCountTo, 3);
      ASSERT_TRUE(rows.next());
      EXPECT_THROW(tx.query(kCountTo, 2), std::logic_error);
      EXPECT_TRUE(rows.next());
      EXPECT_EQ(rows.row().integer(0), 2);
    }
    int sum = 0;
    tx.each(kCountTo, [&](Row const& row) { sum += static_cast<int>(row.integer(0)); }, 4);
    EXPECT_EQ(sum, 10);
  });
}

TEST_F(Statements, a_column_of_another_type_is_a_bug) {
  EXPECT_THROW(echo("text", [](Row const& r) { return r.integer(0); }), std::logic_error);
  EXPECT_THROW(echo(nullptr, [](Row const& r) { return r.integer(0); }), std::logic_error);
  EXPECT_THROW(echo(nullptr, text_of), std::logic_error);
  EXPECT_THROW(echo(1, [](Row const& r) { return r.integer(1); }), std::logic_error);
  EXPECT_THROW(echo(std::span<std::byte const>{}, [](Row const& r) { return r.public_id(0); }),
               std::logic_error);
}

TEST_F(Statements, execute_tells_how_many_rows_changed) {
  writing([](WriteTx& tx) {
    insert_note(tx, "one");
    insert_note(tx, "two");
    EXPECT_EQ(tx.execute(kDeleteNotes), 2);
    EXPECT_EQ(tx.execute(kDeleteNotes), 0);
    EXPECT_EQ(tx.execute(kEcho, 1), 0);
  });
}

TEST_F(Statements, a_conflict_shows_as_no_row) {
  writing([](WriteTx& tx) {
    EXPECT_EQ(tx.one(kInsertReturning, text_of, "somebody"), "somebody");
    EXPECT_EQ(tx.one(kInsertReturning, text_of, "somebody"), std::nullopt);
  });
}

TEST_F(Statements, a_broken_rule_of_the_schema_is_told_apart) {
  try {
    writing([](WriteTx& tx) { tx.execute(kInsertAuthor, "nobody"); });
    FAIL() << "expected EngineFailure";
  } catch (storage::EngineFailure const& failure) {
    EXPECT_EQ(failure.reason(), storage::EngineFailure::Reason::constraint);
    EXPECT_EQ(std::string(failure.what()).find("nobody"), std::string::npos) << "values stay out of messages";
  }
}

TEST_F(Statements, a_reader_cannot_write) {
  EXPECT_THROW(reading([](ReadTx& tx) { tx.query(kInsertReturning, "intruder").next(); }),
               storage::EngineFailure);
}

TEST_F(Statements, are_counted_by_name) {
  database.add_note("one");
  database.add_note("two");
  for (auto const& statement : database->counters().statements) {
    if (statement.name != "note.insert") continue;
    EXPECT_EQ(statement.calls, 2U);
    EXPECT_GE(statement.total, statement.slowest);
    return;
  }
  FAIL() << "note.insert is missing";
}

}  // namespace
