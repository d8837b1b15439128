#include "forum/posts.hpp"

#include "forum/attachments.hpp"
#include "forum/cursors.hpp"
#include "forum/offered_acts.hpp"
#include "forum/outline_cache.hpp"
#include "forum/post_page.hpp"
#include "forum/quotes.hpp"
#include "forum/reactions.hpp"
#include "forum/told.hpp"

namespace forum {
namespace {

// Whether there is more than fits the page; the last row is then the next page's.
template <class Row>
bool is_over(std::vector<Row> const& rows, int limit) {
  std::size_t bytes = 0;
  for (auto const& row : rows) bytes += row.text_bytes();
  return rows.size() > static_cast<std::size_t>(limit) || (bytes >= kPageBytes && rows.size() > 1);
}

// Empty: the first page; nothing: this is the first.
std::optional<std::string> cursor_before(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         ThreadPlace const& thread, std::string_view first_path, int limit) {
  auto const before = select_keys_before(tx, viewer, thread, first_path, limit + 1);
  if (before.empty()) return std::nullopt;
  if (before.size() <= static_cast<std::size_t>(limit)) return std::string();
  return post_cursor(before.back().id);
}

// Where the page begins: after this path, or at the first post.
base::Result<std::optional<ReplyPath>> find_start(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  ThreadPlace const& thread, PageRequest const& page,
                                                  std::optional<base::PublicId> const& around) {
  if (around) {
    auto const post = find_post_place(tx, viewer, *around);
    if (!post || post->thread.id != thread.id) return base::ErrorCode::not_found;
    auto const start = select_page_start(tx, viewer, thread, post->path, page.limit);
    return start ? std::optional(start->path) : std::nullopt;
  }
  if (!page.after || page.after->empty()) return std::optional<ReplyPath>();
  auto const id = parse_post_cursor(*page.after);
  if (!id) return id.error();
  auto path = select_path(tx, thread.id, *id);
  if (!path) return unfit_cursor();
  return path;
}

}  // namespace

base::Result<PostPage> load_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                  base::PublicId const& thread, PageRequest const& page,
                                  std::optional<base::PublicId> const& around) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return base::ErrorCode::not_found;
  auto const start = find_start(tx, viewer, *place, page, around);
  if (!start) return start.error();

  auto rows = select_post_rows(tx, viewer, *place, *start, page.limit + 1);
  PostPage result;
  result.topic = place->topic.public_id;
  if (is_over(rows, page.limit)) {
    rows.pop_back();
    result.next = post_cursor(rows.back().id());
  }
  std::vector<Ancestor> above;
  if (*start && !rows.empty()) {
    result.previous = cursor_before(tx, viewer, *place, rows.front().path(), page.limit);
    above = select_ancestors(tx, viewer, *place, rows.front().id());
  }
  settle_tree(rows, std::move(above));
  result.items = posts_of(std::move(rows));
  show_quotes(tx, viewer, result.items);
  show_reactions(tx, viewer, *place, result.items);
  withhold_in_dispute(tx, viewer, *place, result.items);
  return result;
}

base::Result<PostPage> load_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                  base::PublicId const& thread, PageRequest const& page,
                                  std::optional<base::PublicId> const& around, OutlineCache& outlines,
                                  Limits const& limits) {
  auto const mark = find_outline_mark(tx, viewer, thread);
  if (!mark) return base::ErrorCode::not_found;
  OutlineCache::Key const key{mark->thread, viewer.language};
  auto [outline, is_wanted] = outlines.find(key, mark->stamp);
  if (is_wanted) {
    auto const place = find_thread_place(tx, viewer, thread);
    if (!place) return base::ErrorCode::not_found;
    outline = load_outline(tx, *place, viewer.language, limits, outlines.prepare());
    outlines.keep(key, mark->stamp, outline);
  }
  if (!outline) return load_posts(tx, viewer, thread, page, around);
  return read_outline(tx, viewer, outline, mark->read_to, page, around);
}

base::Result<Post> load_post(storage::ReadTx& tx, auth::Viewer const& viewer, base::PublicId const& post) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return base::ErrorCode::not_found;
  auto row = select_post_row(tx, viewer, place->thread, place->id);
  if (!row) return base::ErrorCode::not_found;
  std::vector<PostRow> rows;
  rows.push_back(std::move(*row));
  settle_tree(rows, select_ancestors(tx, viewer, place->thread, place->id));
  return told_alone(tx, viewer, place->thread, std::move(rows));
}

base::Result<Page<Revision>> load_revisions(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& post, PageRequest const& page) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return base::ErrorCode::not_found;

  std::vector<RevisionRow> rows;
  if (!page.after || page.after->empty()) {
    if (auto current = select_current_revision(tx, place->id)) rows.push_back(std::move(*current));
  }
  int below = place->version;
  if (page.after && !page.after->empty()) {
    std::string_view key = *page.after;
    auto const version = take_number(key);
    if (!version || !key.empty() || *version > place->version || *version < 0) return unfit_cursor();
    below = static_cast<int>(*version);
  }
  int const wanted = page.limit + 1 - static_cast<int>(rows.size());
  for (auto& row : select_revisions(tx, place->id, below, wanted)) rows.push_back(std::move(row));

  Page<Revision> result;
  if (is_over(rows, page.limit)) {
    rows.pop_back();
    result.next.emplace();
    append_number(*result.next, rows.back().revision.version);
  }
  bool const names_author = tells_author(viewer, place->source, place->marking.attribution);
  QuoteReader quotes(tx, viewer);
  for (auto& row : rows) {
    if (!names_author) row.revision.author.reset();
    row.revision.quotes = quotes.read(quotes_in(row.revision.html));
    row.revision.attachments = load_attachments_of(tx, viewer, *place, row.revision.version);
    result.items.push_back(std::move(row.revision));
  }
  return result;
}

}  // namespace forum
