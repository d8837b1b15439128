// An answer to flags that a moderator may not give alone, since his own country is a party to them
// (auth/conflicts.hpp): he proposes it, and somebody of another country who reviews these flags decides
// (order_proposals.hpp). There for nobody to whom the flags are not.
#pragma once

#include "forum/flag_cases.hpp"
#include "forum/order_proposals.hpp"

namespace forum {

// Errors: those of decide_flag_case(); state_conflict where he may answer alone; too_many_proposals.
base::Result<OrderProposal> propose_flag_verdict(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                 base::PublicId const& flag_case, FlagVerdict const& verdict,
                                                 Moment const& moment);

}  // namespace forum
