// Whom an organisation keeps from everything that is its own (read rule, step 6). The list is itself secret:
// only that organisation's coordinators and security officers read it, and to everybody else it does not
// exist. Changing it takes two of them.
#pragma once

#include <string>
#include <vector>

#include "auth/organisations.hpp"
#include "auth/proposals.hpp"

namespace auth {

constexpr std::size_t kMostDenied = 500;

struct DenyList {
  Organisation organisation;
  int version;  // moves with each change
  std::vector<Organisation> denied;
  std::vector<Proposal> proposals;
  bool may_propose;
};

struct NewDenyChange {
  int version;  // of the list that the proposer has seen
  std::vector<base::PublicId> add;
  std::vector<base::PublicId> remove;
  std::string reason;
};

// not_found for everybody whose list it is not.
base::Result<DenyList> load_deny_list(storage::ReadTx& tx, Viewer const& viewer,
                                      base::PublicId const& organisation);
// Errors: not_found, not_permitted, version_conflict, too_many_proposals, invalid_body with the pointer of
// what does not fit.
base::Result<Proposal> propose_deny_change(storage::WriteTx& tx, Viewer const& viewer,
                                           base::PublicId const& organisation, NewDenyChange const& change,
                                           ProposalLimits const& limits, base::Random& random);
// Whoever denies the viewer's organisation, or the bureau above it, what is theirs; ascending. Never to be
// told.
std::vector<OrganisationId> load_deniers(storage::ReadTx& tx, Viewer const& viewer);

// What approving does; version_conflict where the list has changed since it was proposed.
base::Result<void> apply_deny_change(storage::WriteTx& tx, Proposal const& proposal);

}  // namespace auth
