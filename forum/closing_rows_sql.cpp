#include "forum/closing_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kInsert(
    "closing.insert",
    "INSERT INTO closing (thread_id, closed_at, closed_by, summary) VALUES ($1, $2, $3, $4)");
Statement const kDelete("closing.delete", "DELETE FROM closing WHERE thread_id = $1");
Statement const kFind("closing.find", "SELECT summary, closed_at FROM closing WHERE thread_id = $1");

}  // namespace

void insert_closing(storage::WriteTx& tx, ThreadId thread, auth::Viewer const& officer,
                    std::string_view summary) {
  tx.execute(kInsert, thread, officer.now, officer.user, summary);
}

void delete_closing(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kDelete, thread);
}

std::optional<Closing> find_closing(storage::ReadTx& tx, ThreadId thread) {
  return tx.one(kFind, [](Row const& row) { return Closing{std::string(row.text(0)), row.time(1)}; }, thread);
}

}  // namespace forum
