#include "forum/told.hpp"

namespace forum {

auth::Audience const& Audiences::operator[](auth::AudienceId id) {
  for (auto const& [key, audience] : loaded_) {
    if (key == id) return audience;
  }
  return loaded_.emplace_back(id, id == auth::kInherit ? auth::Audience{} : auth::load_audience(tx_, id))
      .second;
}

bool tells_source(auth::Viewer const& viewer, auth::OrganisationId source, auth::Attribution attribution) {
  return attribution != auth::Attribution::chatham || viewer.organisation == source;
}

bool tells_author(auth::Viewer const& viewer, auth::OrganisationId source, auth::Attribution attribution) {
  return attribution == auth::Attribution::person || viewer.organisation == source;
}

}  // namespace forum
