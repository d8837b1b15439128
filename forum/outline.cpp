#include "forum/outline.hpp"

#include <algorithm>
#include <span>

#include "forum/cursors.hpp"
#include "forum/offered_acts.hpp"
#include "forum/post_page.hpp"
#include "forum/quotes.hpp"
#include "forum/reactions.hpp"

namespace forum {
namespace {

using Visible = std::vector<OutlinedPost const*>;

Visible readable_posts(auth::Viewer const& viewer, Outline const& outline) {
  Visible visible;
  visible.reserve(outline.posts.size());
  for (auto const& post : outline.posts) {
    if (auth::decide(viewer, std::span(&post.facts, 1), outline.place.topic.id, scope_of(outline.place.id)))
      visible.push_back(&post);
  }
  return visible;
}

// The place among the visible posts where the page begins.
base::Result<std::size_t> find_start(Outline const& outline, Visible const& visible, PageRequest const& page,
                                     std::optional<base::PublicId> const& around) {
  if (around) {
    auto const found = std::ranges::find(
        visible, *around, [](OutlinedPost const* post) { return post->untold.post.public_id; });
    if (found == visible.end()) return base::ErrorCode::not_found;
    auto const index = static_cast<std::size_t>(found - visible.begin());
    return index - index % static_cast<std::size_t>(page.limit);
  }
  if (!page.after || page.after->empty()) return std::size_t{0};
  auto const id = parse_post_cursor(*page.after);
  if (!id) return id.error();
  // The post may have become unreadable since: the page begins where it stands.
  auto const last =
      std::ranges::find(outline.posts, *id, [](OutlinedPost const& post) { return post.untold.post.id; });
  if (last == outline.posts.end()) return unfit_cursor();
  auto const start = std::ranges::upper_bound(
      visible, last->untold.path, std::ranges::less(),
      [](OutlinedPost const* post) -> ReplyPath const& { return post->untold.path; });
  return static_cast<std::size_t>(start - visible.begin());
}

// Those visible posts that stand above `post`, the first post first.
std::vector<Ancestor> ancestors_of(OutlinedPost const& post, std::span<OutlinedPost const* const> before) {
  std::vector<Ancestor> above;
  for (auto const* const earlier : before) {
    if (is_above(earlier->untold.path, post.untold.path))
      above.push_back({earlier->untold.post.public_id, earlier->untold.path});
  }
  return above;
}

// Marks what the viewer has not read, his own posts apart.
void settle_unread(storage::ReadTx& tx, auth::Viewer const& viewer, Outline const& outline,
                   std::int64_t read_to, std::span<OutlinedPost const* const> shown,
                   std::vector<PostRow>& rows) {
  auto const is_new = [&](OutlinedPost const* post) {
    return post->sequence > read_to && post->untold.envelope.author != viewer.user;
  };
  if (std::ranges::none_of(shown, is_new)) return;
  auto const read = select_read_posts(tx, viewer, outline.place.id);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    rows[i].told.unread = is_new(shown[i]) && !std::ranges::binary_search(read, rows[i].id());
  }
}

}  // namespace

base::Result<std::vector<ThreadPageMark>> read_outlined_pages(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                              Outline const& outline, std::int64_t read_to,
                                                              int limit) {
  if (!auth::decide(viewer, outline.enclosing, outline.place.topic.id, scope_of(outline.place.id)))
    return base::ErrorCode::not_found;
  auto const read = select_read_posts(tx, viewer, outline.place.id);
  ThreadPageMarks marks(limit);
  for (auto const* const post : readable_posts(viewer, outline)) {
    auto const& shown = post->untold.post;
    marks.add(shown.id, shown.public_id,
              post->sequence > read_to && post->untold.envelope.author != viewer.user &&
                  !std::ranges::binary_search(read, shown.id));
  }
  return std::move(marks).take();
}

base::Result<PostPage> read_outline(storage::ReadTx& tx, auth::Viewer const& viewer,
                                    std::shared_ptr<Outline const> const& outline, std::int64_t read_to,
                                    PageRequest const& page, std::optional<base::PublicId> const& around) {
  if (!auth::decide(viewer, outline->enclosing, outline->place.topic.id, scope_of(outline->place.id)))
    return base::ErrorCode::not_found;
  auto const visible = readable_posts(viewer, *outline);
  auto const start = find_start(*outline, visible, page, around);
  if (!start) return start.error();

  auto const limit = static_cast<std::size_t>(page.limit);
  auto const shown = std::span(visible).subspan(*start).first(std::min(limit, visible.size() - *start));
  std::vector<PostRow> rows;
  rows.reserve(shown.size());
  for (auto const* const post : shown) {
    // Shares the outline, which holds the post.
    rows.push_back({tell(viewer, outline->place, std::shared_ptr<UntoldPost const>(outline, &post->untold))});
  }
  settle_unread(tx, viewer, *outline, read_to, shown, rows);

  PostPage result;
  result.topic = outline->place.topic.public_id;
  if (visible.size() - *start > limit) result.next = post_cursor(rows.back().id());
  if (!shown.empty()) {
    if (*start > limit) {
      result.previous = post_cursor(visible[*start - limit - 1]->untold.post.id);
    } else if (*start > 0) {
      result.previous.emplace();
    }
    settle_tree(rows, ancestors_of(*shown.front(), std::span(visible).first(*start)));
  }
  result.items = posts_of(std::move(rows));
  show_quotes(tx, viewer, result.items);
  show_reactions(tx, viewer, outline->place, result.items);
  withhold_in_dispute(tx, viewer, outline->place, result.items);
  return result;
}

}  // namespace forum
