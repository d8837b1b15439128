#include "auth/readable.hpp"
#include "forum/marks.hpp"

namespace forum {
namespace {

using storage::Statement;

Statement const kInsertReader(
    "reader.insert",
    "INSERT INTO reader (user_id, posts_read_to, notifications_read_to) VALUES ($1, $2, $2)"
    " ON CONFLICT (user_id) DO UPDATE SET posts_read_to = excluded.posts_read_to,"
    " notifications_read_to = excluded.notifications_read_to");

Statement const kMarkPost(
    "mark.post",
    "INSERT INTO post_read (user_id, thread_id, post_id)"
    " SELECT $1, p.thread_id, p.id FROM post p"
    " WHERE p.public_id = $7 AND p.thread_id = $8 AND p.sequence > $10 AND p.author_id <> $1 AND " +
        auth::readable("p", "$9", "p.thread_id") +
        " ON CONFLICT (user_id, thread_id, post_id) DO NOTHING"
        " RETURNING post_id");

Statement const kMarkThread("mark.thread",
                            "INSERT INTO thread_read (user_id, thread_id, read_to) VALUES ($1, $2, $3)"
                            " ON CONFLICT (user_id, thread_id) DO UPDATE SET read_to = excluded.read_to");
Statement const kDropPostMarks("mark.drop_posts",
                               "DELETE FROM post_read WHERE user_id = $1 AND thread_id = $2");

Statement const kMarkTopic("mark.topic",
                           "INSERT INTO topic_read (user_id, topic_id, read_to) VALUES ($1, $2, $3)"
                           " ON CONFLICT (user_id, topic_id) DO UPDATE SET read_to = excluded.read_to");
Statement const kDropThreadMarks(
    "mark.drop_threads",
    "DELETE FROM thread_read WHERE user_id = $1"
    " AND (SELECT t.topic_id FROM thread t WHERE t.id = thread_read.thread_id) = $2");
Statement const kDropTopicPostMarks(
    "mark.drop_topic_posts",
    "DELETE FROM post_read WHERE user_id = $1"
    " AND (SELECT t.topic_id FROM thread t WHERE t.id = post_read.thread_id) = $2");

}  // namespace

void insert_reader(storage::WriteTx& tx, auth::UserId user, EventId read_to) {
  tx.execute(kInsertReader, user, read_to);
}

void mark_post(storage::WriteTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
               base::PublicId const& post) {
  auto rows = auth::query_as(tx, viewer, kMarkPost, post, thread.id, thread.topic.id, thread.read_to);
  while (rows.next()) {
  }
}

void mark_thread(storage::WriteTx& tx, auth::UserId user, ThreadId thread, EventId read_to) {
  tx.execute(kMarkThread, user, thread, read_to);
  tx.execute(kDropPostMarks, user, thread);
}

void mark_topic(storage::WriteTx& tx, auth::UserId user, TopicId topic, EventId read_to) {
  tx.execute(kMarkTopic, user, topic, read_to);
  tx.execute(kDropThreadMarks, user, topic);
  tx.execute(kDropTopicPostMarks, user, topic);
}

}  // namespace forum
