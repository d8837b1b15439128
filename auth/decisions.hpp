// How a proposal ends: the second person approves it, which does what was proposed in the same transaction
// and tells the audit log, or refuses it; or whoever made it takes it back.
#pragma once

#include <functional>

#include "auth/proposals.hpp"

namespace auth {

enum class Decision { approve, refuse };
std::optional<Decision> parse_decision(std::string_view name);

// What approving a proposal does on the floors above this one, in the same transaction.
using CarryOut = std::function<base::Result<void>(storage::WriteTx&, Viewer const&, Proposal const&)>;

// Errors: not_found, not_permitted, second_person_required (who proposes never decides), already_decided,
// version_conflict (what it would change has changed since; it stays open, to be refused or taken back).
base::Result<Proposal> decide_proposal(storage::WriteTx& tx, Viewer const& viewer, base::PublicId const& id,
                                       Decision decision, CarryOut const& above = {});
// Errors: not_found, not_permitted, already_decided.
base::Result<Proposal> withdraw_proposal(storage::WriteTx& tx, Viewer const& viewer,
                                         base::PublicId const& id);

}  // namespace auth
