#include "auth/conflicts.hpp"

#include <algorithm>

namespace auth {

bool has_conflict(Viewer const& viewer, std::span<OrganisationId const> parties) {
  auto const is_own = [&](OrganisationId bureau) { return bureau == viewer.bureau; };
  return std::ranges::any_of(parties, is_own) && !std::ranges::all_of(parties, is_own);
}

}  // namespace auth
