#include <algorithm>
#include <unordered_set>

#include "auth/readable.hpp"
#include "forum/unread.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kHasNew("unread.has_new",
                        "SELECT 1 FROM post_tally a WHERE a.thread_id = $7 AND a.last_sequence > $9 AND " +
                            auth::readable("a", "$8") + " LIMIT 1");

Statement const kCountInThread(
    "unread.count_in_thread",
    "SELECT COUNT(*) FROM (SELECT 1 FROM post p WHERE p.thread_id = $7 AND p.sequence > $9 AND p.author_id "
    "<> $1"
    " AND NOT EXISTS (SELECT 1 FROM post_read r WHERE r.user_id = $1 AND r.thread_id = p.thread_id"
    " AND r.post_id = p.id) AND " +
        auth::readable("p", "$8") + " LIMIT $10) x");

Statement const kTopicMark(
    "unread.topic_mark",
    "SELECT COALESCE((SELECT f.posts_read_to FROM reader f WHERE f.user_id = $1), 0),"
    " COALESCE((SELECT f.read_to FROM topic_read f WHERE f.user_id = $1 AND f.topic_id = $2), 0)");

// Threads with something new, the newest first; a thread comes once for each envelope.
Statement const kNewInTopic(
    "unread.new_in_topic",
    "SELECT a.thread_id, COALESCE((SELECT f.read_to FROM thread_read f WHERE f.user_id = $1"
    " AND f.thread_id = a.thread_id), 0), a.last_sequence FROM post_tally a JOIN thread t ON t.id = "
    "a.thread_id"
    " WHERE a.topic_id = $7 AND a.last_sequence > $8 AND " +
        auth::readable("a", "$7") + " AND " + auth::readable("t", "$7") + " ORDER BY a.last_sequence DESC");

int count_in_thread(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread, TopicId topic,
                    std::int64_t read_to, int limit) {
  return auth::one_as(
             tx, viewer, kCountInThread, [](Row const& row) { return static_cast<int>(row.integer(0)); },
             thread, topic, read_to, limit)
      .value_or(0);
}

}  // namespace

int count_unread(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread, TopicId topic,
                 std::int64_t read_to, int limit) {
  auto const has_new =
      auth::one_as(tx, viewer, kHasNew, [](Row const&) { return true; }, thread, topic, read_to);
  return has_new ? count_in_thread(tx, viewer, thread, topic, read_to, limit) : 0;
}

int count_unread(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic, int limit) {
  auto const topic_mark =
      tx.one(
            kTopicMark, [](Row const& row) { return std::max(row.integer(0), row.integer(1)); }, viewer.user,
            topic)
          .value_or(0);
  int unread = 0;
  std::unordered_set<std::int64_t> counted;
  auto rows = auth::query_as(tx, viewer, kNewInTopic, topic, topic_mark);
  while (unread < limit && rows.next()) {
    auto const thread = rows.row().id<ThreadTag>(0);
    auto const read_to = std::max(topic_mark, rows.row().integer(1));
    if (rows.row().integer(2) <= read_to || !counted.insert(thread.value).second) continue;
    unread += count_in_thread(tx, viewer, thread, topic, read_to, limit - unread);
  }
  return unread;
}

}  // namespace forum
