// Rows of statuses. Internal to this floor.
#pragma once

#include <vector>

#include "auth/statuses.hpp"

namespace auth {

struct StatusRow {
  OrganisationId organisation;
  OrganisationStatus status;
  int version;
  Level max_level;
  std::optional<UserId> let_in_by;
};
std::vector<StatusRow> select_statuses(storage::ReadTx& tx);
void set_let_in_by(storage::WriteTx& tx, OrganisationId organisation, UserId administrator);
StatusRow select_status(storage::ReadTx& tx, OrganisationId organisation);

}  // namespace auth
