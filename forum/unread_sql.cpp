#include <algorithm>
#include <unordered_set>

#include "auth/readable.hpp"
#include "forum/tallies.hpp"
#include "forum/unread.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// Read from the index post_by_sequence alone, which holds the whole envelope.
Statement const kCountInThread(
    "unread.count_in_thread",
    "SELECT COUNT(*) FROM (SELECT 1 FROM post p WHERE p.thread_id = $7 AND p.sequence > $9 AND p.author_id "
    "<> $1"
    " AND NOT EXISTS (SELECT 1 FROM post_read r WHERE r.user_id = $1 AND r.thread_id = p.thread_id"
    " AND r.post_id = p.id) AND " +
        auth::readable("p", "$8") + " LIMIT $10) x");

// What the viewer has read up to in the whole topic $7.
constexpr char kTopicMark[] =
    "COALESCE((SELECT MAX(f.read_to) FROM (SELECT e.posts_read_to AS read_to FROM reader e WHERE e.user_id = "
    "$1"
    " UNION ALL SELECT c.read_to AS read_to FROM topic_read c WHERE c.user_id = $1 AND c.topic_id = $7) f), "
    "0)";

constexpr char kThreadMark[] =
    "COALESCE((SELECT f.read_to FROM thread_read f WHERE f.user_id = $1 AND f.thread_id = a.thread_id), 0)";

// Threads with something new, the newest first; a thread comes once for each envelope.
Statement const kNewInTopic("unread.new_in_topic",
                            std::string("SELECT a.thread_id, ") + kTopicMark + ", " + kThreadMark +
                                " FROM post_tally a JOIN thread t ON t.id = a.thread_id"
                                " WHERE a.topic_id = $7 AND a.last_sequence > " +
                                kTopicMark + " AND " + is_among_readers("a") + " AND a.last_sequence > " +
                                kThreadMark + " AND " + auth::readable("a", "$7") + " AND " +
                                auth::readable("t", "$7") + " ORDER BY a.last_sequence DESC");

}  // namespace

int count_unread(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread, TopicId topic,
                 std::int64_t read_to, int limit) {
  return auth::one_as(
             tx, viewer, kCountInThread, [](Row const& row) { return static_cast<int>(row.integer(0)); },
             thread, topic, read_to, limit)
      .value_or(0);
}

void each_thread_with_news(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic,
                           std::function<bool(ThreadId, std::int64_t)> const& take) {
  std::unordered_set<std::int64_t> met;
  auto rows = auth::query_as(tx, viewer, kNewInTopic, topic);
  while (rows.next()) {
    auto const thread = rows.row().id<ThreadTag>(0);
    if (!met.insert(thread.value).second) continue;
    if (!take(thread, std::max(rows.row().integer(1), rows.row().integer(2)))) return;
  }
}

int count_unread(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic, int limit) {
  int unread = 0;
  each_thread_with_news(tx, viewer, topic, [&](ThreadId thread, std::int64_t read_to) {
    unread += count_unread(tx, viewer, thread, topic, read_to, limit - unread);
    return unread < limit;
  });
  return unread;
}

}  // namespace forum
