// An open transaction, as a domain operation sees it. Handed to a job by Database; lives on the database's
// thread, for the length of the job, and never longer.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

#include "storage/row.hpp"
#include "storage/statement.hpp"
#include "storage/value.hpp"

namespace storage {

class Connection;
struct Prepared;

// The rows of one running statement, in order. Resets the statement when destroyed. The same statement cannot
// run twice at once in a transaction: that throws std::logic_error.
//
//   auto rows = tx.query(kSelectPosts, thread);
//   while (rows.next()) posts.push_back(read_post(rows.row()));
class Rows {
 public:
  Rows(Connection& connection, Prepared& prepared);
  ~Rows();
  Rows(Rows const&) = delete;
  Rows& operator=(Rows const&) = delete;

  bool next();
  Row const& row() const { return row_; }

 private:
  Connection& connection_;
  Prepared& prepared_;
  Row row_;
};

// Sees one unchanging snapshot of the database.
class ReadTx {
 public:
  explicit ReadTx(Connection& connection) : connection_(connection) {}
  ReadTx(ReadTx const&) = delete;
  ReadTx& operator=(ReadTx const&) = delete;

  // Text and bytes among the arguments are copied, since the rows may outlive them.
  template <class... Arguments>
  Rows query(Statement const& statement, Arguments const&... arguments) {
    return start(statement, std::array<Value, sizeof...(Arguments)>{Value(arguments)...}, Binding::copied);
  }

  // Calls on_row(Row const&) with each row.
  template <class OnRow, class... Arguments>
  void each(Statement const& statement, OnRow on_row, Arguments const&... arguments) {
    Rows rows =
        start(statement, std::array<Value, sizeof...(Arguments)>{Value(arguments)...}, Binding::referred);
    while (rows.next()) on_row(rows.row());
  }

  // What `read` makes of the first row, or nothing where there is none.
  template <class Read, class... Arguments>
  auto one(Statement const& statement, Read read, Arguments const&... arguments)
      -> std::optional<std::invoke_result_t<Read&, Row const&>> {
    static_assert(!std::is_same_v<std::invoke_result_t<Read&, Row const&>, std::string_view>,
                  "a view of a row ends with the row: make it a std::string");
    Rows rows =
        start(statement, std::array<Value, sizeof...(Arguments)>{Value(arguments)...}, Binding::referred);
    if (!rows.next()) return std::nullopt;
    return read(rows.row());
  }

 protected:
  Rows start(Statement const& statement, std::span<Value const> arguments, Binding binding);
  std::int64_t run(Statement const& statement, std::span<Value const> arguments);
  std::int64_t run_insert(Statement const& statement, std::span<Value const> arguments);

 private:
  Connection& connection_;
};

// A savepoint inside the writer's transaction: everything in it is kept, or nothing is.
class WriteTx : public ReadTx {
 public:
  using ReadTx::ReadTx;

  // Runs the statement to its end and gives the number of rows inserted, changed or deleted.
  template <class... Arguments>
  std::int64_t execute(Statement const& statement, Arguments const&... arguments) {
    return run(statement, std::array<Value, sizeof...(Arguments)>{Value(arguments)...});
  }

  // Runs a statement that inserts exactly one row, and gives its key. Costs less than RETURNING, which keeps
  // its rows in a table of their own first.
  template <class Key, class... Arguments>
  Key insert(Statement const& statement, Arguments const&... arguments) {
    return Key{run_insert(statement, std::array<Value, sizeof...(Arguments)>{Value(arguments)...})};
  }
};

}  // namespace storage
