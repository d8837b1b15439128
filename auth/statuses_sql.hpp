// Rows of statuses. Internal to this floor.
#pragma once

#include <vector>

#include "auth/statuses.hpp"

namespace auth {

struct StatusRow {
  OrganisationId organisation;
  OrganisationStatus status;
  int version;
};
std::vector<StatusRow> select_statuses(storage::ReadTx& tx);
StatusRow select_status(storage::ReadTx& tx, OrganisationId organisation);

}  // namespace auth
