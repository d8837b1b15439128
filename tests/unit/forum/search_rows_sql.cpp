#include "forum/columns.hpp"
#include "tests/unit/forum/search_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kIndexed("test.search_indexed", "SELECT rowid FROM search_index ORDER BY rowid");
Statement const kDue("test.search_due", "SELECT post_id FROM search_due ORDER BY post_id");
Statement const kHolding("test.search_holding",
                         "SELECT COUNT(*) FROM search_index WHERE search_index MATCH $1");
Statement const kBlocks("test.search_blocks", "SELECT block FROM search_index_data");
Statement const kEmpty("test.search_empty", "DELETE FROM search_index");
Statement const kAllDue("test.search_all_due", "INSERT INTO search_due SELECT id FROM post");
Statement const kOverwrite("test.search_overwrite", "UPDATE post SET html = $2 WHERE id = $1");

std::vector<PostId> ids(storage::ReadTx& tx, Statement const& statement) {
  std::vector<PostId> found;
  tx.each(statement, [&](Row const& row) { found.push_back(row.id<PostTag>(0)); });
  return found;
}

}  // namespace

std::vector<PostId> select_indexed(storage::ReadTx& tx) {
  return ids(tx, kIndexed);
}

std::vector<PostId> select_due_posts(storage::ReadTx& tx) {
  return ids(tx, kDue);
}

int count_holding(storage::ReadTx& tx, std::string_view word) {
  auto const expression = "\"0" + std::string(word) + "\" OR \"1" + std::string(word) + "\"";
  return static_cast<int>(
      tx.one(kHolding, [](Row const& row) { return row.integer(0); }, expression).value());
}

bool is_in_file(storage::ReadTx& tx, std::string_view word) {
  bool found = false;
  tx.each(kBlocks, [&](Row const& row) {
    found = found || bytes_as_text(row.blob(0)).find(word) != std::string_view::npos;
  });
  return found;
}

void empty_index(storage::WriteTx& tx) {
  tx.execute(kEmpty);
  tx.execute(kAllDue);
}

void overwrite_text(storage::WriteTx& tx, PostId post, std::string_view html) {
  tx.execute(kOverwrite, post, html);
}

}  // namespace forum
