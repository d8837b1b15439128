// What somebody who keeps order may not do alone (second_moderators.hpp): he proposes it, and somebody else
// who keeps order there and is of another country, with no part in the matter either, approves or declines.
// Approved, it is done at once, in the name of both. Either way a notice tells who proposed it. Nobody is
// told of a proposal who may not read every object of it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "auth/decisions.hpp"
#include "auth/organisations.hpp"
#include "auth/proposals.hpp"
#include "forum/author.hpp"
#include "forum/moment.hpp"
#include "forum/order_wishes.hpp"
#include "forum/origin.hpp"
#include "forum/page.hpp"
#include "forum/second_moderators.hpp"

namespace forum {

struct NewOrderProposal {
  OrderStep step = OrderStep::lock;
  std::string_view reason;
  int version = 0;                           // of the thread; of an answer to flags, of their case
  std::string_view summary = {};             // of a closing
  std::optional<base::PublicId> into = {};   // of a merger
  std::optional<base::PublicId> topic = {};  // of a move
  std::chrono::seconds pause{};              // of slow mode
  WantedLabels labels = {};                  // of another title, kind or tags
};

struct ProposedPlace {
  Origin origin;
  std::string title;
};

struct OrderProposal {
  base::PublicId public_id;
  OrderStep step = OrderStep::lock;
  auth::Outcome outcome = auth::Outcome::open;
  ProposedPlace thread;
  std::optional<ProposedPlace> into;
  std::optional<base::PublicId> topic;
  std::string reason;
  std::string summary;
  std::chrono::seconds pause{};
  std::optional<WantedLabels> labels;
  std::optional<WantedVerdict> verdict;
  Author proposed_by;
  auth::Organisation proposed_for;
  base::Timestamp proposed_at;
  base::Timestamp expires_at;
  std::optional<Author> decided_by;
  std::optional<base::Timestamp> decided_at;
  std::string decision;  // why
  bool may_decide = false;
  bool may_withdraw = false;
};

// Errors: not_found, not_permitted, version_conflict, too_many_proposals; state_conflict where he may do it
// alone; invalid_body where the labels do not fit. An answer to flags is proposed in flag_proposals.hpp.
base::Result<OrderProposal> propose_order(storage::WriteTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& thread, NewOrderProposal const& proposal,
                                          Moment const& moment);

// As it is told to the viewer; nothing where it is not his to know.
std::optional<OrderProposal> load_order_proposal(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                 base::PublicId const& proposal);

struct OrderDecision {
  auth::Decision decision;
  std::string_view reason;
};
// Errors: not_found; second_person_required for who proposed it, is of the same country or has a part in it;
// already_decided; and where it cannot be done any more, or who proposed it could not do it, those of the
// act: then it can still be declined.
base::Result<OrderProposal> decide_order(storage::WriteTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& proposal, OrderDecision const& decision,
                                         Moment const& moment);
// By who proposed it. Errors: not_found, already_decided.
base::Result<void> withdraw_order(storage::WriteTx& tx, auth::Viewer const& viewer,
                                  base::PublicId const& proposal);

enum class OrderProposalFilter { open, past };
std::string_view to_string(OrderProposalFilter filter);
std::optional<OrderProposalFilter> parse_order_proposal_filter(std::string_view name);

// Open ones, the oldest first; past ones, the newest first. Errors: not_permitted, invalid_query.
base::Result<Page<OrderProposal>> load_order_proposals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                       OrderProposalFilter filter, PageRequest const& page);
// That he may decide, up to limits.unread_shown; nothing for who keeps order nowhere.
std::optional<int> count_order_proposals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         Limits const& limits);

}  // namespace forum
