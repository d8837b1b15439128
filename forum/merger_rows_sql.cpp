#include "auth/readable.hpp"
#include "forum/merger_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kInsert("merger.insert",
                        "INSERT INTO merger (thread_id, into_id, was_locked, merged_at, merged_by)"
                        " VALUES ($1, $2, $3, $4, $5)");
Statement const kDelete("merger.delete", "DELETE FROM merger WHERE thread_id = $1");
Statement const kFind("merger.find",
                      "SELECT i.public_id, i.author_id FROM merger g JOIN thread i ON i.id = g.into_id"
                      " WHERE g.thread_id = $1");
Statement const kWasLocked("merger.was_locked", "SELECT was_locked FROM merger WHERE thread_id = $1");

std::string told_threads(std::string_view by, std::string_view condition) {
  return "SELECT t.public_id, t.level, so.public_id, t.title, (SELECT COALESCE(SUM(a.posts), 0) FROM "
         "post_tally a"
         " WHERE a.thread_id = t.id AND " +
         auth::readable("a", "t.topic_id", "a.thread_id") +
         ") FROM merger g JOIN thread t ON t.id = " + std::string(by) + kThreadPlaceJoins + " WHERE " +
         std::string(condition) + " AND " + thread_place_readable();
}
Statement const kInto("merger.into", told_threads("g.into_id", "g.thread_id = $7"));
Statement const kMerged("merger.merged", told_threads("g.thread_id", "g.into_id = $7") +
                                             " ORDER BY g.merged_at DESC, g.thread_id DESC LIMIT $8");

LinkedThread read_told(Row const& row) {
  LinkedThread thread;
  thread.origin = {row.public_id(0), static_cast<auth::Level>(row.integer(1)), row.public_id(2)};
  thread.title = row.text(3);
  thread.posts = static_cast<int>(row.integer(4));
  return thread;
}

}  // namespace

void insert_merger(storage::WriteTx& tx, auth::Viewer const& officer, ThreadPlace const& thread,
                   ThreadId into) {
  tx.execute(kInsert, thread.id, into, thread.locked, officer.now, officer.user);
}

void delete_merger(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kDelete, thread);
}

bool was_locked_before_merger(storage::ReadTx& tx, ThreadId thread) {
  return tx.one(kWasLocked, [](Row const& row) { return row.boolean(0); }, thread).value_or(false);
}

bool is_merged(storage::ReadTx& tx, ThreadId thread) {
  return tx.one(kWasLocked, [](Row const&) { return true; }, thread).has_value();
}

std::optional<MergedInto> find_merger(storage::ReadTx& tx, ThreadId thread) {
  return tx.one(
      kFind, [](Row const& row) { return MergedInto{row.public_id(0), row.id<auth::UserTag>(1)}; }, thread);
}

std::optional<LinkedThread> find_merged_into(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             ThreadId thread) {
  return auth::one_as(tx, viewer, kInto, read_told, thread);
}

std::vector<LinkedThread> select_merged(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId into) {
  std::vector<LinkedThread> threads;
  auto rows = auth::query_as(tx, viewer, kMerged, into, kLinksShown);
  while (rows.next()) threads.push_back(read_told(rows.row()));
  return threads;
}

}  // namespace forum
