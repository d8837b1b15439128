// The migration behind known_accounts.hpp. Internal to this floor.
#pragma once

namespace auth {

extern char const* const kAccountStamp;

}  // namespace auth
