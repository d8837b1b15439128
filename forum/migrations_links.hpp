// The step of the schema behind links.hpp. Internal to this floor.
#pragma once

namespace forum {

extern char const* const kThreadLinks;

}  // namespace forum
