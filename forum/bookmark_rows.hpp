// The statements behind bookmarks.hpp. Internal to this floor.
#pragma once

#include <functional>

#include "forum/bookmarks.hpp"
#include "forum/ids.hpp"

namespace forum {

using BookmarkId = base::Id<struct BookmarkTag>;

struct BookmarkRow {
  BookmarkId id;
  PostId post;
  std::string title;  // of the thread
  std::string note;
  base::Timestamp kept_at;
};

// The viewer's, of posts that he may read, the last kept first and before this one, until `take` answers
// false.
void each_bookmark(storage::ReadTx& tx, auth::Viewer const& viewer, BookmarkFilter const& filter,
                   BookmarkId before, std::function<bool(BookmarkRow&&)> const& take);
void upsert_bookmark(storage::WriteTx& tx, auth::Viewer const& viewer, PostId post, std::string const& note);
void delete_bookmark(storage::WriteTx& tx, auth::UserId user, PostId post);
// Of all who kept it: with a text what was noted on it goes.
void forget_bookmarks(storage::WriteTx& tx, PostId post);

}  // namespace forum
