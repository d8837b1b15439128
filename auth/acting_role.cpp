#include "auth/acting_role.hpp"

#include <algorithm>

namespace auth {

std::optional<Role> acting_role(Viewer const& viewer, Action action, Target const& target) {
  if (judge(viewer, action, target) == Verdict::refused) return std::nullopt;
  auto const& roles = viewer.roles;
  auto found = std::ranges::find_if(roles, [&](Role role) { return gives(role, viewer, action, target); });
  if (found == roles.end()) {
    found = std::ranges::find_if(roles, [&](Role role) { return right_of(role, action) == Right::submit; });
  }
  return found == roles.end() ? std::nullopt : std::optional(*found);
}

}  // namespace auth
