// By which of his roles somebody acts, as the audit log names it beside him.
#pragma once

#include <optional>

#include "auth/policy.hpp"

namespace auth {

// The role that gives the viewer the right: where several do, one that gives it in full before one whose acts
// await a release, then the first in the order of Role. Nothing where the policy refuses it.
std::optional<Role> acting_role(Viewer const& viewer, Action action, Target const& target);

}  // namespace auth
