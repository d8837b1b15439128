// The step of the schema for named groups of organisations. Internal to this floor.
#pragma once

namespace auth {

extern char const* const kGroups;

}  // namespace auth
