#include "auth/readable.hpp"
#include "forum/thread_readable.hpp"
#include "forum/widening_rows.hpp"

namespace forum {

char const* const kQuotedInJoins =
    " LEFT JOIN thread qt ON qt.id = w.quoted_in_id LEFT JOIN topic qc ON qc.id = qt.topic_id"
    " LEFT JOIN organisation qo ON qo.id = qt.source_id";

std::string quoted_in_columns() {
  return "w.is_for_quote, qt.id IS NOT NULL AND " + thread_readable("qt.topic_id", "qt.id", "qt") + " AND " +
         auth::readable("qc", "qc.id", "qt.id") + ", qt.public_id, qt.level, qo.public_id, qt.title";
}

std::optional<QuotedIn> read_quoted_in(storage::Row const& row, int& column) {
  int const at = column;
  column += 6;
  if (!row.boolean(at)) return std::nullopt;
  QuotedIn quoted_in;
  if (row.boolean(at + 1)) {
    quoted_in.thread =
        Origin{row.public_id(at + 2), static_cast<auth::Level>(row.integer(at + 3)), row.public_id(at + 4)};
    quoted_in.title = row.text(at + 5);
  }
  return quoted_in;
}

}  // namespace forum
