#include "tests/unit/forum/disclosed_rows.hpp"

namespace tests {
namespace {

storage::Statement const kCountLists("test.recipient_lists", "SELECT COUNT(*) FROM recipient_list");
storage::Statement const kForget("test.forget_disclosures", "DELETE FROM disclosure");

}  // namespace

std::int64_t count_recipient_lists(storage::ReadTx& tx) {
  return tx.one(kCountLists, [](storage::Row const& row) { return row.integer(0); }).value();
}

void forget_disclosures(storage::WriteTx& tx) {
  tx.execute(kForget);
}

}  // namespace tests
