// Whether an organisation may work: active, supervised (its new posts wait for compliance) or suspended (its
// people are refused; what it wrote stays readable to others, and its deny list goes on applying). Compliance
// proposes a status with the reference of the decision that it carries out; an administrator approves.
#pragma once

#include <string>
#include <vector>

#include "auth/organisations.hpp"
#include "auth/proposals.hpp"

namespace auth {

struct Standing {
  Organisation organisation;
  OrganisationStatus status;
  int version;      // moves with each change of the status
  Level max_level;  // above which none of its people reads, whatever they are cleared for
};

constexpr int kFirstStatus = 1;  // the version of a status that was never changed

struct Standings {
  std::vector<Standing> organisations;  // all there are, suspended ones among them
  std::vector<Proposal> proposals;
  bool may_propose;
  bool may_let_in;  // letting_in.hpp
};

struct NewStatus {
  int version;  // of the status that the proposer has seen
  OrganisationStatus status;
  std::string reference;
  std::string reason;
};

// not_found for everybody but compliance and administrators.
base::Result<Standings> load_standings(storage::ReadTx& tx, Viewer const& viewer);
// Errors: not_found, not_permitted, version_conflict, too_many_proposals, invalid_body where it has that
// status already.
base::Result<Proposal> propose_status(storage::WriteTx& tx, Viewer const& viewer,
                                      base::PublicId const& organisation, NewStatus const& status,
                                      ProposalLimits const& limits, base::Random& random);
// What approving does; version_conflict where the status has changed since it was proposed.
base::Result<void> apply_status(storage::WriteTx& tx, Proposal const& proposal);

}  // namespace auth
