// The step of the schema that gives each organisation what its user names end in. See migrations.cpp.
#pragma once

namespace auth {

extern char const* const kHandles;

}  // namespace auth
