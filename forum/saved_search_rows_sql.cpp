#include "forum/found_posts.hpp"
#include "forum/saved_search_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kOfPerson("saved_search.of_person",
                          "SELECT s.id, s.public_id, s.name, s.query, s.tells, s.saved_at FROM saved_search s"
                          " WHERE s.user_id = $1 ORDER BY s.id");
Statement const kInsert("saved_search.insert",
                        "INSERT INTO saved_search (public_id, user_id, name, query, tells, saved_at)"
                        " VALUES ($1, $2, $3, $4, $5, $6)");
Statement const kUpdate("saved_search.update", "UPDATE saved_search SET name = $2, tells = $3 WHERE id = $1");
Statement const kDelete("saved_search.delete", "DELETE FROM saved_search WHERE id = $1");
Statement const kTelling("saved_search.telling",
                         "SELECT s.id, s.user_id, s.query FROM saved_search s WHERE s.tells = 1 AND s.id > $1"
                         " ORDER BY s.id LIMIT $2");

Statement const kNote("search_news.note",
                      "INSERT INTO search_news (post_id) SELECT $1 WHERE EXISTS"
                      " (SELECT 1 FROM saved_search s WHERE s.tells = 1) ON CONFLICT (post_id) DO NOTHING");
Statement const kNext("search_news.next", "SELECT n.post_id FROM search_news n ORDER BY n.post_id LIMIT 1");
Statement const kForget("search_news.forget", "DELETE FROM search_news WHERE post_id = $1");
Statement const kTell("search_news.tell",
                      "INSERT INTO inbox (subscriber_kind, subscriber_id, event_id, post_id, kind)"
                      " SELECT 1, $2, $4, p.id, $3 FROM post p WHERE p.id = $1 AND p.author_id <> $2"
                      " AND NOT EXISTS (SELECT 1 FROM inbox i WHERE i.subscriber_kind = 1"
                      " AND i.subscriber_id = $2 AND i.event_id = p.sequence)"
                      " ON CONFLICT (subscriber_kind, subscriber_id, event_id) DO NOTHING");
Statement const kPublished("search_news.published",
                           "SELECT t.topic_id, p.thread_id, p.author_id, p.published_at FROM post p"
                           " JOIN thread t ON t.id = p.thread_id WHERE p.id = $1 AND p.sequence IS NOT NULL");

}  // namespace

std::vector<SavedSearch> select_saved_searches(storage::ReadTx& tx, auth::UserId user) {
  std::vector<SavedSearch> searches;
  tx.each(
      kOfPerson,
      [&](Row const& row) {
        searches.push_back({row.id<SavedSearchTag>(0), row.public_id(1), std::string(row.text(2)),
                            std::string(row.text(3)), row.boolean(4), row.time(5)});
      },
      user);
  return searches;
}

void insert_saved_search(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                         NewSavedSearch const& search) {
  tx.execute(kInsert, id, viewer.user, search.name, search.query, search.tells, viewer.now);
}

void update_saved_search(storage::WriteTx& tx, SavedSearch const& search) {
  tx.execute(kUpdate, search.id, search.name, search.tells);
}

void delete_saved_search(storage::WriteTx& tx, SavedSearchId search) {
  tx.execute(kDelete, search);
}

std::vector<TellingSearch> select_telling_searches(storage::ReadTx& tx, SavedSearchId after, int limit) {
  std::vector<TellingSearch> searches;
  tx.each(
      kTelling,
      [&](Row const& row) {
        searches.push_back({row.id<SavedSearchTag>(0), row.id<auth::UserTag>(1), std::string(row.text(2))});
      },
      after, limit);
  return searches;
}

void note_new_post(storage::WriteTx& tx, PostId post) {
  tx.execute(kNote, post);
}

std::optional<PostId> select_new_post(storage::ReadTx& tx) {
  return tx.one(kNext, [](Row const& row) { return row.id<PostTag>(0); });
}

void forget_new_post(storage::WriteTx& tx, PostId post) {
  tx.execute(kForget, post);
}

std::optional<PublishedPost> find_published(storage::ReadTx& tx, PostId post) {
  return tx.one(
      kPublished,
      [&](Row const& row) {
        return PublishedPost{{EventObject::post, row.id<auth::TopicTag>(0), row.id<ThreadTag>(1), post},
                             row.id<auth::UserTag>(2),
                             row.time(3)};
      },
      post);
}

void insert_found_notice(storage::WriteTx& tx, EventId event, PostId post, auth::UserId user) {
  tx.execute(kTell, post, user, kFoundNotice, event);
}

}  // namespace forum
