// What became of somebody's own rights between two moments.
#pragma once

#include "auth/viewer.hpp"

namespace auth {

// Whether `now` may lack something that `before`, the same person earlier, read. What others decided about
// their own, deny lists for one, is no part of it: so the answer tells him nothing of that.
bool reads_less(Viewer const& before, Viewer const& now);

}  // namespace auth
