// Which countries a matter of moderation is about (auth/conflicts.hpp). A source that attribution hides from
// the viewer is a party, and of no country: whether his own country is in it would tell him whose text it is.
#pragma once

#include <cstdint>
#include <vector>

#include "forum/places.hpp"

namespace forum {

// The bureau whose thread it is; and where flags wait on posts of it, those whose posts they are and who have
// flagged them, as far as the viewer would be shown those flags: he learns nothing of others.
std::vector<auth::OrganisationId> parties_of(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             ThreadPlace const& thread);
// Of the flags of one post, by the key of their case.
std::vector<auth::OrganisationId> parties_of_case(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  std::int64_t flag_case);

}  // namespace forum
