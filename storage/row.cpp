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

// The value of the column, asked for once: each further question of a column would be checked anew by SQLite.
// Only this thread uses the statement, so the value needs no protection.
sqlite3_value* value_of(sqlite3_stmt* statement, int column, int type) {
  auto* const value = sqlite3_column_value(statement, column);
  if (sqlite3_value_type(value) != type) [[unlikely]]
    throw_wrong_type(statement, column, type_name(type));
  return value;
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
  return sqlite3_value_int64(value_of(statement_, column, SQLITE_INTEGER));
}

double Row::real(int column) const {
  auto* const value = sqlite3_column_value(statement_, column);
  int const type = sqlite3_value_type(value);
  if (type != SQLITE_INTEGER && type != SQLITE_FLOAT) [[unlikely]]
    throw_wrong_type(statement_, column, type_name(SQLITE_FLOAT));
  return sqlite3_value_double(value);
}

std::string_view Row::text(int column) const {
  auto* const value = value_of(statement_, column, SQLITE_TEXT);
  auto const* const characters = reinterpret_cast<char const*>(sqlite3_value_text(value));
  return {characters, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

std::span<std::byte const> Row::blob(int column) const {
  auto* const value = value_of(statement_, column, SQLITE_BLOB);
  auto const* const bytes = static_cast<std::byte const*>(sqlite3_value_blob(value));
  return {bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

base::PublicId Row::public_id(int column) const {
  return {fixed_blob<base::PublicId::kSize>(*this, statement_, column, "a public id of 16 bytes")};
}

base::Digest Row::digest(int column) const {
  return fixed_blob<std::tuple_size_v<base::Digest>>(*this, statement_, column, "a digest of 32 bytes");
}

}  // namespace storage
