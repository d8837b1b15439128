#include "forum/markdown.hpp"
#include "tests/bench/support/filling.hpp"

namespace bench {
namespace {

using storage::Statement;

Statement const kThread(
    "bench.thread",
    "INSERT INTO thread (id, public_id, topic_id, source_id, author_id, title, language, level,"
    " caveats, legal_use, attribution, audience_id, bureaus, state, pinned, locked, version,"
    " created_at) VALUES ($1, $2, $3, $4, $5, $6, 'en', 1, 0, 1, 0, $7, $8, 1, 0, 0, 1, $9)");

Statement const kPost(
    "bench.post",
    "INSERT INTO post (id, public_id, thread_id, parent_id, path, source_id, author_id,"
    " language, body, html, renderer, level, caveats, legal_use, attribution, audience_id, bureaus,"
    " state, version, sequence, published_at, created_at, editor_id)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, 'en', $8, $9, $10, 1, 0, 1, 0, $11, $12, 1, 1, $1,"
    " $13, $13, $7)");

Statement const kEvent("bench.event",
                       "INSERT INTO event (id, object, change, topic_id, thread_id, post_id, actor_id, at)"
                       " VALUES ($1, $2, 'created', $3, $4, $1, $5, $6)");

Statement const kFollow(
    "bench.follow",
    "INSERT INTO subscription (target_kind, target_id, subscriber_kind, subscriber_id, level)"
    " VALUES (1, $1, 2, $2, 2)");

Statement const kTell(
    "bench.tell",
    "INSERT INTO inbox (subscriber_kind, subscriber_id, event_id, post_id) VALUES (2, $1, $2, $2)");

Statement const kRead("bench.read", "UPDATE reader SET posts_read_to = $1, notifications_read_to = $1");

}  // namespace

void insert_thread(storage::WriteTx& tx, ThreadRow const& thread, std::string_view title) {
  tx.execute(kThread, thread.id, thread.public_id, thread.topic, thread.source, thread.author, title,
             thread.readers.audience, thread.readers.bureaus, thread.at);
}

void insert_post(storage::WriteTx& tx, PostRow const& post, forum::TopicId topic) {
  std::span const path(reinterpret_cast<std::byte const*>(post.path.data()), post.path.size());
  tx.execute(kPost, post.number, post.public_id, post.thread, post.parent, path, post.source, post.author,
             post.body, post.html, forum::kRendererVersion, post.readers.audience, post.readers.bureaus,
             post.at);
  tx.execute(kEvent, post.number, std::string_view(post.parent ? "post" : "thread"), topic, post.thread,
             post.author, post.at);
}

void follow_topic(storage::WriteTx& tx, forum::TopicId topic, auth::OrganisationId desk) {
  tx.execute(kFollow, topic, desk);
}

void tell_desk(storage::WriteTx& tx, auth::OrganisationId desk, std::int64_t number) {
  tx.execute(kTell, desk, number);
}

void set_read_marks(storage::WriteTx& tx, std::int64_t number) {
  tx.execute(kRead, number);
}

}  // namespace bench
