#include "auth/readable.hpp"
#include "forum/search_rows.hpp"
#include "forum/untold_post.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

std::string readable_hit() {
  return auth::readable("p", "t.topic_id") + " AND " + auth::readable("t", "t.topic_id") + " AND " +
         auth::readable("c", "c.id");
}

// $10 topics, $11 authors, $12 country, $13 language, $14 from, $15 to, $16 unread alone. Who may not be told
// a post's author or source finds it by neither.
constexpr char kPasses[] =
    " AND ($10 IS NULL OR t.topic_id IN (SELECT value FROM json_each($10)))"
    " AND ($11 IS NULL OR (p.author_id IN (SELECT value FROM json_each($11))"
    " AND (p.attribution = 0 OR p.source_id = $2)))"
    " AND ($12 IS NULL OR ((p.attribution <> 2 OR p.source_id = $2) AND EXISTS (SELECT 1 FROM organisation "
    "from_"
    " WHERE from_.id = p.source_id AND from_.country = $12)))"
    " AND ($13 IS NULL OR p.language = $13)"
    " AND ($14 IS NULL OR p.created_at >= $14)"
    " AND ($15 IS NULL OR p.created_at < $15)"
    " AND ($16 = 0 OR (p.author_id <> $1"
    " AND p.sequence > COALESCE((SELECT f.posts_read_to FROM reader f WHERE f.user_id = $1), 0)"
    " AND p.sequence > COALESCE((SELECT f.read_to FROM topic_read f WHERE f.user_id = $1 AND f.topic_id = "
    "t.topic_id), 0)"
    " AND p.sequence > COALESCE((SELECT f.read_to FROM thread_read f WHERE f.user_id = $1 AND f.thread_id = "
    "t.id), 0)"
    " AND NOT EXISTS (SELECT 1 FROM post_read r WHERE r.user_id = $1 AND r.thread_id = t.id AND r.post_id = "
    "p.id)))"
    " AND NOT EXISTS (SELECT 1 FROM search_due due_ WHERE due_.post_id = p.id) AND ";

constexpr char kEnclosing[] =
    " CROSS JOIN thread t ON t.id = p.thread_id CROSS JOIN topic c ON c.id = t.topic_id";

// The joins run in this order: the index gives its posts newest first, and nothing is sorted.
Statement const kFound("search.found",
                       std::string("SELECT p.id FROM search_index s CROSS JOIN post p ON p.id = s.rowid") +
                           kEnclosing + " WHERE s.search_index MATCH $7 AND s.rowid < $8" + kPasses +
                           readable_hit() + " ORDER BY s.rowid DESC LIMIT $9");

std::string all_but(std::string const& condition) {
  return std::string("SELECT p.id FROM post p") + kEnclosing + " WHERE p.id < $8" + condition + kPasses +
         readable_hit() + " ORDER BY p.id DESC LIMIT $9";
}
Statement const kAll("search.all", all_but(""));
Statement const kAllBut("search.all_but",
                        all_but(" AND NOT EXISTS (SELECT 1 FROM search_index s WHERE s.search_index MATCH $7"
                                " AND s.rowid = p.id)"));

Statement const kTopicTitles(
    "search.topics",
    "SELECT c.id, c.public_id, x.title FROM topic c JOIN topic_text x ON x.topic_id = "
    "c.id WHERE " +
        auth::readable("c", "c.id"));
Statement const kNames("search.names", "SELECT u.id, u.name FROM users u");

Statement const kHit("search.hit", "SELECT t.source_id, " + thread_place_columns() + ", " +
                                       untold_post_columns("$8") + ", so.public_id" + kUntoldPostJoins +
                                       "JOIN thread t ON t.id = p.thread_id" + kThreadPlaceJoins +
                                       " WHERE p.id = $7 AND " + readable_hit());

void run(storage::ReadTx& tx, auth::Viewer const& viewer, Statement const& statement,
         std::string_view expression, SearchFilter const& filter, PostId before, std::size_t limit,
         std::vector<PostId>& posts) {
  if (posts.size() >= limit) return;
  auto rows = auth::query_as(tx, viewer, statement, expression, before,
                             static_cast<std::int64_t>(limit - posts.size()), filter.topics, filter.authors,
                             filter.country, filter.language, filter.after, filter.before, filter.is_unread);
  while (rows.next()) posts.push_back(rows.row().id<PostTag>(0));
}

Hit read_hit(storage::ReadTx& tx, Row const& row, auth::Viewer const& viewer) {
  int column = 1;
  auto const thread = read_thread_place(row, column);
  UntoldPostReader reader(tx, thread);
  auto const untold = std::make_shared<UntoldPost const>(reader.read(row, column));
  Hit hit;
  hit.post = as_post(tell(viewer, thread, untold));
  hit.topic = thread.topic.public_id;
  hit.thread = {thread.public_id, thread.marking.level, row.public_id(column)};
  hit.title = thread.title;
  return hit;
}

}  // namespace

void select_found(storage::ReadTx& tx, auth::Viewer const& viewer, std::string_view expression,
                  SearchFilter const& filter, PostId before, std::size_t limit, std::vector<PostId>& posts) {
  run(tx, viewer, kFound, expression, filter, before, limit, posts);
}

void select_all_but(storage::ReadTx& tx, auth::Viewer const& viewer, std::string_view excluded,
                    SearchFilter const& filter, PostId before, std::size_t limit,
                    std::vector<PostId>& posts) {
  run(tx, viewer, excluded.empty() ? kAll : kAllBut, excluded, filter, before, limit, posts);
}

std::vector<TopicTitle> select_topic_titles(storage::ReadTx& tx, auth::Viewer const& viewer) {
  std::vector<TopicTitle> topics;
  auto rows = auth::query_as(tx, viewer, kTopicTitles);
  while (rows.next()) {
    auto const& row = rows.row();
    topics.push_back({row.id<auth::TopicTag>(0), row.public_id(1), std::string(row.text(2))});
  }
  return topics;
}

std::vector<PersonName> select_names(storage::ReadTx& tx) {
  std::vector<PersonName> people;
  tx.each(kNames,
          [&](Row const& row) { people.push_back({row.id<auth::UserTag>(0), std::string(row.text(1))}); });
  return people;
}

std::optional<Hit> select_hit(storage::ReadTx& tx, auth::Viewer const& viewer, PostId post) {
  return auth::one_as(
      tx, viewer, kHit, [&](Row const& row) { return read_hit(tx, row, viewer); }, post,
      to_string(viewer.language));
}

}  // namespace forum
