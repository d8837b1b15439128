// The statements behind contributions.hpp.
#pragma once

#include <vector>

#include "forum/contributions.hpp"

namespace forum {

// Whose posts may be contributions of the viewer's.
std::vector<auth::OrganisationId> select_contributors(storage::ReadTx& tx, auth::Viewer const& viewer);

struct ContributionRun {
  auth::OrganisationId source;
  auth::State state;
  bool to_review = false;  // only what is, and is his to review
};
// Adds the keys of his contributions before `before`, the newest first.
void select_contributions(storage::ReadTx& tx, auth::Viewer const& viewer, ContributionRun const& run,
                          PostId before, int limit, std::vector<PostId>& posts);

// That the post is a contribution of his has been asked before.
Contribution load_contribution(storage::ReadTx& tx, auth::Viewer const& viewer, PostId post);

}  // namespace forum
