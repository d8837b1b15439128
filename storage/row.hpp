// One row of an answer, read column by column (columns count from 0).
//
// Views into text and bytes hold until the next row is fetched. A column that holds another type than asked
// for, NULL above all, is a bug and throws std::logic_error; the optional_* twins give nothing for NULL.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/hash.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

struct sqlite3_stmt;

namespace storage {

class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  bool boolean(int column) const { return integer(column) != 0; }
  double real(int column) const;  // an integer is taken, too
  std::string_view text(int column) const;
  std::span<std::byte const> blob(int column) const;
  base::Timestamp time(int column) const { return base::from_milliseconds(integer(column)); }
  base::PublicId public_id(int column) const;
  base::Digest digest(int column) const;
  template <class Tag>
  base::Id<Tag> id(int column) const {
    return base::Id<Tag>{integer(column)};
  }

  std::optional<std::int64_t> optional_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
  }
  std::optional<bool> optional_boolean(int column) const {
    return is_null(column) ? std::nullopt : std::optional(boolean(column));
  }
  std::optional<double> optional_real(int column) const {
    return is_null(column) ? std::nullopt : std::optional(real(column));
  }
  std::optional<std::string_view> optional_text(int column) const {
    return is_null(column) ? std::nullopt : std::optional(text(column));
  }
  std::optional<std::span<std::byte const>> optional_blob(int column) const {
    return is_null(column) ? std::nullopt : std::optional(blob(column));
  }
  std::optional<base::Timestamp> optional_time(int column) const {
    return is_null(column) ? std::nullopt : std::optional(time(column));
  }
  std::optional<base::PublicId> optional_public_id(int column) const {
    return is_null(column) ? std::nullopt : std::optional(public_id(column));
  }
  std::optional<base::Digest> optional_digest(int column) const {
    return is_null(column) ? std::nullopt : std::optional(digest(column));
  }
  template <class Tag>
  std::optional<base::Id<Tag>> optional_id(int column) const {
    return is_null(column) ? std::nullopt : std::optional(id<Tag>(column));
  }

 private:
  sqlite3_stmt* statement_;
};

}  // namespace storage
