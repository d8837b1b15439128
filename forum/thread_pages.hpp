// The pages of a thread, for links to each of them by its number.
#pragma once

#include <string>
#include <vector>

#include "forum/page.hpp"
#include "forum/places.hpp"

namespace forum {

struct ThreadPageMark {
  base::PublicId first;  // the post with which it begins
  std::optional<std::string>
      after;  // the key of the page, as load_posts() takes it; nothing of the first one
  int posts = 0;
  int unread = 0;
};

// In pages of this many posts, as the viewer reads the thread: one look at the place of each of its posts and
// at no text, whichever page he then opens. Errors: not_found.
base::Result<std::vector<ThreadPageMark>> load_thread_pages(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                            base::PublicId const& thread, int limit);

}  // namespace forum
