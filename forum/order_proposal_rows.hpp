// The statements behind order_proposals.hpp.
#pragma once

#include <functional>

#include "forum/order_proposals.hpp"

namespace forum {

struct OrderProposalRow {
  std::int64_t id = 0;
  OrderProposal told;  // without what hangs on other objects than the thread
  ThreadPlace thread;
  int basis = 0;
  auth::UserId proposed_by;
  auth::OrganisationId bureau;  // of which he was
  std::optional<base::PublicId> into;
};

void insert_order_proposal(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                           ThreadPlace const& thread, NewOrderProposal const& proposal);
int count_open_of(storage::ReadTx& tx, auth::Viewer const& viewer);
void update_order_proposal(storage::WriteTx& tx, auth::Viewer const& officer, std::int64_t proposal,
                           auth::Outcome outcome, std::string_view reason);

// Of those whose thread the viewer may read.
std::optional<OrderProposalRow> find_order_proposal(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                    base::PublicId const& proposal);
// From behind this key, in the order of the list, as long as `take` wants more.
void each_order_proposal(storage::ReadTx& tx, auth::Viewer const& viewer, OrderProposalFilter filter,
                         std::int64_t behind, std::function<bool(OrderProposalRow&&)> const& take);

}  // namespace forum
