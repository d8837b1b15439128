#include "forum/slow_mode_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kPut(
    "slow_mode.put",
    "INSERT INTO slow_mode (thread_id, seconds, set_at, set_by) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (thread_id) DO UPDATE SET seconds = excluded.seconds, set_at = excluded.set_at,"
    " set_by = excluded.set_by");
Statement const kDelete("slow_mode.delete", "DELETE FROM slow_mode WHERE thread_id = $1");
Statement const kPause("slow_mode.pause", "SELECT seconds FROM slow_mode WHERE thread_id = $1");
// Only threads in slow mode are looked through.
Statement const kLastOwn("slow_mode.last_own",
                         "SELECT MAX(p.created_at) FROM post p WHERE p.thread_id = $1 AND p.author_id = $2"
                         " AND p.parent_id IS NOT NULL");

}  // namespace

void put_slow_mode(storage::WriteTx& tx, ThreadId thread, auth::Viewer const& officer,
                   std::chrono::seconds pause) {
  tx.execute(kPut, thread, static_cast<std::int64_t>(pause.count()), officer.now, officer.user);
}

void delete_slow_mode(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kDelete, thread);
}

std::optional<std::chrono::seconds> select_pause(storage::ReadTx& tx, ThreadId thread) {
  return tx.one(kPause, [](Row const& row) { return std::chrono::seconds(row.integer(0)); }, thread);
}

std::optional<base::Timestamp> select_last_own(storage::ReadTx& tx, auth::Viewer const& viewer,
                                               ThreadId thread) {
  return tx.one(
               kLastOwn, [](Row const& row) { return row.optional_time(0); }, thread, viewer.user)
      .value_or(std::nullopt);
}

}  // namespace forum
