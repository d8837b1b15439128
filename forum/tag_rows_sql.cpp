#include "auth/readable.hpp"
#include "forum/places.hpp"
#include "forum/tag_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kOfThread("tag.of_thread", "SELECT tag FROM thread_tag WHERE thread_id = $1 ORDER BY tag");

Statement const kTold("tag.told",
                      "SELECT x.tag, COALESCE(CASE $2 WHEN 'ar' THEN l.name_ar WHEN 'es' THEN l.name_es WHEN "
                      "'fr' THEN l.name_fr"
                      " ELSE l.name_en END, x.tag) FROM thread_tag x LEFT JOIN listed_tag l ON l.tag = x.tag"
                      " AND l.retired_at IS NULL WHERE x.thread_id = $1 ORDER BY x.tag");

Statement const kDelete("tag.delete", "DELETE FROM thread_tag WHERE thread_id = $1");
Statement const kInsert("tag.insert", "INSERT INTO thread_tag (tag, thread_id) VALUES ($2, $1)");

Statement const kIsLabelled(
    "tag.is_labelled",
    "SELECT 1 FROM thread t WHERE t.id = $1 AND ($2 = 0 OR t.kind = $2) AND ($3 = '' OR"
    " EXISTS (SELECT 1 FROM thread_tag x WHERE x.tag = $3 AND x.thread_id = t.id))");

// $7 is the first tag, $8 what comes after the last.
// Threads that were split off are in no tally, and few.
std::string counted(std::string_view condition) {
  return "SELECT x.tag, SUM(x.threads) FROM (SELECT a.tag AS tag, a.threads AS threads FROM tag_tally a"
         " JOIN topic c ON c.id = a.topic_id WHERE a.tag " +
         std::string(condition) + " AND " + auth::readable("a", "a.topic_id") + " AND " +
         auth::readable("c", "c.id") +
         " UNION ALL SELECT g.tag AS tag, 1 AS threads FROM thread t INDEXED BY thread_split"
         " CROSS JOIN thread_tag g ON g.thread_id = t.id JOIN topic c ON c.id = t.topic_id"
         " WHERE t.is_split = 1 AND g.tag " +
         std::string(condition) + " AND " + thread_place_readable() + ") x GROUP BY x.tag ORDER BY x.tag";
}
Statement const kCounted("tag.counted", counted(">= $7 AND tag < $8"));
Statement const kCountOne("tag.count_one", counted("= $7"));

// Of a guest, whom no tally knows: he is invited to few threads.
std::string invited(std::string_view condition) {
  return "SELECT x.tag, COUNT(*) FROM thread t JOIN thread_tag x ON x.thread_id = t.id"
         " JOIN topic c ON c.id = t.topic_id WHERE t.id IN (" +
         auth::invited_threads() + ") AND " + std::string(condition) + " AND " + thread_place_readable() +
         " GROUP BY x.tag ORDER BY x.tag";
}
Statement const kInvited("tag.invited", invited("x.tag >= $7 AND x.tag < $8"));
Statement const kCountOneInvited("tag.count_one_invited", invited("x.tag = $7"));

Statement const kTagged("tag.threads",
                        "SELECT x.thread_id FROM thread_tag x CROSS JOIN thread t ON t.id = x.thread_id"
                        " JOIN topic c ON c.id = t.topic_id WHERE x.tag = $7 AND x.thread_id < $8"
                        " AND ($9 = 0 OR t.kind = $9) AND " +
                            thread_place_readable() + " ORDER BY x.thread_id DESC");

int number_of(std::optional<ThreadKind> kind) {
  return kind ? static_cast<int>(*kind) : 0;
}

}  // namespace

std::vector<std::string> select_tags(storage::ReadTx& tx, ThreadId thread) {
  std::vector<std::string> tags;
  tx.each(kOfThread, [&](Row const& row) { tags.emplace_back(row.text(0)); }, thread);
  return tags;
}

std::vector<ToldTag> select_told_tags(storage::ReadTx& tx, ThreadId thread, auth::Language language) {
  std::vector<ToldTag> tags;
  tx.each(
      kTold, [&](Row const& row) { tags.push_back({std::string(row.text(0)), std::string(row.text(1))}); },
      thread, to_string(language));
  return tags;
}

void replace_tags(storage::WriteTx& tx, ThreadId thread, std::vector<std::string> const& tags) {
  tx.execute(kDelete, thread);
  for (auto const& tag : tags) tx.execute(kInsert, thread, tag);
}

bool is_labelled(storage::ReadTx& tx, ThreadId thread, std::optional<ThreadKind> kind, std::string_view tag) {
  return tx.one(kIsLabelled, [](Row const&) { return true; }, thread, number_of(kind), tag).has_value();
}

void each_counted_tag(storage::ReadTx& tx, auth::Viewer const& viewer, std::string_view from,
                      std::string_view end, std::function<bool(std::string const&, int)> const& take) {
  auto rows = auth::query_as(tx, viewer, viewer.is_guest() ? kInvited : kCounted, from, end);
  while (rows.next()) {
    if (!take(std::string(rows.row().text(0)), static_cast<int>(rows.row().integer(1)))) return;
  }
}

int count_tagged_threads(storage::ReadTx& tx, auth::Viewer const& viewer, std::string_view tag) {
  return auth::one_as(
             tx, viewer, viewer.is_guest() ? kCountOneInvited : kCountOne,
             [](Row const& row) { return static_cast<int>(row.integer(1)); }, tag)
      .value_or(0);
}

void each_tagged_thread(storage::ReadTx& tx, auth::Viewer const& viewer, std::string_view tag,
                        std::optional<ThreadKind> kind, ThreadId before,
                        std::function<bool(ThreadId)> const& take) {
  auto rows = auth::query_as(tx, viewer, kTagged, tag, before, number_of(kind));
  while (rows.next()) {
    if (!take(rows.row().id<ThreadTag>(0))) return;
  }
}

}  // namespace forum
