// What an organisation has contributed. It always reads its own posts, also those in a thread that it has
// lost since (access-model: the last paragraph of the read rule): then without the thread's title,
// neighbours, level or counts. His clearance and his sign-in cap what an officer sees of it, as they do
// everywhere.
#pragma once

#include <optional>
#include <string>

#include "forum/page.hpp"
#include "forum/places.hpp"
#include "forum/posts.hpp"

namespace forum {

// `to_review`: the date of its review has come, and the viewer is its author or coordinates its source.
enum class ContributionFilter { all, published, awaiting, hidden, withdrawn, to_review };
std::optional<ContributionFilter> parse_contribution_filter(std::string_view name);
std::string_view to_string(ContributionFilter filter);

struct Erased {
  base::Timestamp at;
  std::string reason;
  std::optional<std::string> order;  // the reference of the order, where it was done by one
};

struct Contribution {
  Post post;  // parent, depth and unread are not told; `may` holds at most edit, narrow, recall, hide,
              // unhide and read_disclosures
  bool reads_thread = false;
  std::optional<base::Timestamp> recalled_at;
  std::optional<Erased> erased;
  std::optional<base::Timestamp> erasure_asked_at;    // where that is not decided yet
  std::optional<base::PublicId> own_erasure_request;  // the viewer's, which he may take back till then
  bool may_erase = false;                             // or ask for it
};

// Of the viewer's organisation; for a coordinator also of those below his bureau, but where they deny him.
// What never went out is for its author and the coordinators. The newest first. Errors: invalid_query.
base::Result<Page<Contribution>> load_contributions(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                    ContributionFilter filter, PageRequest const& page);

// How many are to be reviewed; nothing for whoever can write nothing. Saturates as unread counts do.
std::optional<int> count_reviews(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits);

// One of those; nothing where it is none.
std::optional<Contribution> find_contribution(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& post);
std::optional<PostPlace> find_contributed_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                base::PublicId const& post);

// Whose contributions he has by his office, beside those of his organisation; zero for nobody's. Who stands
// in for a coordinator releases, and no more.
auth::OrganisationId coordinated_by(auth::Viewer const& viewer);
// The condition that the post `p` is a contribution of the viewer's; `coordinated` is the parameter for
// coordinated_by().
std::string is_contribution(std::string const& coordinated);

}  // namespace forum
