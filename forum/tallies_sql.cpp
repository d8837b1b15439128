#include <algorithm>
#include <string>

#include "auth/readable.hpp"
#include "forum/tallies.hpp"
#include "forum/thread_readable.hpp"

namespace forum {
namespace {

using storage::Statement;

// What a post or thread is counted as is told by the views counted_post and counted_thread.
constexpr char kPostKey[] = "thread_id, audience_id, level, source_id, state, author_id, expires_on";
constexpr char kThreadKey[] = "topic_id, expires_on, audience_id, level, source_id, state, author_id";
constexpr char kNamedKey[] = "organisation_id, topic_id, level, source_id";

std::string insert_posts() {
  return std::string("INSERT INTO post_tally (") + kPostKey +
         ", topic_id, thread_audience_id, posts, last_sequence, last_at) SELECT " + kPostKey +
         ", topic_id, thread_audience_id, ";
}

Statement const kAddPost(
    "tally.add_post", insert_posts() + "1, sequence, at FROM counted_post WHERE post_id = $1 ON CONFLICT (" +
                          kPostKey +
                          ") DO UPDATE SET posts = post_tally.posts + 1,"
                          " last_sequence = CASE WHEN excluded.last_sequence > post_tally.last_sequence"
                          " THEN excluded.last_sequence ELSE post_tally.last_sequence END,"
                          " last_at = CASE WHEN excluded.last_at > post_tally.last_at THEN excluded.last_at"
                          " ELSE post_tally.last_at END");

Statement const kDropPosts("tally.drop_posts", "DELETE FROM post_tally WHERE thread_id = $1");

Statement const kCountPosts("tally.count_posts",
                            insert_posts() +
                                "COUNT(*), MAX(sequence), MAX(at) FROM counted_post WHERE thread_id = $1"
                                " GROUP BY " +
                                kPostKey + ", topic_id, thread_audience_id");

Statement const kMovePosts(
    "tally.move_posts",
    "UPDATE post_tally SET topic_id = (SELECT t.topic_id FROM thread t WHERE t.id = $1),"
    " thread_audience_id = (SELECT t.audience_id FROM thread t WHERE t.id = $1) WHERE thread_id = $1");

// The rows in which the thread is counted: one of thread_tally, or one of named_thread_tally for each member.
std::string among_threads() {
  return std::string(" (") + kThreadKey + ") IN (SELECT " + kThreadKey +
         " FROM counted_thread WHERE thread_id = $1 AND NOT is_named)";
}

std::string named_rows() {
  return "SELECT m.organisation_id AS organisation_id, c.topic_id AS topic_id, c.level AS level,"
         " c.source_id AS source_id FROM counted_thread c JOIN audience_member m ON m.audience_id = "
         "c.audience_id WHERE c.thread_id = $1 AND c.is_named";
}

std::string among_named() {
  return std::string(" (") + kNamedKey + ") IN (" + named_rows() + ")";
}

Statement const kAddThread("tally.add_thread",
                           std::string("INSERT INTO thread_tally (") + kThreadKey + ", threads) SELECT " +
                               kThreadKey +
                               ", 1 FROM counted_thread WHERE thread_id = $1 AND NOT is_named ON CONFLICT (" +
                               kThreadKey + ") DO UPDATE SET threads = thread_tally.threads + 1");
Statement const kAddNamedThread("tally.add_named_thread",
                                std::string("INSERT INTO named_thread_tally (") + kNamedKey +
                                    ", threads) SELECT x.organisation_id, x.topic_id, x.level, x.source_id, 1"
                                    " FROM (" +
                                    named_rows() + ") x WHERE 1 ON CONFLICT (" + kNamedKey +
                                    ") DO UPDATE SET threads = named_thread_tally.threads + 1");

Statement const kSubtractThread("tally.subtract_thread",
                                "UPDATE thread_tally SET threads = threads - 1 WHERE" + among_threads());
Statement const kSubtractNamedThread("tally.subtract_named_thread",
                                     "UPDATE named_thread_tally SET threads = threads - 1 WHERE" +
                                         among_named());
Statement const kDropThread("tally.drop_thread",
                            "DELETE FROM thread_tally WHERE threads = 0 AND" + among_threads());
Statement const kDropNamedThread("tally.drop_named_thread",
                                 "DELETE FROM named_thread_tally WHERE threads = 0 AND" + among_named());

// Counted by envelope, and for the viewer's organisation where an audience names it. The latter are
// published, for good, to members; what their rows leave out of the envelope is told so.
Statement const kCountReadable(
    "topic.count_threads",
    "SELECT (SELECT COALESCE(SUM(a.threads), 0) FROM thread_tally a WHERE a.topic_id = $7"
    " AND a.expires_on > $5 AND " +
        auth::readable("a", "$7") +
        ") + (SELECT COALESCE(SUM(a.threads), 0) FROM (SELECT n.organisation_id AS organisation_id,"
        " n.topic_id AS topic_id, n.level AS level, n.source_id AS source_id, n.threads AS threads,"
        " 1 AS state, 0 AS author_id, 1 AS audience_id, NULL AS expires_on FROM named_thread_tally n) a"
        " WHERE a.organisation_id = $2 AND a.topic_id = $7 AND " +
        auth::readable("a", "$7") +
        // What was split off is in no tally.
        ") + (SELECT COUNT(*) FROM thread t WHERE t.topic_id = $7 AND t.is_split = 1 AND " +
        thread_readable("$7") + ")");

// Of a guest: he is invited to few.
Statement const kCountInvited("topic.count_invited",
                              "SELECT COUNT(*) FROM thread t WHERE t.topic_id = $7"
                              " AND t.id IN (" +
                                  auth::invited_threads() + ") AND " + thread_readable("$7"));

}  // namespace

void add_to_tally(storage::WriteTx& tx, PostId post) {
  tx.execute(kAddPost, post);
}

void add_to_tally(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kAddThread, thread);
  tx.execute(kAddNamedThread, thread);
}

void subtract_from_tally(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kSubtractThread, thread);
  tx.execute(kDropThread, thread);
  tx.execute(kSubtractNamedThread, thread);
  tx.execute(kDropNamedThread, thread);
}

void recount_posts(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kDropPosts, thread);
  tx.execute(kCountPosts, thread);
}

void move_posts(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kMovePosts, thread);
}

int count_readable_threads(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic) {
  return auth::one_as(
             tx, viewer, viewer.is_guest() ? kCountInvited : kCountReadable,
             [](storage::Row const& row) { return static_cast<int>(row.integer(0)); }, topic)
      .value_or(0);
}

bool Patience::ends() {
  constexpr int kAtLeast = 32;
  constexpr int kForEachThread = 4;
  if (++passed_over_ < kAtLeast) return false;
  if (!most_) most_ = std::max(kAtLeast, kForEachThread * count_readable_threads(tx_, viewer_, topic_));
  return passed_over_ >= *most_;
}

char const* const kNearReaders =
    " LEFT JOIN audience_member near_ ON near_.organisation_id = $2"
    " AND near_.audience_id = a.thread_audience_id";
char const* const kIsNear = "near_.organisation_id IS NOT NULL";

}  // namespace forum
