#include "forum/post_page.hpp"

#include "forum/cursors.hpp"
#include "forum/offered_acts.hpp"
#include "forum/quotes.hpp"
#include "forum/reactions.hpp"

namespace forum {

std::string post_cursor(PostId post) {
  std::string cursor;
  append_number(cursor, post.value);
  return cursor;
}

base::Result<PostId> parse_post_cursor(std::string_view cursor) {
  auto const id = take_number(cursor);
  if (!id || !cursor.empty()) return unfit_cursor();
  return PostId{*id};
}

TreePlace take_place(std::vector<Ancestor>& above, base::PublicId const& post, ReplyPath const& path) {
  while (!above.empty() && !is_above(above.back().path, path)) above.pop_back();
  TreePlace place{std::nullopt, static_cast<int>(above.size())};
  if (!above.empty()) place.parent = above.back().public_id;
  above.push_back({post, path});
  return place;
}

void settle_tree(std::vector<PostRow>& rows, std::vector<Ancestor> above) {
  for (auto& row : rows) {
    auto const place = take_place(above, row.public_id(), row.path());
    row.told.parent = place.parent;
    row.told.depth = place.depth;
  }
}

base::Result<Post> load_answer(storage::ReadTx& tx, auth::Viewer const& viewer, PostPlace const& parent,
                               PostId answer) {
  auto row = select_post_row(tx, viewer, parent.thread, answer);
  if (!row) return base::ErrorCode::not_found;
  // Nothing stands above a first post.
  auto above =
      parent.is_first ? std::vector<Ancestor>() : select_ancestors(tx, viewer, parent.thread, parent.id);
  above.push_back({parent.public_id, parent.path});
  std::vector<PostRow> rows;
  rows.push_back(std::move(*row));
  settle_tree(rows, std::move(above));
  return told_alone(tx, viewer, parent.thread, std::move(rows));
}

Post told_alone(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
                std::vector<PostRow> rows) {
  auto posts = posts_of(std::move(rows));
  show_quotes(tx, viewer, posts);
  show_reactions(tx, viewer, thread, posts);
  withhold_in_dispute(tx, viewer, thread, posts);
  return as_post(posts.front());
}

std::vector<ToldPost> posts_of(std::vector<PostRow> rows) {
  std::vector<ToldPost> posts;
  posts.reserve(rows.size());
  for (auto& row : rows) posts.push_back(std::move(row.told));
  return posts;
}

}  // namespace forum
