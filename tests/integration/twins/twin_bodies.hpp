// What an act is asked with, for the cases of twin_cases.cpp: what fits, what does not, and what names hidden
// things.
#pragma once

#include <vector>

#include "tests/integration/twins/twin_cases.hpp"

namespace tests::twins {

using Bodies = std::vector<Body>;

Bodies sign_ins(Twins& twins, api::Place const& place);
Bodies settings(Twins& twins, api::Place const& place);
Bodies levels(Twins& twins, api::Place const& place);
Bodies threads(Twins& twins, api::Place const& place);
Bodies threads_for_groups(Twins& twins, api::Place const& place);
Bodies new_groups(Twins& twins, api::Place const& place);
Bodies group_changes(Twins& twins, api::Place const& place);
Bodies replies(Twins& twins, api::Place const& place);
Bodies thread_changes(Twins& twins, api::Place const& place);
Bodies narrowings(Twins& twins, api::Place const& place);
Bodies edits(Twins& twins, api::Place const& place);
Bodies consents(Twins& twins, api::Place const& place);
Bodies narrowings_of_posts(Twins& twins, api::Place const& place);
Bodies reasons(Twins& twins, api::Place const& place);
Bodies reasons_for_some(Twins& twins, api::Place const& place);
Bodies hidings(Twins& twins, api::Place const& place);
Bodies orders(Twins& twins, api::Place const& place);
Bodies submissions(Twins& twins, api::Place const& place);
Bodies deny_changes(Twins& twins, api::Place const& place);
Bodies statuses(Twins& twins, api::Place const& place);
Bodies members(Twins& twins, api::Place const& place);
Bodies nominations(Twins& twins, api::Place const& place);
Bodies glass_wishes(Twins& twins, api::Place const& place);
Bodies invitations(Twins& twins, api::Place const& place);
Bodies vettings(Twins& twins, api::Place const& place);
Bodies new_states(Twins& twins, api::Place const& place);
Bodies moves(Twins& twins, api::Place const& place);
Bodies new_passwords(Twins& twins, api::Place const& place);
Bodies decisions(Twins& twins, api::Place const& place);
Bodies cosignatures(Twins& twins, api::Place const& place);
Bodies witnesses(Twins& twins, api::Place const& place);
Bodies policies(Twins& twins, api::Place const& place);
Bodies marks(Twins& twins, api::Place const& place);
Bodies notification_marks(Twins& twins, api::Place const& place);
Bodies draft_texts(Twins& twins, api::Place const& place);
Bodies previews(Twins& twins, api::Place const& place);
Bodies summaries(Twins& twins, api::Place const& place);

}  // namespace tests::twins
