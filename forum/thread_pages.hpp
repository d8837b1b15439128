// The pages of a thread, for links to each of them by its number.
#pragma once

#include <string>
#include <vector>

#include "forum/page.hpp"
#include "forum/places.hpp"

namespace forum {

class OutlineCache;

struct ThreadPageMark {
  base::PublicId first;  // the post with which it begins
  std::optional<std::string>
      after;  // the key of the page, as load_posts() takes it; nothing of the first one
  int posts = 0;
  int unread = 0;

  bool operator==(ThreadPageMark const&) const = default;
};

// Fills them with the posts of a thread, one after the other.
class ThreadPageMarks {
 public:
  explicit ThreadPageMarks(int limit) : limit_(limit) {}

  void add(PostId post, base::PublicId const& public_id, bool is_unread);
  std::vector<ThreadPageMark> take() && { return std::move(pages_); }

 private:
  int limit_;
  std::vector<ThreadPageMark> pages_;
  PostId last_;
};

// In pages of this many posts, as the viewer reads the thread: one look at the place of each of its posts and
// at no text, whichever page he then opens. Errors: not_found.
base::Result<std::vector<ThreadPageMark>> load_thread_pages(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                            base::PublicId const& thread, int limit);

// The same from the thread's outline, where one is kept.
base::Result<std::vector<ThreadPageMark>> load_thread_pages(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                            base::PublicId const& thread, int limit,
                                                            OutlineCache& outlines);

}  // namespace forum
