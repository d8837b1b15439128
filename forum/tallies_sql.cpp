#include <string>

#include "forum/tallies.hpp"

namespace forum {
namespace {

// The envelope of a post `p` or thread `t` as the tallies hold it.
std::string envelope_of(std::string const& alias) {
  return alias + ".audience_id, " + alias + ".level, " + alias + ".source_id, " + alias + ".state, CASE " +
         alias + ".state WHEN 2 THEN " + alias + ".author_id ELSE 0 END, COALESCE(" + alias +
         ".expires_on, 9223372036854775807)";
}

constexpr char kEnvelope[] = "audience_id, level, source_id, state, author_id, expires_on";

storage::Statement const kAddPost(
    "tally.add_post", std::string("INSERT INTO post_tally (thread_id, ") + kEnvelope +
                          ", topic_id, posts, last_sequence, last_at) SELECT p.thread_id, " +
                          envelope_of("p") +
                          ", t.topic_id, 1, COALESCE(p.sequence, 0), COALESCE(p.published_at, p.created_at)"
                          " FROM post p JOIN thread t ON t.id = p.thread_id WHERE p.id = $1 AND p.state <> 4"
                          " ON CONFLICT (thread_id, " +
                          kEnvelope +
                          ") DO UPDATE SET posts = post_tally.posts + 1,"
                          " last_sequence = CASE WHEN excluded.last_sequence > post_tally.last_sequence THEN "
                          "excluded.last_sequence"
                          " ELSE post_tally.last_sequence END,"
                          " last_at = CASE WHEN excluded.last_at > post_tally.last_at THEN excluded.last_at "
                          "ELSE post_tally.last_at END");

storage::Statement const kDropPosts("tally.drop_posts", "DELETE FROM post_tally WHERE thread_id = $1");

storage::Statement const kCountPosts(
    "tally.count_posts",
    std::string("INSERT INTO post_tally (thread_id, ") + kEnvelope +
        ", topic_id, posts, last_sequence, last_at) SELECT x.thread_id, " +
        "x.audience_id, x.level, x.source_id, x.state, x.author_id, x.expires_on, t.topic_id,"
        " SUM(1), MAX(x.sequence), MAX(x.at) FROM (SELECT p.thread_id AS thread_id, p.audience_id AS "
        "audience_id,"
        " p.level AS level, p.source_id AS source_id, p.state AS state,"
        " CASE p.state WHEN 2 THEN p.author_id ELSE 0 END AS author_id,"
        " COALESCE(p.expires_on, 9223372036854775807) AS expires_on, COALESCE(p.sequence, 0) AS sequence,"
        " COALESCE(p.published_at, p.created_at) AS at FROM post p WHERE p.thread_id = $1 AND p.state <> 4) x"
        " JOIN thread t ON t.id = x.thread_id"
        " GROUP BY x.thread_id, x.audience_id, x.level, x.source_id, x.state, x.author_id, x.expires_on, "
        "t.topic_id");

storage::Statement const kAddThread(
    "tally.add_thread", std::string("INSERT INTO thread_tally (topic_id, ") + kEnvelope +
                            ", threads) SELECT t.topic_id, " + envelope_of("t") +
                            ", 1 FROM thread t WHERE t.id = $1 AND t.state <> 4 ON CONFLICT (topic_id, " +
                            kEnvelope + ") DO UPDATE SET threads = thread_tally.threads + 1");

storage::Statement const kSubtractThread(
    "tally.subtract_thread", std::string("UPDATE thread_tally SET threads = threads - 1 WHERE (topic_id, ") +
                                 kEnvelope + ") IN (SELECT t.topic_id, " + envelope_of("t") +
                                 " FROM thread t WHERE t.id = $1 AND t.state <> 4)");

storage::Statement const kDropEmptyThreads("tally.drop_empty_threads",
                                           "DELETE FROM thread_tally WHERE threads = 0 AND topic_id ="
                                           " (SELECT t.topic_id FROM thread t WHERE t.id = $1)");

}  // namespace

void add_to_tally(storage::WriteTx& tx, PostId post) {
  tx.execute(kAddPost, post);
}

void add_to_tally(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kAddThread, thread);
}

void subtract_from_tally(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kSubtractThread, thread);
  tx.execute(kDropEmptyThreads, thread);
}

void recount_posts(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kDropPosts, thread);
  tx.execute(kCountPosts, thread);
}

}  // namespace forum
