#include "forum/thread_pages.hpp"

#include "forum/outline_cache.hpp"
#include "forum/post_page.hpp"

namespace forum {

void ThreadPageMarks::add(PostId post, base::PublicId const& public_id, bool is_unread) {
  if (pages_.empty() || pages_.back().posts == limit_) {
    pages_.push_back({public_id, std::nullopt, 0, 0});
    if (pages_.size() > 1) pages_.back().after = post_cursor(last_);
  }
  pages_.back().posts += 1;
  if (is_unread) pages_.back().unread += 1;
  last_ = post;
}

base::Result<std::vector<ThreadPageMark>> load_thread_pages(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                            base::PublicId const& thread, int limit,
                                                            OutlineCache& outlines) {
  auto const mark = find_outline_mark(tx, viewer, thread);
  if (!mark) return base::ErrorCode::not_found;
  auto const outline = outlines.peek({mark->thread, viewer.language}, mark->stamp);
  if (!outline) return load_thread_pages(tx, viewer, thread, limit);
  return read_outlined_pages(tx, viewer, *outline, mark->read_to, limit);
}

}  // namespace forum
