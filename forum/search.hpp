// Search in what the viewer may read: posts, the titles of their threads, the names of their files. Hits,
// their order and their snippets come from readable posts alone (access-model, examples 6 and 7): first those
// whose thread's title has every word, then the others, the newest first in both; no statistics of the index
// enter it (docs/decisions/014-search-ranking.md).
#pragma once

#include <string>
#include <vector>

#include "auth/viewer.hpp"
#include "forum/page.hpp"
#include "forum/post_summary.hpp"
#include "forum/search_query.hpp"
#include "forum/snippets.hpp"

namespace forum {

// A file of the post in whose name something was found.
struct FoundFile {
  base::PublicId id;
  std::vector<Segment> name;
};

struct Hit {
  PostSummary post;
  std::string html;  // of the post
  base::PublicId topic;
  Origin thread;  // whose title is shown
  std::string title;
  std::vector<Segment> title_segments;
  std::vector<Segment> snippet;
  std::vector<FoundFile> files;
};

// How many posts that are not for him are passed over before the search asks in which threads there is
// something for him at all. It takes time, and changes nothing of what is found.
constexpr int kSearchPatience = 1000;

// Error: invalid_query at "q/topic" (unknown_value) where no topic that he may read is called so; at "after".
base::Result<Page<Hit>> search_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                     SearchQuery const& query, PageRequest const& page,
                                     int patience = kSearchPatience);

// How many posts the search finds: of those that he may read, and not above `most`.
struct SearchCount {
  std::size_t posts = 0;
  bool is_more = false;  // than `most`
};

// Error: as of a search, but for "after".
base::Result<SearchCount> count_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                      SearchQuery const& query, std::size_t most,
                                      int patience = kSearchPatience);

// Whether the search would find this post.
bool finds_post(storage::ReadTx& tx, auth::Viewer const& viewer, SearchQuery const& query, PostId post);

}  // namespace forum
