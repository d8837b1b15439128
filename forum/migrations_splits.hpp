// The step of the schema for branches that were split off.
#pragma once

namespace forum {

extern char const* const kSplits;

}  // namespace forum
