// The rows from which viewer.cpp makes a Viewer. Internal to this floor.
#pragma once

#include <optional>
#include <vector>

#include "auth/organisations.hpp"
#include "auth/sessions.hpp"
#include "auth/users.hpp"
#include "auth/viewer.hpp"

namespace auth {

// An account with what its organisation and the bureau above contribute to its rights.
struct Account {
  Viewer viewer;  // all but roles, topics, coordinated, ceiling and now
  UserState state = UserState::left;
  bool vetted_by_somebody = false;
  std::optional<base::Timestamp> vetted_until;
  OrganisationStatus status = OrganisationStatus::suspended;
  Level max_level = Level::open;
  std::optional<OrganisationStatus> parent_status;
};

struct SignedInAccount {
  Account account;
  SessionTimes session;
};

struct HeldGrant {
  Role role;
  Grant::Scope scope;
  std::optional<std::int64_t> scope_id;
};

std::optional<Account> find_account(storage::ReadTx& tx, UserId user);
std::optional<SignedInAccount> find_account_by_session(storage::ReadTx& tx, base::Digest const& token_hash);
// Those that are valid at `now`.
std::vector<HeldGrant> select_grants(storage::ReadTx& tx, UserId user, base::Timestamp now);

}  // namespace auth
