// Conflict of interest of who keeps order: nobody acts alone on a dispute to which his own country is a
// party.
#pragma once

#include <span>

#include "auth/viewer.hpp"

namespace auth {

// `parties` are the bureaus that stand above the organisations that a matter is about (forum/parties.hpp).
// Where there is only one there is no dispute: a moderator keeps order among his own.
bool has_conflict(Viewer const& viewer, std::span<OrganisationId const> parties);

// Whether two who keep order are of two countries; a unit of the Secretariat is of none, and so of another.
inline bool are_of_two_countries(Viewer const& first, OrganisationId bureau_of_second) {
  return first.bureau != bureau_of_second;
}

}  // namespace auth
