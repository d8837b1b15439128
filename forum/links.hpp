// Links between threads: which threads the text of a post links to, kept with the text; and what of that a
// viewer is shown: a link exists for whoever may read both the post in which it stands and the thread at its
// other end.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "forum/markdown.hpp"
#include "forum/origin.hpp"
#include "forum/places.hpp"

namespace forum {

// More links than this in one post are an index, and more threads at one end a list to search: the rest is
// left out.
constexpr std::size_t kLinksKept = 50;
constexpr int kLinksShown = 50;

struct LinkedThread {
  Origin origin;  // of the thread
  std::string title;
  int posts = 0;  // in which the link stands, as far as the viewer may read them
};

struct ThreadLinks {
  base::PublicId topic;
  std::vector<LinkedThread> from;  // whose posts link here; the last one first, at most kLinksShown
  std::vector<LinkedThread> to;    // to which posts of this one link; likewise
};

// Errors: not_found.
base::Result<ThreadLinks> load_thread_links(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& thread);

// Whether a link to the thread, or to a post in it, leads the viewer anywhere.
bool leads_somewhere(storage::ReadTx& tx, auth::Viewer const& viewer, base::PublicId const& thread,
                     std::optional<base::PublicId> const& post);

// The threads that a rendered text links to, each once, in its order.
std::vector<base::PublicId> links_in(Html const& html);

// With a new post, and with each new text of one: in place of those of the text before.
void record_links(storage::WriteTx& tx, PostId post, Html const& html);

}  // namespace forum
