#include "tests/unit/forum/erased_rows.hpp"

namespace forum {
namespace {

storage::Statement const kCount(
    "test.texts_with",
    "SELECT COUNT(*) FROM (SELECT body || html AS said FROM post UNION ALL SELECT body || html FROM revision"
    " UNION ALL SELECT body || html FROM pending_revision UNION ALL SELECT body FROM draft"
    " UNION ALL SELECT title FROM thread UNION ALL SELECT text FROM author_note"
    " UNION ALL SELECT reason FROM warning_appeal UNION ALL SELECT title FROM order_wish"
    " UNION ALL SELECT reply FROM order_wish UNION ALL SELECT summary FROM order_proposal"
    " UNION ALL SELECT title FROM former_label UNION ALL SELECT tags FROM former_label"
    " UNION ALL SELECT reason FROM act_appeal UNION ALL SELECT summary FROM closing UNION ALL SELECT note "
    "FROM split)"
    " WHERE INSTR(said, $1) > 0");

}  // namespace

int count_texts_with(storage::ReadTx& tx, std::string_view words) {
  return tx.one(
               kCount, [](storage::Row const& row) { return static_cast<int>(row.integer(0)); }, words)
      .value();
}

}  // namespace forum
