#include "tests/unit/auth/objects_sql.hpp"

namespace auth {
namespace {

constexpr char kTables[] = R"sql(
CREATE TABLE topic (
  id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL, source_id INTEGER NOT NULL, author_id INTEGER,
  level INTEGER NOT NULL, audience_id INTEGER NOT NULL, state INTEGER NOT NULL, expires_on INTEGER
) STRICT;
CREATE TABLE thread (
  id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL, source_id INTEGER NOT NULL, author_id INTEGER,
  level INTEGER NOT NULL, audience_id INTEGER NOT NULL, state INTEGER NOT NULL, expires_on INTEGER
) STRICT;
CREATE TABLE post (
  id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL, source_id INTEGER NOT NULL, author_id INTEGER,
  level INTEGER NOT NULL, audience_id INTEGER NOT NULL, state INTEGER NOT NULL, expires_on INTEGER
) STRICT;
)sql";

std::string insert_into(std::string const& table) {
  return "INSERT INTO " + table +
         " (id, parent_id, source_id, author_id, level, audience_id, state, expires_on)"
         " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
}

std::string update(std::string const& table) {
  return "UPDATE " + table +
         " SET parent_id = $2, source_id = $3, author_id = $4, level = $5, audience_id = $6, state = $7,"
         " expires_on = $8 WHERE id = $1";
}

std::string const kReadablePosts =
    "SELECT p.id FROM post p JOIN thread t ON t.id = p.parent_id JOIN topic c ON c.id = t.parent_id WHERE " +
    readable("p", "t.parent_id", "t.id") + " AND " + readable("t", "t.parent_id", "t.id") + " AND " +
    readable("c", "c.id", "t.id");

storage::Statement const kInsertTopic("test.insert_topic", insert_into("topic"));
storage::Statement const kInsertThread("test.insert_thread", insert_into("thread"));
storage::Statement const kInsertPost("test.insert_post", insert_into("post"));
storage::Statement const kUpdateTopic("test.update_topic", update("topic"));
storage::Statement const kUpdateThread("test.update_thread", update("thread"));
storage::Statement const kUpdatePost("test.update_post", update("post"));
storage::Statement const kSelectTopics("test.select_topics",
                                       "SELECT c.id FROM topic c WHERE " + readable("c", "c.id"));
storage::Statement const kSelectThreads(
    "test.select_threads", "SELECT t.id FROM thread t JOIN topic c ON c.id = t.parent_id WHERE " +
                               readable("t", "t.parent_id", "t.id") + " AND " +
                               readable("c", "c.id", "t.id"));
storage::Statement const kSelectPosts("test.select_posts", kReadablePosts);
storage::Statement const kExplainPosts("test.explain_posts", "EXPLAIN QUERY PLAN " + kReadablePosts);

storage::Statement const& choose(Storey storey, storage::Statement const& topic,
                                 storage::Statement const& thread, storage::Statement const& post) {
  switch (storey) {
    case Storey::topic:
      return topic;
    case Storey::thread:
      return thread;
    case Storey::post:
      return post;
  }
  return post;
}

void execute(storage::WriteTx& tx, storage::Statement const& statement, Object const& object) {
  Envelope const& envelope = object.envelope;
  tx.execute(statement, object.id, object.parent, envelope.source, envelope.author,
             static_cast<std::int64_t>(envelope.level), envelope.audience,
             static_cast<std::int64_t>(envelope.state), envelope.expires_on);
}

}  // namespace

storage::Migration objects_migration(int version) {
  return {version, "test_objects", kTables};
}

void insert_object(storage::WriteTx& tx, Object const& object) {
  execute(tx, choose(object.storey, kInsertTopic, kInsertThread, kInsertPost), object);
}

void update_object(storage::WriteTx& tx, Object const& object) {
  execute(tx, choose(object.storey, kUpdateTopic, kUpdateThread, kUpdatePost), object);
}

void end_grants(storage::WriteTx& tx, UserId guest, std::int64_t thread, base::Timestamp now) {
  static storage::Statement const kEnd("test.end_grants",
                                       "UPDATE role_grant SET valid_until = $3 WHERE user_id = $1"
                                       " AND scope = 'thread' AND scope_id = $2");
  tx.execute(kEnd, guest, thread, now);
}

std::set<std::int64_t> select_readable(storage::ReadTx& tx, Viewer const& viewer, Storey storey) {
  std::set<std::int64_t> ids;
  auto rows = query_as(tx, viewer, choose(storey, kSelectTopics, kSelectThreads, kSelectPosts));
  while (rows.next()) ids.insert(rows.row().integer(0));
  return ids;
}

std::vector<std::string> explain_readable_posts(storage::ReadTx& tx, Viewer const& viewer) {
  std::vector<std::string> steps;
  auto rows = query_as(tx, viewer, kExplainPosts);
  while (rows.next()) steps.emplace_back(rows.row().text(3));
  return steps;
}

}  // namespace auth
