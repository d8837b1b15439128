// Bookmarks: posts that somebody keeps for himself, each with a note. Nobody else is told of them. Of a post
// that he may not read (any more) there is no bookmark either: it is in no list, no search and no count.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/viewer.hpp"
#include "forum/keeping_limits.hpp"
#include "forum/page.hpp"
#include "forum/post_summary.hpp"

namespace forum {

struct Bookmark {
  PostSummary post;
  base::PublicId topic;
  Origin thread;  // whose title is shown
  std::string title;
  std::string note;
  base::Timestamp kept_at;  // when the post was kept first
};

struct BookmarkFilter {
  std::string words;  // each begins one of the note or of the thread's title, as the search folds them
  std::optional<base::PublicId> topic;
  std::optional<base::PublicId> post;
};

// The last kept first.
base::Result<Page<Bookmark>> load_bookmarks(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            BookmarkFilter const& filter, PageRequest const& page);

// Keeps the post, or notes something else on it. Errors: not_found; not_permitted (guests); invalid_body:
// /note that does not fit, too_many bookmarks.
base::Result<void> keep_bookmark(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                 std::string const& note, KeepingLimits const& limits);
// Whether there was one or not. Errors: not_found (the post).
base::Result<void> remove_bookmark(storage::WriteTx& tx, auth::Viewer const& viewer,
                                   base::PublicId const& post);

}  // namespace forum
