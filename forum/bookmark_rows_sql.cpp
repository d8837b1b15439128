#include "auth/readable.hpp"
#include "forum/bookmark_rows.hpp"
#include "forum/places.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

Statement const kBookmarks(
    "bookmark.page",
    "SELECT b.id, b.post_id, t.title, b.note, b.kept_at FROM bookmark b JOIN post p ON p.id = b.post_id"
    " JOIN thread t ON t.id = p.thread_id JOIN topic c ON c.id = t.topic_id"
    " WHERE b.user_id = $1 AND b.id < $7 AND ($8 IS NULL OR c.public_id = $8) AND ($9 IS NULL OR p.public_id "
    "= $9)"
    " AND " +
        auth::readable("p", "t.topic_id") + " AND " + thread_place_readable() + " ORDER BY b.id DESC");
Statement const kKeep("bookmark.keep",
                      "INSERT INTO bookmark (user_id, post_id, note, kept_at) VALUES ($1, $2, $3, $4)"
                      " ON CONFLICT (user_id, post_id) DO UPDATE SET note = excluded.note");
Statement const kDelete("bookmark.delete", "DELETE FROM bookmark WHERE user_id = $1 AND post_id = $2");
Statement const kForget("bookmark.forget", "DELETE FROM bookmark WHERE post_id = $1");

}  // namespace

void each_bookmark(storage::ReadTx& tx, auth::Viewer const& viewer, BookmarkFilter const& filter,
                   BookmarkId before, std::function<bool(BookmarkRow&&)> const& take) {
  auto rows = auth::query_as(tx, viewer, kBookmarks, before, filter.topic, filter.post);
  while (rows.next()) {
    auto const& row = rows.row();
    if (!take({row.id<BookmarkTag>(0), row.id<PostTag>(1), std::string(row.text(2)), std::string(row.text(3)),
               row.time(4)}))
      return;
  }
}

void upsert_bookmark(storage::WriteTx& tx, auth::Viewer const& viewer, PostId post, std::string const& note) {
  tx.execute(kKeep, viewer.user, post, note, viewer.now);
}

void delete_bookmark(storage::WriteTx& tx, auth::UserId user, PostId post) {
  tx.execute(kDelete, user, post);
}

void forget_bookmarks(storage::WriteTx& tx, PostId post) {
  tx.execute(kForget, post);
}

}  // namespace forum
