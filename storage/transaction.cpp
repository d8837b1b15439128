#include "storage/transaction.hpp"

#include <stdexcept>
#include <string>

#include "storage/connection.hpp"

namespace storage {

Rows::Rows(Connection& connection, Prepared& prepared)
    : connection_(connection), prepared_(prepared), row_(prepared.handle) {}

Rows::~Rows() {
  connection_.reset(prepared_);
}

bool Rows::next() {
  return connection_.step(prepared_);
}

Rows ReadTx::start(Statement const& statement, std::span<Value const> arguments, Binding binding) {
  return Rows(connection_, connection_.start(statement, arguments, binding));
}

std::int64_t ReadTx::run(Statement const& statement, std::span<Value const> arguments) {
  Prepared& prepared = connection_.start(statement, arguments, Binding::referred);
  Rows rows(connection_, prepared);
  while (rows.next()) {
  }
  return connection_.changed_rows(prepared);
}

std::int64_t ReadTx::run_insert(Statement const& statement, std::span<Value const> arguments) {
  if (run(statement, arguments) != 1) {
    throw std::logic_error("statement " + std::string(statement.name()) + " did not insert one row");
  }
  return connection_.last_inserted();
}

}  // namespace storage
