// An organisation is let in by an administrator, and begins suspended: nobody can address it, and it has no
// account. It works once compliance has proposed that with the reference of the decision, and another
// administrator has approved (statuses.hpp); its first security officer brings in everybody else
// (accounts.hpp).
#pragma once

#include <string>

#include "auth/statuses.hpp"

namespace auth {

constexpr std::size_t kMostNameCharacters = 120;

struct NewMember {
  OrganisationKind kind;
  // ISO 3166-1 alpha-2, of units and partners nothing. What stands under a bureau stands under that
  // country's.
  std::optional<std::string> country;
  std::optional<std::string> city;
  Names names;
  Level max_level;
};

// Errors: not_found (for all but administrators and compliance), not_permitted, invalid_body.
base::Result<Standing> let_in(storage::WriteTx& tx, Viewer const& viewer, NewMember const& member,
                              base::Random& random);

}  // namespace auth
