// The rows of release_policy.hpp. Internal to this floor.
#pragma once

#include <optional>
#include <vector>

#include "auth/release_policy.hpp"

namespace auth {

std::optional<ReleasePolicy> find_policy(storage::ReadTx& tx,
                                         OrganisationId organisation);  // without officers
void store_policy(storage::WriteTx& tx, Viewer const& coordinator, NewReleasePolicy const& policy,
                  std::optional<UserId> substitute);

// He stands in for nobody any more, and does not again when he comes back.
void end_substitution(storage::WriteTx& tx, UserId officer);

// Officers of the organisation who work and write but are no coordinators, by name.
std::vector<NamedOfficer> select_officers(storage::ReadTx& tx, OrganisationId organisation,
                                          base::Timestamp now);
std::optional<UserId> find_officer(storage::ReadTx& tx, OrganisationId organisation,
                                   base::PublicId const& officer, base::Timestamp now);

}  // namespace auth
