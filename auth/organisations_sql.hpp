// Rows of organisations. Internal to this floor.
#pragma once

#include <optional>
#include <vector>

#include "auth/organisations.hpp"

namespace auth {

OrganisationId insert_organisation(storage::WriteTx& tx, NewOrganisation const& organisation,
                                   base::PublicId const& public_id);
std::optional<OrganisationKind> find_kind(storage::ReadTx& tx, OrganisationId id);
std::optional<OrganisationId> find_parent(storage::ReadTx& tx, OrganisationId id);
// All that are not suspended, in no order.
std::vector<Organisation> select_addressable(storage::ReadTx& tx, Language language);
// Those with keys from `first` to `last`, ascending.
std::vector<Organisation> select_between(storage::ReadTx& tx, OrganisationId first, OrganisationId last,
                                         Language language);

}  // namespace auth
