#include "auth/readable.hpp"
#include "forum/thread_pages.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// Where the tallies hold nothing in the thread that he may not read, the rule is asked of those few and not
// of each post.
Statement const kPlaces(
    "thread_pages.places",
    "SELECT p.id, p.public_id, CASE WHEN p.sequence > $9 AND p.author_id <> $1"
    " AND NOT EXISTS (SELECT 1 FROM post_read r WHERE r.user_id = $1"
    " AND r.thread_id = p.thread_id AND r.post_id = p.id) THEN 1 ELSE 0 END"
    " FROM post p WHERE p.thread_id = $7 AND p.state <> 4 AND (NOT EXISTS (SELECT 1 FROM post_tally a"
    " WHERE a.thread_id = $7 AND NOT " +
        auth::readable("a", "$8", "a.thread_id") + ") OR " + auth::readable("p", "$8", "p.thread_id") +
        ") ORDER BY p.path");

}  // namespace

base::Result<std::vector<ThreadPageMark>> load_thread_pages(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                            base::PublicId const& thread, int limit) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return base::ErrorCode::not_found;
  ThreadPageMarks marks(limit);
  auto rows = auth::query_as(tx, viewer, kPlaces, place->id, place->topic.id, place->read_to);
  while (rows.next()) {
    auto const& row = rows.row();
    marks.add(row.id<PostTag>(0), row.public_id(1), row.boolean(2));
  }
  return std::move(marks).take();
}

}  // namespace forum
