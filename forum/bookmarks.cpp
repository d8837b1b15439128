#include "forum/bookmarks.hpp"

#include <limits>
#include <stdexcept>

#include "base/text.hpp"
#include "forum/bookmark_rows.hpp"
#include "forum/cursors.hpp"
#include "forum/places.hpp"
#include "forum/search_rows.hpp"
#include "forum/search_words.hpp"

namespace forum {
namespace {

using base::FieldCode;

constexpr BookmarkId kLast{std::numeric_limits<std::int64_t>::max()};

std::optional<FieldCode> unfit_note(std::string_view note, KeepingLimits const& limits) {
  if (base::count_characters(note) > limits.note_characters) return FieldCode::too_long;
  return base::unfit_for_body(note);
}

Bookmark read_bookmark(storage::ReadTx& tx, auth::Viewer const& viewer, BookmarkRow&& row) {
  auto hit = select_hit(tx, viewer, row.post);
  if (!hit) throw std::logic_error("a bookmark was found whose post may not be read");
  return {std::move(hit->post),  hit->topic,          hit->thread,
          std::move(hit->title), std::move(row.note), row.kept_at};
}

std::size_t count_bookmarks(storage::ReadTx& tx, auth::Viewer const& viewer, std::size_t most) {
  std::size_t count = 0;
  each_bookmark(tx, viewer, {}, kLast, [&](BookmarkRow&&) { return ++count < most; });
  return count;
}

bool is_kept(storage::ReadTx& tx, auth::Viewer const& viewer, base::PublicId const& post) {
  bool found = false;
  BookmarkFilter filter;
  filter.post = post;
  each_bookmark(tx, viewer, filter, kLast, [&](BookmarkRow&&) {
    found = true;
    return false;
  });
  return found;
}

}  // namespace

base::Result<Page<Bookmark>> load_bookmarks(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            BookmarkFilter const& filter, PageRequest const& page) {
  auto const before = parse_newest_key(page);
  if (!before) return before.error();
  auto const wanted = words_of(filter.words);
  auto const limit = static_cast<std::size_t>(page.limit);
  std::vector<BookmarkRow> rows;
  each_bookmark(tx, viewer, filter, BookmarkId{*before}, [&](BookmarkRow&& row) {
    if (wanted.empty() || holds_words(row.note + " " + row.title, wanted)) rows.push_back(std::move(row));
    return rows.size() <= limit;
  });
  Page<Bookmark> result;
  if (rows.size() > limit) {
    rows.pop_back();
    append_number(result.next.emplace(), rows.back().id.value);
  }
  for (auto& row : rows) result.items.push_back(read_bookmark(tx, viewer, std::move(row)));
  return result;
}

base::Result<void> keep_bookmark(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                 std::string const& note, KeepingLimits const& limits) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return base::ErrorCode::not_found;
  if (viewer.is_guest()) return base::ErrorCode::not_permitted;
  if (auto const unfit = unfit_note(note, limits)) return base::invalid_field("/note", *unfit);
  // Those of posts that he does not read do not count: the limit tells nothing of them.
  if (!is_kept(tx, viewer, post) && count_bookmarks(tx, viewer, limits.bookmarks) >= limits.bookmarks)
    return base::invalid_field("/note", FieldCode::too_many);
  upsert_bookmark(tx, viewer, place->id, note);
  return {};
}

base::Result<void> remove_bookmark(storage::WriteTx& tx, auth::Viewer const& viewer,
                                   base::PublicId const& post) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return base::ErrorCode::not_found;
  delete_bookmark(tx, viewer.user, place->id);
  return {};
}

}  // namespace forum
