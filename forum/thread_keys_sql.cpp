#include <algorithm>
#include <limits>

#include "auth/readable.hpp"
#include "forum/tallies.hpp"
#include "forum/thread_keys.hpp"
#include "forum/thread_readable.hpp"
#include "forum/unread.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// The last activity of thread t that the viewer may read; null where he may read nothing in it.
std::string last_activity() {
  return "(SELECT MAX(a.last_at) FROM post_tally a WHERE a.thread_id = t.id AND " +
         auth::readable("a", "$7", "a.thread_id") + ")";
}

std::string few(std::string_view condition) {
  return "SELECT t.id, COALESCE(" + last_activity() +
         ", t.created_at) FROM thread t WHERE t.topic_id = $7 AND " + std::string(condition) + " AND " +
         thread_readable("$7");
}

Statement const kPinned("thread.pinned", few("t.pinned = 1"));
Statement const kPinnedAndMine("thread.pinned_and_mine", few("t.pinned = 1 AND t.author_id = $1"));
Statement const kMine("thread.mine", few("t.pinned = 0 AND t.author_id = $1"));
Statement const kTagged("thread.tagged",
                        "SELECT t.id, COALESCE(" + last_activity() +
                            ", t.created_at) FROM thread_tag x CROSS JOIN thread t ON t.id = x.thread_id"
                            " WHERE x.tag = $8 AND t.topic_id = $7 AND t.pinned = 0 AND " +
                            thread_readable("$7"));

// Along the index of activity: one row for each envelope of a thread, the last of which stands for the
// thread. What he may not read comes as 0, so that the caller learns how much is passed over. CASE asks one
// after the other, and no more than it must.
std::string by_activity(std::string const& more_of_thread, std::string const& more_of_tally) {
  return "SELECT a.thread_id, a.last_at, CASE WHEN " + std::string(kIsNear) + " AND " +
         auth::readable("a", "$7", "a.thread_id") + more_of_tally +
         " AND NOT EXISTS (SELECT 1 FROM post_tally b WHERE b.thread_id = a.thread_id AND b.last_at > "
         "a.last_at AND " +
         auth::readable("b", "$7", "b.thread_id") +
         ") AND EXISTS (SELECT 1 FROM thread t WHERE t.id = a.thread_id" + more_of_thread + " AND " +
         thread_readable("$7") + ") THEN 1 ELSE 0 END FROM post_tally a" + kNearReaders +
         " WHERE a.topic_id = $7 AND (a.last_at, a.thread_id) < ($8, $9)"
         " ORDER BY a.last_at DESC, a.thread_id DESC";
}

std::string has_news() {
  return " AND EXISTS (SELECT 1 FROM post_tally n WHERE n.thread_id = a.thread_id AND " + is_news("n") +
         " AND " + auth::readable("n", "$7", "n.thread_id") + ")";
}

// The threads of the audiences that the viewer's organisation is in.
std::string by_audience(std::string const& more) {
  return "SELECT t.id, " + last_activity() +
         " FROM audience_member m CROSS JOIN thread t ON t.topic_id = $7 AND t.audience_id = m.audience_id"
         " WHERE m.organisation_id = $2" +
         more + " AND " + thread_readable("$7");
}

constexpr char kUnpinned[] = " AND t.pinned = 0";

struct Ways {
  Statement along_index;
  Statement by_audience;
};

Ways const kAll{{"thread.by_activity", by_activity(kUnpinned, "")},
                {"thread.by_audience", by_audience(kUnpinned)}};
Ways const kWithNews{{"thread.news_by_activity", by_activity(kUnpinned, has_news())},
                     {"thread.news_by_audience",
                      by_audience(std::string(kUnpinned) +
                                  " AND EXISTS (SELECT 1 FROM post_tally n WHERE n.thread_id = t.id AND " +
                                  is_news("n") + " AND " + auth::readable("n", "$7", "n.thread_id") + ")")}};
Ways const kPinnedToo{{"topic.last_by_activity", by_activity("", "")},
                      {"topic.last_by_audience", by_audience("")}};

Statement const kUnpinnedKey("thread.unpinned_key",
                             "SELECT t.id, " + last_activity() +
                                 " FROM thread t WHERE t.id = $8 AND t.pinned = 0 AND " +
                                 thread_readable("$7"));

constexpr ThreadKey kTop{base::Timestamp::max(), ThreadId{std::numeric_limits<std::int64_t>::max()}};

ThreadKey read_key(Row const& row) {
  return {row.time(1), row.id<ThreadTag>(0)};
}

std::vector<ThreadKey> sorted(std::vector<ThreadKey> keys) {
  std::ranges::sort(keys, std::greater());
  return keys;
}

// Goes along the index. Where it runs out of patience with a viewer who may read few threads here, it gives
// the key that it came to.
std::optional<ThreadKey> walk_index(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic,
                                    Ways const& ways, ThreadKey before,
                                    std::function<bool(ThreadKey)> const& take, ThreadId& last) {
  Patience patience(tx, viewer, topic, std::nullopt);
  auto rows = auth::query_as(tx, viewer, ways.along_index, topic, before.last_activity, before.id);
  while (rows.next()) {
    if (rows.row().integer(2) == 0) {
      if (patience.ends()) return read_key(rows.row());
      continue;
    }
    ThreadKey const key = read_key(rows.row());
    // Two envelopes of a thread may share its last moment; they stand beside each other.
    if (key.id == last) continue;
    last = key.id;
    if (!take(key)) return std::nullopt;
  }
  return std::nullopt;
}

void each_thread(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic, Ways const& ways,
                 ThreadKey before, std::function<bool(ThreadKey)> const& take) {
  ThreadId last;
  auto const came_to = walk_index(tx, viewer, topic, ways, before, take, last);
  if (!came_to) return;
  std::vector<ThreadKey> keys;
  {
    auto rows = auth::query_as(tx, viewer, ways.by_audience, topic);
    while (rows.next()) {
      if (!rows.row().is_null(1)) keys.push_back(read_key(rows.row()));
    }
  }
  for (auto const& key : sorted(std::move(keys))) {
    if (key > *came_to || key.id == last) continue;
    if (!take(key)) return;
  }
}

}  // namespace

std::vector<ThreadKey> select_few_threads(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic,
                                          Few which) {
  Statement const& statement = which == Few::pinned            ? kPinned
                               : which == Few::pinned_and_mine ? kPinnedAndMine
                                                               : kMine;
  std::vector<ThreadKey> keys;
  auto rows = auth::query_as(tx, viewer, statement, topic);
  while (rows.next()) keys.push_back(read_key(rows.row()));
  return sorted(std::move(keys));
}

std::vector<ThreadKey> select_tagged_threads(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic,
                                             std::string_view tag) {
  std::vector<ThreadKey> keys;
  auto rows = auth::query_as(tx, viewer, kTagged, topic, tag);
  while (rows.next()) keys.push_back(read_key(rows.row()));
  return sorted(std::move(keys));
}

void each_thread_by_activity(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic, Walk walk,
                             ThreadKey before, std::function<bool(ThreadKey)> const& take) {
  each_thread(tx, viewer, topic, walk == Walk::all ? kAll : kWithNews, before, take);
}

std::optional<std::vector<ThreadKey>> select_threads_with_news(storage::ReadTx& tx,
                                                               auth::Viewer const& viewer, TopicId topic,
                                                               std::size_t most) {
  std::vector<ThreadId> threads;
  each_thread_with_news(tx, viewer, topic, [&](ThreadId thread, std::int64_t) {
    threads.push_back(thread);
    return threads.size() <= most;
  });
  if (threads.size() > most) return std::nullopt;
  std::vector<ThreadKey> keys;
  for (auto const thread : threads) {
    if (auto const key = auth::one_as(tx, viewer, kUnpinnedKey, read_key, topic, thread))
      keys.push_back(*key);
  }
  return sorted(std::move(keys));
}

std::optional<base::Timestamp> find_last_activity(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  TopicId topic) {
  std::optional<base::Timestamp> found;
  each_thread(tx, viewer, topic, kPinnedToo, kTop, [&](ThreadKey key) {
    found = key.last_activity;
    return false;
  });
  return found;
}

}  // namespace forum
