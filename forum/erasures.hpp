// Erasing: what a post says is taken out of the database for good, and a tombstone stays: for its source,
// that there was one and why it went; for everybody else nothing, as where it was withdrawn. Two people do
// it. Its author or a coordinator of the source asks and another coordinator approves; compliance orders and
// an administrator carries it out, and neither reads the post by that. An officer of a unit erases his own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/proposals.hpp"
#include "forum/contributions.hpp"
#include "forum/moment.hpp"

namespace forum {

struct NewErasure {
  std::string_view reason;
  int version = 0;  // of the text that was read
};
// Also of what the source cannot read any more: the post is looked for among its contributions. Nothing where
// it was erased at once, without a second person. Errors: not_found, not_permitted, version_conflict,
// too_many_proposals; state_conflict where it is erased already, or that was asked for.
base::Result<std::optional<auth::Proposal>> ask_erasure(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                        base::PublicId const& post, NewErasure const& erasure,
                                                        auth::ProposalLimits const& limits,
                                                        Moment const& moment);

struct NewErasureOrder {
  base::PublicId post;
  std::string_view reference;
  std::string_view reason;
};
// By compliance. Whether there is such a post makes no difference to the answer, and compliance is not told.
// Errors: not_permitted, too_many_proposals.
base::Result<auth::Proposal> order_erasure(storage::WriteTx& tx, auth::Viewer const& viewer,
                                           NewErasureOrder const& order, auth::ProposalLimits const& limits,
                                           Moment const& moment);

// What approving such a proposal does; nothing for proposals of other kinds. The errors of
// auth::decide_proposal(): version_conflict where the text has changed since it was asked for.
base::Result<void> carry_out(storage::WriteTx& tx, auth::Viewer const& viewer,
                             auth::Proposal const& proposal);

struct AskedErasure {
  auth::Proposal proposal;
  base::PublicId post;
  std::optional<Contribution> contribution;  // where it is one of the viewer's; never with an order
};
struct Erasures {
  std::vector<AskedErasure> items;  // the open ones first, the newest of them first
  bool may_order = false;
};
// For coordinators what was asked for of their organisations' posts; for compliance and administrators the
// orders. Errors: not_permitted for everybody else.
base::Result<Erasures> load_erasures(storage::ReadTx& tx, auth::Viewer const& viewer);
// How many of them the viewer could approve; nothing for who has none of them to see.
std::optional<int> count_erasures(storage::ReadTx& tx, auth::Viewer const& viewer);

}  // namespace forum
