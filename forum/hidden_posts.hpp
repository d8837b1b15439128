// What is hidden for the time being, for whoever keeps order and may show it again (hidings.hpp): moderators
// of topics, officers of the units that own them, and compliance what it has hidden itself. What a source has
// hidden its coordinators find among its contributions.
#pragma once

#include <optional>
#include <string>

#include "forum/hidings.hpp"
#include "forum/page.hpp"
#include "forum/posts.hpp"

namespace forum {

struct HiddenThread {
  Origin origin;
  base::PublicId public_id;
  std::string title;
};

struct HiddenPost {
  Hiding hiding;  // its origin is the post's
  // Nothing for who may show it again and does not read what is hidden.
  std::optional<Post> post;
  std::optional<HiddenThread> thread;  // where he may read that
};

// Whether any post could be on that list.
bool decides_on_hidden(auth::Viewer const& viewer);

// The longest hidden first. Errors: not_permitted, invalid_query.
base::Result<Page<HiddenPost>> load_hidden_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                 PageRequest const& page);

}  // namespace forum
