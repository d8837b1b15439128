// What happens when a source has consented to a widening (widening_consent.hpp): exactly what was asked, or
// nothing.
#pragma once

#include "forum/disclosure_rows.hpp"
#include "forum/moment.hpp"
#include "forum/widening_rows.hpp"

namespace forum {

// Who could read something after and not before, by audience and level; ascending.
std::vector<auth::OrganisationId> find_gained(storage::ReadTx& tx, Reached const& before,
                                              Reached const& after);

// The viewer decides about the consent, and may. Errors of both: version_conflict where something has changed
// since it was asked; state_conflict where who asked may not ask it any more.

// The thread, its title and the posts that the consent is about. All other posts keep the readers that they
// have, and their sources are asked for them.
base::Result<void> widen_thread(storage::WriteTx& tx, auth::Viewer const& viewer, ConsentRow const& consent,
                                auth::ProposalLimits const& proposals, Moment const& moment);
// The posts that the consent is about, within their thread as it is.
base::Result<void> widen_posts(storage::WriteTx& tx, auth::Viewer const& viewer, ConsentRow const& consent);

}  // namespace forum
