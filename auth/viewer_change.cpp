#include "auth/viewer_change.hpp"

#include <algorithm>

namespace auth {
namespace {

template <class Scope>
bool holds_all(std::vector<Scope> const& held, std::vector<Scope> const& wanted) {
  return std::ranges::all_of(
      wanted, [&](Scope const& scope) { return std::ranges::find(held, scope) != held.end(); });
}

}  // namespace

bool reads_less(Viewer const& before, Viewer const& now) {
  bool const is_at_home = now.organisation == before.organisation && now.bureau == before.bureau;
  bool const releases = !before.coordinated || now.coordinated == before.coordinated;
  return !is_at_home || !releases || now.ceiling < before.ceiling ||
         std::max(now.ceiling, now.guest_ceiling) < before.guest_ceiling ||
         !holds_all(now.invited_to, before.invited_to) ||
         !holds_all(now.moderated_topics, before.moderated_topics);
}

}  // namespace auth
