#include "forum/denials_store.hpp"

namespace forum {
namespace {

storage::Statement const kSelectPosts(
    "denial.select_posts",
    "SELECT " + post_of_source_columns() +
        " FROM post p JOIN thread h ON h.id = p.thread_id JOIN topic t ON t.id = h.topic_id"
        " JOIN organisation ts ON ts.id = t.source_id JOIN organisation hs ON hs.id = h.source_id"
        " JOIN organisation ps ON ps.id = p.source_id"
        " WHERE p.thread_id = $1 AND p.sequence <= $3 AND CASE h.is_split WHEN 0 THEN p.source_id = $2"
        " ELSE p.parent_id IS NOT NULL AND $2 IN (p.source_id, h.source_id, t.source_id) END"
        " ORDER BY p.sequence DESC LIMIT $4");
storage::Statement const kSelectThreads(
    "denial.select_threads",
    "SELECT thread_id FROM post_tally WHERE topic_id = $1 AND source_id = $2 AND last_sequence > 0"
    " GROUP BY thread_id ORDER BY MAX(last_sequence) DESC LIMIT $3");
storage::Statement const kFindThread(
    "denial.find_thread",
    "SELECT " + post_of_source_columns() +
        " FROM thread h JOIN post p ON p.thread_id = h.id AND p.parent_id IS NULL"
        " JOIN topic t ON t.id = h.topic_id JOIN organisation ts ON ts.id = t.source_id"
        " JOIN organisation hs ON hs.id = h.source_id JOIN organisation ps ON ps.id = p.source_id"
        " WHERE h.public_id = $1 AND p.sequence > 0 AND p.sequence <= $2");
storage::Statement const kFindTopic("denial.find_topic",
                                    "SELECT t.id, t.public_id, " + envelope_columns("t", "ts") +
                                        " FROM topic t JOIN organisation ts ON ts.id = t.source_id"
                                        " WHERE t.public_id = $1");
storage::Statement const kDeniersAt(
    "denial.deniers_at",
    "SELECT DISTINCT source_id FROM deny_period WHERE denied_id IN ($1, $2) AND source_id <> $1"
    " AND began <= $3 AND (ended IS NULL OR ended > $3) ORDER BY source_id");

}  // namespace

std::string post_of_source_columns() {
  return "h.id, h.public_id, t.id, t.public_id, p.public_id, h.is_split, " + envelope_columns("t", "ts") +
         ", " + envelope_columns("h", "hs") + ", " + envelope_columns("p", "ps");
}

PostOfSource read_post_of_source(storage::Row const& row) {
  PostOfSource post;
  post.thread.id = row.id<ThreadTag>(0);
  post.thread.public_id = row.public_id(1);
  post.topic_id = row.id<auth::TopicTag>(2);
  post.thread.topic_public_id = row.public_id(3);
  post.post = row.public_id(4);
  post.is_split = row.boolean(5);
  int column = 6;
  post.topic = read_envelope(row, column);
  post.thread_envelope = read_envelope(row, column);
  post.envelope = read_envelope(row, column);
  return post;
}

std::vector<PostOfSource> select_posts_of_source(storage::ReadTx& tx, ThreadId thread,
                                                 auth::OrganisationId source, EventId upto,
                                                 std::size_t most) {
  std::vector<PostOfSource> posts;
  tx.each(
      kSelectPosts, [&](storage::Row const& row) { posts.push_back(read_post_of_source(row)); }, thread,
      source, upto, static_cast<std::int64_t>(most));
  return posts;
}

std::vector<ThreadId> select_threads_of_source(storage::ReadTx& tx, TopicId topic,
                                               auth::OrganisationId source, std::size_t most) {
  std::vector<ThreadId> threads;
  tx.each(
      kSelectThreads, [&](storage::Row const& row) { threads.push_back(row.id<ThreadTag>(0)); }, topic,
      source, static_cast<std::int64_t>(most));
  return threads;
}

std::optional<PostOfSource> find_thread_then(storage::ReadTx& tx, base::PublicId const& thread,
                                             EventId upto) {
  return tx.one(kFindThread, read_post_of_source, thread, upto);
}

std::optional<TopicOfSource> find_topic_of_source(storage::ReadTx& tx, base::PublicId const& topic) {
  return tx.one(
      kFindTopic,
      [](storage::Row const& row) {
        int column = 2;
        return TopicOfSource{{row.id<auth::TopicTag>(0), row.public_id(1)}, read_envelope(row, column)};
      },
      topic);
}

std::vector<auth::OrganisationId> load_deniers_at(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  EventId event) {
  std::vector<auth::OrganisationId> deniers;
  tx.each(
      kDeniersAt, [&](storage::Row const& row) { deniers.push_back(row.id<auth::OrganisationTag>(0)); },
      viewer.organisation, viewer.bureau, event);
  return deniers;
}

}  // namespace forum
