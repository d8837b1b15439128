// The migrations of what keeps writing cheap. Internal to this floor.
#pragma once

namespace forum {

extern char const* const kPlainChecks;

}  // namespace forum
