#include <algorithm>
#include <unordered_set>

#include "auth/readable.hpp"
#include "forum/tallies.hpp"
#include "forum/thread_readable.hpp"
#include "forum/unread.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// Read from the index post_by_sequence alone, which holds the whole envelope. Where the tallies hold nothing
// in the thread that he may not read, he may read every post of it that is not withdrawn; the rule is then
// asked of the few tallies and not of each post.
Statement const kCountInThread(
    "unread.count_in_thread",
    "SELECT COUNT(*) FROM (SELECT 1 FROM post p WHERE p.thread_id = $7 AND p.sequence > $9 AND p.author_id "
    "<> $1"
    " AND NOT EXISTS (SELECT 1 FROM post_read r WHERE r.user_id = $1 AND r.thread_id = p.thread_id"
    " AND r.post_id = p.id) AND p.state <> 4 AND (NOT EXISTS (SELECT 1 FROM post_tally a WHERE a.thread_id = "
    "$7"
    " AND NOT " +
        auth::readable("a", "$8", "a.thread_id") + ") OR " + auth::readable("p", "$8", "p.thread_id") +
        ") LIMIT $10) x");

// What the viewer has read up to in the whole topic $7.
constexpr char kTopicMark[] =
    "COALESCE((SELECT MAX(f.read_to) FROM (SELECT e.posts_read_to AS read_to FROM reader e WHERE e.user_id = "
    "$1"
    " UNION ALL SELECT c.read_to AS read_to FROM topic_read c WHERE c.user_id = $1 AND c.topic_id = $7) f), "
    "0)";

std::string thread_mark(std::string_view thread) {
  return "COALESCE((SELECT f.read_to FROM thread_read f WHERE f.user_id = $1 AND f.thread_id = " +
         std::string(thread) + "), 0)";
}

std::string const kMarks = std::string(kTopicMark) + ", " + thread_mark("t.id");

// Since the mark, the newest first; a thread comes once for each envelope. What he may not read comes as 0,
// so that it is known how much is passed over.
Statement const kNewInTopic("unread.new_in_topic",
                            std::string("SELECT a.thread_id, ") + kTopicMark + ", " +
                                thread_mark("a.thread_id") + ", CASE WHEN " + std::string(kIsNear) +
                                " AND a.last_sequence > " + thread_mark("a.thread_id") + " AND " +
                                auth::readable("a", "$7", "a.thread_id") +
                                " AND EXISTS (SELECT 1 FROM thread t WHERE t.id = a.thread_id AND " +
                                thread_readable("$7") + ") THEN 1 ELSE 0 END FROM post_tally a" +
                                std::string(kNearReaders) +
                                " WHERE a.topic_id = $7"
                                " AND a.last_sequence > " +
                                kTopicMark + " ORDER BY a.last_sequence DESC");

Statement const kNewInAudiences("unread.new_in_audiences",
                                "SELECT t.id, " + kMarks +
                                    " FROM audience_member m CROSS JOIN thread t ON t.topic_id = $7"
                                    " AND t.audience_id = m.audience_id WHERE m.organisation_id = $2"
                                    " AND EXISTS (SELECT 1 FROM post_tally a WHERE a.thread_id = t.id AND " +
                                    is_news("a") + " AND " + auth::readable("a", "$7", "a.thread_id") +
                                    ") AND " + thread_readable("$7"));

std::int64_t read_mark(Row const& row) {
  return std::max(row.integer(1), row.integer(2));
}

}  // namespace

std::string is_news(std::string_view alias) {
  std::string const a(alias);
  return a + ".last_sequence > " + kTopicMark + " AND " + a + ".last_sequence > " +
         thread_mark(a + ".thread_id");
}

int count_unread(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread, TopicId topic,
                 std::int64_t read_to, int limit) {
  return auth::one_as(
             tx, viewer, kCountInThread, [](Row const& row) { return static_cast<int>(row.integer(0)); },
             thread, topic, read_to, limit)
      .value_or(0);
}

void each_thread_with_news(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic,
                           std::function<bool(ThreadId, std::int64_t)> const& take,
                           std::optional<int> threads) {
  std::unordered_set<std::int64_t> met;
  auto const take_once = [&](Row const& row) {
    auto const thread = row.id<ThreadTag>(0);
    return !met.insert(thread.value).second || take(thread, read_mark(row));
  };
  {
    Patience patience(tx, viewer, topic, threads);
    auto rows = auth::query_as(tx, viewer, kNewInTopic, topic);
    for (;;) {
      if (!rows.next()) return;
      if (rows.row().integer(3) != 0) {
        if (!take_once(rows.row())) return;
      } else if (patience.ends()) {
        break;
      }
    }
  }
  auto rows = auth::query_as(tx, viewer, kNewInAudiences, topic);
  while (rows.next()) {
    if (!take_once(rows.row())) return;
  }
}

int count_unread(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic, int limit,
                 std::optional<int> threads) {
  int unread = 0;
  each_thread_with_news(
      tx, viewer, topic,
      [&](ThreadId thread, std::int64_t read_to) {
        unread += count_unread(tx, viewer, thread, topic, read_to, limit - unread);
        return unread < limit;
      },
      threads);
  return unread;
}

}  // namespace forum
