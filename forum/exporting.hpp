// A thread or a post as somebody takes it along: what he may read of it, and nothing that is for display
// only.
#pragma once

#include <vector>

#include "forum/limits.hpp"
#include "forum/posts.hpp"
#include "forum/threads.hpp"

namespace forum {

struct ExportedPost {
  Post post;                 // without its text where that is withheld
  bool is_withheld = false;  // marked DISPLAY ONLY
};

struct Exported {
  Thread thread;
  std::vector<ExportedPost> posts;  // in reading order; of a post that one alone
};

// Errors: not_found, display_only (the thread, or the one post), export_too_large.
base::Result<Exported> export_thread(storage::ReadTx& tx, auth::Viewer const& viewer,
                                     base::PublicId const& thread, Limits const& limits);
base::Result<Exported> export_post(storage::ReadTx& tx, auth::Viewer const& viewer,
                                   base::PublicId const& post, Limits const& limits);

}  // namespace forum
