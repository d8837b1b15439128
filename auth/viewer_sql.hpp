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
  bool releases_everything = false;  // by the organisation's own rule, or that of the bureau above
};

struct SignedInAccount {
  Account account;
  SessionTimes session;
  Assurance assurance;
};

struct HeldGrant {
  Role role;
  Grant::Scope scope;
  std::optional<std::int64_t> scope_id;
  base::Timestamp from;
  std::optional<base::Timestamp> until;
};

// All that a Viewer is made from, but the time.
struct KnownAccount {
  SignedInAccount signed_in;
  std::vector<HeldGrant> grants;
};

std::optional<Account> find_account(storage::ReadTx& tx, UserId user);
std::optional<SignedInAccount> find_account_by_session(storage::ReadTx& tx, base::Digest const& token_hash);
// Former and future ones too.
std::vector<HeldGrant> select_grants(storage::ReadTx& tx, UserId user);
// Moves with every change of what an account's rights are made from.
std::int64_t account_stamp(storage::ReadTx& tx);

}  // namespace auth
