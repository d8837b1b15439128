#include <algorithm>
#include <string>

#include "auth/deny_lists.hpp"
#include "auth/readable.hpp"
#include "forum/tallies.hpp"
#include "forum/thread_readable.hpp"

namespace forum {
namespace {

using storage::Statement;

// What a post or thread is counted as is told by the views counted_post, counted_thread and counted_reach.
constexpr char kPostKey[] = "thread_id, audience_id, level, source_id, state, author_id, expires_on";
constexpr char kThreadKey[] = "topic_id, expires_on, audience_id, level, source_id, state, author_id";
constexpr char kReachKey[] = "topic_id, reach, organisation_id, source_id, level";

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

std::string insert_thread() {
  return std::string("INSERT INTO thread_tally (") + kThreadKey + ", threads) SELECT " + kThreadKey +
         ", 1 FROM counted_thread WHERE thread_id = $1 ON CONFLICT (" + kThreadKey +
         ") DO UPDATE SET threads = thread_tally.threads + 1";
}

std::string insert_published() {
  return std::string("INSERT INTO published_thread_tally (") + kReachKey + ", threads) SELECT " + kReachKey +
         ", 1 FROM counted_reach WHERE thread_id = $1 ON CONFLICT (" + kReachKey +
         ") DO UPDATE SET threads = published_thread_tally.threads + 1";
}

// The rows in which the thread is counted.
std::string among_threads() {
  return std::string(" (") + kThreadKey + ") IN (SELECT " + kThreadKey +
         " FROM counted_thread WHERE thread_id = $1)";
}

std::string among_published() {
  return std::string(" (") + kReachKey + ") IN (SELECT " + kReachKey +
         " FROM counted_reach WHERE thread_id = $1)";
}

Statement const kAddThread("tally.add_thread", insert_thread());
Statement const kAddPublished("tally.add_published", insert_published());

Statement const kSubtractThread("tally.subtract_thread",
                                "UPDATE thread_tally SET threads = threads - 1 WHERE" + among_threads());
Statement const kSubtractPublished("tally.subtract_published",
                                   "UPDATE published_thread_tally SET threads = threads - 1 WHERE" +
                                       among_published());
Statement const kDropThread("tally.drop_thread",
                            "DELETE FROM thread_tally WHERE threads = 0 AND" + among_threads());
Statement const kDropPublished("tally.drop_published",
                               "DELETE FROM published_thread_tally WHERE threads = 0 AND" +
                                   among_published());

// Those of the source $8 (0: of all) that the viewer's organisation is among the readers of, up to his
// ceiling.
std::string published(std::string_view reach, std::string_view organisation) {
  return "(SELECT COALESCE(SUM(n.threads), 0) FROM published_thread_tally n WHERE n.topic_id = $7 AND "
         "n.reach = " +
         std::string(reach) + " AND n.organisation_id = " + std::string(organisation) +
         " AND n.source_id = $8 AND n.level <= $4)";
}
// An organisation that is left out, or stands below one that is; a bureau stands below none.
std::string left_out(std::string_view reach) {
  return "(" + published(reach, "$2") + " + CASE WHEN $3 <> $2 THEN " + published(reach, "$3") +
         " ELSE 0 END)";
}

Statement const kCountPublished(
    "topic.count_published",
    "SELECT " + published("0", "0") + " - " + left_out("1") + " + " + published("4", "$2") +
        " + CASE WHEN EXISTS (SELECT 1 FROM organisation o WHERE o.id = $2 AND (o.kind = 'ncb'"
        " OR o.kind = 'sub_bureau' OR o.kind = 'national_entity')) THEN " +
        published("2", "0") + " - " + left_out("3") + " ELSE 0 END");
// What awaits release, is hidden or expires, by envelope; and what was split off, which is in no tally.
Statement const kCountOthers(
    "topic.count_others",
    "SELECT (SELECT COALESCE(SUM(a.threads), 0) FROM thread_tally a WHERE a.topic_id = $7"
    " AND a.expires_on > $5 AND " +
        auth::readable("a", "$7") +
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
  tx.execute(kAddPublished, thread);
}

void subtract_from_tally(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kSubtractThread, thread);
  tx.execute(kDropThread, thread);
  tx.execute(kSubtractPublished, thread);
  tx.execute(kDropPublished, thread);
}

void recount_posts(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kDropPosts, thread);
  tx.execute(kCountPosts, thread);
}

void move_posts(storage::WriteTx& tx, ThreadId thread) {
  tx.execute(kMovePosts, thread);
}

int count_readable_threads(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic) {
  auto const count = [&](Statement const& statement, auto const&... arguments) {
    return auth::one_as(
               tx, viewer, statement,
               [](storage::Row const& row) { return static_cast<int>(row.integer(0)); }, topic, arguments...)
        .value_or(0);
  };
  if (viewer.is_guest()) return count(kCountInvited);
  constexpr auth::OrganisationId kAllSources{0};
  auto threads = count(kCountOthers) + count(kCountPublished, kAllSources);
  for (auto const& source : auth::load_deniers(tx, viewer)) threads -= count(kCountPublished, source);
  return threads;
}

bool Patience::ends() {
  constexpr int kAtLeast = 32;
  constexpr int kForEachThread = 4;
  if (++passed_over_ < kAtLeast) return false;
  if (!threads_) threads_ = count_readable_threads(tx_, viewer_, topic_);
  return passed_over_ >= kForEachThread * *threads_;
}

char const* const kNearReaders =
    " LEFT JOIN audience_member near_ ON near_.organisation_id = $2"
    " AND near_.audience_id = a.thread_audience_id";
char const* const kIsNear = "near_.organisation_id IS NOT NULL";

}  // namespace forum
