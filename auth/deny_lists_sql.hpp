// Rows of deny lists. Internal to this floor.
#pragma once

#include <vector>

#include "auth/organisations.hpp"

namespace auth {

// Ascending.
std::vector<OrganisationId> select_deny_list(storage::ReadTx& tx, OrganisationId source);
int select_deny_version(storage::ReadTx& tx, OrganisationId source);
// Row by row: triggers tell what follows from each.
void insert_deny(storage::WriteTx& tx, OrganisationId source, OrganisationId denied);
void delete_deny(storage::WriteTx& tx, OrganisationId source, OrganisationId denied);
// Moves the list's version and the policy epoch.
void bump_deny_list(storage::WriteTx& tx, OrganisationId source);

}  // namespace auth
