#include "storage/row.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include <sqlite3.h>

namespace storage {
namespace {

std::string_view type_name(int type) {
  switch (type) {
    case SQLITE_INTEGER:
      return "an integer";
    case SQLITE_FLOAT:
      return "a real number";
    case SQLITE_TEXT:
      return "text";
    case SQLITE_BLOB:
      return "a blob";
    default:
      return "NULL";
  }
}

[[noreturn]] void throw_wrong_type(sqlite3_stmt* statement, int column, std::string_view wanted) {
  auto const* const name = sqlite3_column_name(statement, column);
  throw std::logic_error("column " + std::to_string(column) + " (" + (name ? name : "absent") + ") holds " +
                         std::string(type_name(sqlite3_column_type(statement, column))) + ", not " +
                         std::string(wanted));
}

void expect_type(sqlite3_stmt* statement, int column, int type) {
  if (sqlite3_column_type(statement, column) != type) [[unlikely]] {
    throw_wrong_type(statement, column, type_name(type));
  }
}

template <std::size_t Size>
std::array<std::byte, Size> fixed_blob(Row const& row, sqlite3_stmt* statement, int column,
                                       std::string_view wanted) {
  auto const bytes = row.blob(column);
  if (bytes.size() != Size) [[unlikely]]
    throw_wrong_type(statement, column, wanted);
  std::array<std::byte, Size> copy;
  std::ranges::copy(bytes, copy.begin());
  return copy;
}

}  // namespace

bool Row::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Row::integer(int column) const {
  expect_type(statement_, column, SQLITE_INTEGER);
  return sqlite3_column_int64(statement_, column);
}

double Row::real(int column) const {
  if (sqlite3_column_type(statement_, column) != SQLITE_INTEGER) {
    expect_type(statement_, column, SQLITE_FLOAT);
  }
  return sqlite3_column_double(statement_, column);
}

std::string_view Row::text(int column) const {
  expect_type(statement_, column, SQLITE_TEXT);
  auto const* const characters = reinterpret_cast<char const*>(sqlite3_column_text(statement_, column));
  return {characters, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::span<std::byte const> Row::blob(int column) const {
  expect_type(statement_, column, SQLITE_BLOB);
  auto const* const bytes = static_cast<std::byte const*>(sqlite3_column_blob(statement_, column));
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

base::PublicId Row::public_id(int column) const {
  return {fixed_blob<base::PublicId::kSize>(*this, statement_, column, "a public id of 16 bytes")};
}

base::Digest Row::digest(int column) const {
  return fixed_blob<std::tuple_size_v<base::Digest>>(*this, statement_, column, "a digest of 32 bytes");
}

}  // namespace storage
