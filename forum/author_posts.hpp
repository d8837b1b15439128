// The posts of one author that a viewer may read, through the index of the search.
#pragma once

#include <vector>

#include "auth/viewer.hpp"
#include "forum/ids.hpp"
#include "storage/transaction.hpp"

namespace forum {

// By which posts somebody is known: those that name him to the viewer, to whom posts of his own organisation
// name everybody; or those that name him to all their readers.
enum class Naming { to_viewer, to_all };

struct AuthorPosts {
  auth::UserId author;
  Naming naming = Naming::to_viewer;
};
// The newest first, before this one, at most `limit`. However much of the author is not for the viewer, it
// costs no more than to look at what is.
std::vector<PostId> select_author_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                        AuthorPosts const& of, PostId before, std::size_t limit);

}  // namespace forum
