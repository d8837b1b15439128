#include <algorithm>

#include "auth/readable.hpp"
#include "forum/accepted_answer_rows.hpp"
#include "forum/attachment_rows.hpp"
#include "forum/attachments.hpp"
#include "forum/columns.hpp"
#include "forum/mentions.hpp"
#include "forum/seal_rows.hpp"
#include "forum/search_rows.hpp"
#include "forum/thread_readable.hpp"
#include "forum/told.hpp"
#include "forum/unread.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

std::string readable_hit() {
  return auth::readable("p", "t.topic_id") + " AND " + thread_readable("t.topic_id", "NULL") + " AND " +
         auth::readable("c", "c.id");
}

// Of this kind and with this tag, or the other, where they are asked for.
std::string labelled(std::string const& kind, std::string const& tag, std::string const& other) {
  return "(" + kind + " = 0 OR t.kind = " + kind + ") AND (" + tag +
         " = '' OR EXISTS (SELECT 1 FROM thread_tag tag_ WHERE tag_.thread_id = t.id AND tag_.tag IN (" +
         tag + ", " + other + ")))";
}

// $9 topics, $10 authors, $11 country, $12 language, $13 from, $14 to, $15 unread alone, $16 the highest
// level of a file, below 0 where none is asked for, $17 kind, $18 and $19 tags, $21 answered alone, $22 named
// alone. Who may not be told a post's author or source finds it by neither.
std::string const kPasses =
    "($9 IS NULL OR t.topic_id IN (SELECT value FROM json_each($9)))"
    " AND ($10 IS NULL OR (p.author_id IN (SELECT value FROM json_each($10))"
    " AND (p.attribution = 0 OR p.source_id = $2)))"
    " AND ($11 IS NULL OR ((p.attribution <> 2 OR p.source_id = $2) AND EXISTS (SELECT 1 FROM organisation "
    "from_"
    " WHERE from_.id = p.source_id AND from_.country = $11)))"
    " AND ($12 IS NULL OR p.language = $12)"
    " AND ($13 IS NULL OR p.created_at >= $13)"
    " AND ($14 IS NULL OR p.created_at < $14)"
    " AND ($15 = 0 OR (p.author_id <> $1"
    " AND p.sequence > COALESCE((SELECT f.posts_read_to FROM reader f WHERE f.user_id = $1), 0)"
    " AND p.sequence > COALESCE((SELECT f.read_to FROM topic_read f WHERE f.user_id = $1 AND f.topic_id = "
    "t.topic_id), 0)"
    " AND p.sequence > COALESCE((SELECT f.read_to FROM thread_read f WHERE f.user_id = $1 AND f.thread_id = "
    "t.id), 0)"
    " AND NOT EXISTS (SELECT 1 FROM post_read r WHERE r.user_id = $1 AND r.thread_id = t.id AND r.post_id = "
    "p.id)))"
    " AND ($16 < 0 OR EXISTS (SELECT 1 FROM attachment file_ WHERE file_.post_id = p.id"
    " AND file_.end_version IS NULL AND file_.level <= $16))"
    " AND ($21 = 0 OR " +
    accepted_answer_column() + " IS NOT NULL) AND ($22 = 0 OR p.attribution = 0) AND " +
    labelled("$17", "$18", "$19") +
    " AND NOT EXISTS (SELECT 1 FROM search_due due_ WHERE due_.post_id = p.id)";

constexpr char kIsNear[] =
    "EXISTS (SELECT 1 FROM audience_member near_ WHERE near_.organisation_id = $2"
    " AND near_.audience_id = t.audience_id)";

// What is not for the viewer comes as 0, so that the caller learns how much is passed over. CASE asks one
// after the other, and no more than it must.
std::string hits() {
  return std::string("SELECT p.id, CASE WHEN ") + kIsNear + " AND " + kPasses + " AND " + readable_hit() +
         " THEN 1 ELSE 0 END FROM ";
}

constexpr char kEnclosing[] =
    " CROSS JOIN thread t ON t.id = p.thread_id CROSS JOIN topic c ON c.id = t.topic_id";

// The joins run in this order: the index gives its posts newest first, and nothing is sorted.
Statement const kFound(
    "search.found",
    hits() + "search_index s CROSS JOIN post p INDEXED BY post_searched ON p.id = s.rowid" + kEnclosing +
        " WHERE s.search_index MATCH $7 AND s.rowid < $8 AND s.rowid >= $20 ORDER BY s.rowid DESC");
Statement const kAll("search.all", hits() + "post p INDEXED BY post_searched" + kEnclosing +
                                       " WHERE p.id < $8 AND p.id >= $20 AND $7 = '' ORDER BY p.id DESC");

// Of the topics $7, all where it is null, along the audiences that the viewer's organisation is in; of the
// kind $8, with the tags $9 or $10.
Statement const kThreadsInReach(
    "search.threads_in_reach",
    "SELECT t.id, CASE WHEN " + labelled("$8", "$9", "$10") + " AND " + thread_readable("c.id", "NULL") +
        " AND " + auth::readable("c", "c.id") +
        " THEN 1 ELSE 0 END FROM topic c CROSS JOIN audience_member m ON m.organisation_id = $2"
        " CROSS JOIN thread t INDEXED BY thread_by_reader ON t.topic_id = c.id"
        " AND t.audience_id = m.audience_id AND t.level <= $4"
        " WHERE $7 IS NULL OR c.id IN (SELECT value FROM json_each($7))");
Statement const kTopicsInReach("search.topics_in_reach",
                               "SELECT c.id FROM topic c"
                               " WHERE ($7 IS NULL OR c.id IN (SELECT value FROM json_each($7))) AND " +
                                   auth::readable("c", "c.id"));
Statement const kTaggedThreads(
    "search.tagged_threads",
    "SELECT DISTINCT x.thread_id FROM thread_tag x WHERE x.tag IN ($1, $2) LIMIT $3");
Statement const kAnsweredThreads("search.answered_threads",
                                 "SELECT a.thread_id FROM accepted_answer a LIMIT $1");
Statement const kSources("search.sources", "SELECT o.id FROM organisation o WHERE o.country = $1");

Statement const kTopicTitles(
    "search.topics",
    "SELECT c.id, c.public_id, x.title FROM topic c JOIN topic_text x ON x.topic_id = "
    "c.id WHERE " +
        auth::readable("c", "c.id"));
Statement const kNames("search.names", "SELECT u.id, u.name FROM users u");

// What was rendered by another version of the renderer is rendered again, of its body.
std::string hit_columns() {
  return "c.public_id, t.public_id, t.title, t.level, so.public_id, p.id, p.public_id, " +
         organisation_columns("po", "$8") + ", " + author_columns("pu") + ", " +
         marking_columns_in("p", "t") + ", p.language, p.created_at, " + kSealColumns +
         ", p.attachments, p.html, CASE p.renderer WHEN " + std::to_string(kRendererVersion) +
         " THEN NULL ELSE p.body END";
}

Statement const kHit("search.hit",
                     "SELECT " + hit_columns() +
                         " FROM post p JOIN organisation po ON po.id = p.source_id"
                         " JOIN users pu ON pu.id = p.author_id JOIN thread t ON t.id = p.thread_id"
                         " JOIN organisation so ON so.id = t.source_id JOIN topic c ON c.id = t.topic_id"
                         " WHERE p.id = $7 AND " +
                         readable_hit());

int number_of(std::optional<ThreadKind> kind) {
  return kind ? static_cast<int>(*kind) : 0;
}

// Threads that are looked at for one that he may read.
constexpr std::size_t kLookedAt = 10;

std::optional<std::vector<ThreadId>> select_threads_in_reach(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                             SearchFilter const& filter, std::size_t most) {
  std::vector<ThreadId> threads;
  std::size_t looked_at = 0;
  auto rows = auth::query_as(tx, viewer, kThreadsInReach, filter.topics, number_of(filter.kind), filter.tag,
                             filter.listed_tag);
  while (rows.next()) {
    if (rows.row().integer(1) != 0) threads.push_back(rows.row().id<ThreadTag>(0));
    if (threads.size() > most || ++looked_at > most * kLookedAt) return std::nullopt;
  }
  return threads;
}

std::optional<std::vector<ThreadId>> select_threads_with_news(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                              SearchFilter const& filter, std::size_t most) {
  std::vector<TopicId> topics;
  {
    auto rows = auth::query_as(tx, viewer, kTopicsInReach, filter.topics);
    while (rows.next()) topics.push_back(rows.row().id<auth::TopicTag>(0));
  }
  std::vector<ThreadId> threads;
  for (auto const topic : topics) {
    each_thread_with_news(tx, viewer, topic, [&](ThreadId thread, std::int64_t) {
      threads.push_back(thread);
      return threads.size() <= most;
    });
    if (threads.size() > most) return std::nullopt;
  }
  return threads;
}

Hit read_hit(storage::ReadTx& tx, Row const& row, auth::Viewer const& viewer) {
  Hit hit;
  auto& post = hit.post;
  int column = 0;
  hit.topic = row.public_id(column++);
  post.thread = row.public_id(column++);
  hit.title = row.text(column++);
  auto const level = static_cast<auth::Level>(row.integer(column++));
  hit.thread = {post.thread, level, row.public_id(column++)};
  post.id = row.id<PostTag>(column++);
  post.public_id = row.public_id(column++);
  post.source = read_organisation(row, column);
  post.author = read_author(row, column);
  post.marking = read_marking(row, column);
  // A thread whose level was raised later raises what stands in it.
  post.marking.level = std::max(post.marking.level, level);
  post.origin = {post.public_id, post.marking.level, post.source->public_id};
  post.language = read_language(row, column);
  post.created_at = row.time(column++);
  auto const sealed = read_seal_mark(row, column).seal;
  // A marking may have become stricter since.
  if (post.marking.attribution != auth::Attribution::chatham) post.seal = sealed;
  if (row.integer(column++) > 0) {
    post.attachments = select_attachments(tx, post.id);
    for (auto& one : post.attachments) one.level = std::max(one.level, post.marking.level);
    post.attachments = attachments_for(viewer, post.attachments);
  }
  hit.html = row.text(column++);
  if (auto const body = row.optional_text(column)) hit.html = render_again(tx, post.id, *body).text;
  auto const source = post.source->id;
  if (!tells_author(viewer, source, post.marking.attribution)) post.author.reset();
  if (!tells_source(viewer, source, post.marking.attribution)) post.source.reset();
  return hit;
}

}  // namespace

std::optional<PostId> walk_down(storage::ReadTx& tx, auth::Viewer const& viewer, std::string_view expression,
                                SearchFilter const& filter, PostId before, std::size_t limit, int patience,
                                std::vector<PostId>& posts) {
  if (posts.size() >= limit) return std::nullopt;
  auto rows = auth::query_as(
      tx, viewer, expression.empty() ? kAll : kFound, expression, before, filter.topics, filter.authors,
      filter.country, filter.language, filter.after, filter.before, filter.is_unread,
      filter.files_up_to ? static_cast<int>(*filter.files_up_to) : -1, number_of(filter.kind), filter.tag,
      filter.listed_tag, filter.only.value_or(PostId{0}), filter.is_answered, filter.is_named);
  while (rows.next()) {
    auto const post = rows.row().id<PostTag>(0);
    if (rows.row().integer(1) == 0) {
      if (patience-- == 0) return post;
      continue;
    }
    if (std::ranges::find(posts, post) != posts.end()) continue;
    posts.push_back(post);
    if (posts.size() >= limit) break;
  }
  return std::nullopt;
}

std::optional<std::vector<ThreadId>> select_few_threads(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                        SearchFilter const& filter, std::size_t most) {
  if (filter.is_unread) {
    if (auto threads = select_threads_with_news(tx, viewer, filter, most)) return threads;
  }
  return select_threads_in_reach(tx, viewer, filter, most);
}

std::optional<std::vector<ThreadId>> select_tagged_threads(storage::ReadTx& tx, SearchFilter const& filter,
                                                           std::size_t most) {
  std::vector<ThreadId> threads;
  tx.each(
      kTaggedThreads, [&](Row const& row) { threads.push_back(row.id<ThreadTag>(0)); }, filter.tag,
      filter.listed_tag, static_cast<std::int64_t>(most) + 1);
  if (threads.size() > most) return std::nullopt;
  return threads;
}

std::optional<std::vector<ThreadId>> select_answered_threads(storage::ReadTx& tx, std::size_t most) {
  std::vector<ThreadId> threads;
  tx.each(
      kAnsweredThreads, [&](Row const& row) { threads.push_back(row.id<ThreadTag>(0)); },
      static_cast<std::int64_t>(most) + 1);
  if (threads.size() > most) return std::nullopt;
  return threads;
}

std::vector<auth::OrganisationId> select_sources(storage::ReadTx& tx, std::string_view country) {
  std::vector<auth::OrganisationId> sources;
  tx.each(kSources, [&](Row const& row) { sources.push_back(row.id<auth::OrganisationTag>(0)); }, country);
  return sources;
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
