// The migrations of what keeps reading cheap: tallies, and the stamps of outlines. Internal to this floor.
#pragma once

namespace forum {

extern char const* const kTallies;
extern char const* const kOutlineStamps;

}  // namespace forum
