// What the two ways of reading a page of posts share (posts.cpp, outline.cpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "forum/post_rows.hpp"

namespace forum {

// The key of the page that begins after this post.
std::string post_cursor(PostId post);
base::Result<PostId> parse_post_cursor(std::string_view cursor);

struct TreePlace {
  std::optional<base::PublicId> parent;
  int depth = 0;
};
// Where the next post in reading order stands below those before it; `above` goes on to the one after.
TreePlace take_place(std::vector<Ancestor>& above, base::PublicId const& post, ReplyPath const& path);

// Gives each post the nearest one above that the viewer may read, and its depth among those; `above` are
// those of the first.
void settle_tree(std::vector<PostRow>& rows, std::vector<Ancestor> above);

// What the viewer has just answered to `parent`, as he reads it.
base::Result<Post> load_answer(storage::ReadTx& tx, auth::Viewer const& viewer, PostPlace const& parent,
                               PostId answer);

// The only one of them, with what it quotes and how readers react to it.
Post told_alone(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
                std::vector<PostRow> rows);

std::vector<ToldPost> posts_of(std::vector<PostRow> rows);

}  // namespace forum
