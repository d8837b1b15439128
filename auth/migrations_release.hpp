// The step of the schema for what each bureau asks for before its officers' posts go out. Internal to this
// floor.
#pragma once

namespace auth {

extern char const* const kReleasePolicies;

}  // namespace auth
