// What a list of posts out of many threads shows of each: hits of a search, bookmarks. Attribution is kept:
// what is not told to the viewer is not in it.
#pragma once

#include <optional>
#include <vector>

#include "auth/marking.hpp"
#include "auth/organisations.hpp"
#include "forum/attachment.hpp"
#include "forum/ids.hpp"
#include "forum/origin.hpp"
#include "forum/posts.hpp"

namespace forum {

struct PostSummary {
  PostId id;
  Origin origin;
  base::PublicId public_id;
  base::PublicId thread;
  std::optional<auth::Organisation> source;
  std::optional<Author> author;
  auth::Language language = auth::Language::en;
  auth::Marking marking;
  base::Timestamp created_at;
  std::optional<Seal> seal;             // where it is the official position of its source
  std::vector<Attachment> attachments;  // those that the viewer may read
};

}  // namespace forum
