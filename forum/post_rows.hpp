// Posts as a viewer reads them: the statements behind the pages of a thread.
#pragma once

#include <optional>
#include <vector>

#include "forum/places.hpp"
#include "forum/posts.hpp"
#include "forum/untold_post.hpp"

namespace forum {

// A post whose place among the viewer's posts (parent, depth) is not known yet.
struct PostRow {
  ToldPost told;

  PostId id() const { return told.untold->post.id; }
  base::PublicId const& public_id() const { return told.untold->post.public_id; }
  ReplyPath const& path() const { return told.untold->path; }
  std::size_t text_bytes() const { return told.untold->text_bytes(); }
};

struct PathKey {
  PostId id;
  ReplyPath path;
};

struct Ancestor {
  base::PublicId public_id;
  ReplyPath path;
};

// In reading order; from the beginning where `after` is left out. Fewer than `limit` where their texts come
// to kPageBytes.
std::vector<PostRow> select_post_rows(storage::ReadTx& tx, auth::Viewer const& viewer,
                                      ThreadPlace const& thread, std::optional<ReplyPath> const& after,
                                      int limit);
std::optional<PostRow> select_post_row(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       ThreadPlace const& thread, PostId post);
// Posts that the viewer may read above this one, the first post first.
std::vector<Ancestor> select_ancestors(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       ThreadPlace const& thread, PostId post);
// The path of a post of the thread, readable or not.
std::optional<ReplyPath> select_path(storage::ReadTx& tx, ThreadId thread, PostId post);
// Those that the viewer may read before `path`, the nearest first.
std::vector<PathKey> select_keys_before(storage::ReadTx& tx, auth::Viewer const& viewer,
                                        ThreadPlace const& thread, std::string_view path, int limit);
// The last post of the page before the one that holds `path`, in pages of `limit` from the first post;
// nothing where that is the first page.
std::optional<PathKey> select_page_start(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         ThreadPlace const& thread, std::string_view path, int limit);

// The text with which the post was released is the oldest that is told: what stood there before was for the
// author and his coordinators. The first, where nothing was released yet or no release was needed.
// The SQL expression for it, of the post whose key the expression `post` gives.
std::string released_version(std::string const& post);

// Former texts below `version`, the latest first; fewer than `limit` where they come to kPageBytes.
struct RevisionRow {
  Revision revision;
  auth::UserId editor;

  std::size_t text_bytes() const { return revision.body.size() + revision.html.text.size(); }
};
std::vector<RevisionRow> select_revisions(storage::ReadTx& tx, PostId post, int below_version, int limit);
// A version that the post's readers are told; nothing where there is none of that number.
std::optional<Html> select_text(storage::ReadTx& tx, PostId post, int version);
// The text as it is now.
std::optional<RevisionRow> select_current_revision(storage::ReadTx& tx, PostId post);

}  // namespace forum
