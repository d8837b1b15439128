// How an object is told to one viewer: what attribution hides, and audiences read once for a page.
#pragma once

#include <utility>
#include <vector>

#include "forum/places.hpp"
#include "forum/posts.hpp"

namespace forum {

// Audiences of a page, each loaded once.
class Audiences {
 public:
  explicit Audiences(storage::ReadTx& tx) : tx_(tx) {}
  auth::Audience const& operator[](auth::AudienceId id);

 private:
  storage::ReadTx& tx_;
  std::vector<std::pair<auth::AudienceId, auth::Audience>> loaded_;
};

// Attribution hides a person, or person and country, from everybody but the source organisation itself.
bool tells_source(auth::Viewer const& viewer, auth::OrganisationId source, auth::Attribution attribution);
bool tells_author(auth::Viewer const& viewer, auth::OrganisationId source, auth::Attribution attribution);

}  // namespace forum
