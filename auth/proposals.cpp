#include "auth/proposals.hpp"

#include <iterator>
#include <stdexcept>

#include "auth/named.hpp"
#include "auth/proposals_sql.hpp"

namespace auth {
namespace {

constexpr int kShownPast = 50;

constexpr auto kKinds = std::to_array<Named<ProposalKind>>({
    {ProposalKind::deny_list, "deny_list"},
    {ProposalKind::status, "status"},
    {ProposalKind::erasure, "erasure"},
    {ProposalKind::erasure_order, "erasure_order"},
});

constexpr auto kOutcomes = std::to_array<Named<Outcome>>({
    {Outcome::open, "open"},
    {Outcome::approved, "approved"},
    {Outcome::refused, "refused"},
    {Outcome::withdrawn, "withdrawn"},
    {Outcome::expired, "expired"},
});

constexpr auto kSides = std::to_array<Named<TermSide>>({
    {TermSide::add, "add"},
    {TermSide::remove, "remove"},
});

// What the row leaves out: names in the viewer's language, whether its time is over, what he may do.
void complete(storage::ReadTx& tx, Viewer const& viewer, Proposal& proposal) {
  proposal.organisation = load_organisation(tx, proposal.organisation_id, viewer.language);
  proposal.add = load_organisations(tx, select_terms(tx, proposal.id, TermSide::add), viewer.language);
  proposal.remove = load_organisations(tx, select_terms(tx, proposal.id, TermSide::remove), viewer.language);
  if (proposal.outcome == Outcome::open && proposal.expires_at <= viewer.now)
    proposal.outcome = Outcome::expired;
  bool const is_open = proposal.outcome == Outcome::open;
  bool const is_own = proposal.proposed_by.user == viewer.user;
  auto const verdict = judge(viewer, approving_of(proposal.kind), target_of(proposal));
  proposal.may_approve = is_open && !is_own && proposal.subject != viewer.user && verdict == Verdict::allowed;
  proposal.may_withdraw = is_open && is_own;
}

}  // namespace

std::string_view to_string(ProposalKind kind) {
  return name_of(kKinds, kind);
}
std::optional<ProposalKind> parse_proposal_kind(std::string_view name) {
  return value_of(kKinds, name);
}
std::string_view to_string(Outcome outcome) {
  return name_of(kOutcomes, outcome);
}
std::optional<Outcome> parse_outcome(std::string_view name) {
  return value_of(kOutcomes, name);
}
std::string_view to_string(TermSide side) {
  return name_of(kSides, side);
}

Target target_of(OrganisationId organisation) {
  Target target;
  target.source = organisation;
  return target;
}

Target target_of(Proposal const& proposal) {
  Target target = target_of(proposal.organisation_id);
  target.source_parent = proposal.organisation_parent;
  target.author = proposal.subject;
  return target;
}

Action reading_of(ProposalKind kind) {
  switch (kind) {
    case ProposalKind::deny_list:
      return Action::read_deny_list;
    case ProposalKind::status:
      return Action::read_statuses;
    case ProposalKind::erasure:
      return Action::read_erasures;
    case ProposalKind::erasure_order:
      return Action::read_erasure_orders;
  }
  throw std::logic_error("a kind of proposal without its readers");
}

Action proposing_of(ProposalKind kind) {
  switch (kind) {
    case ProposalKind::deny_list:
      return Action::propose_deny;
    case ProposalKind::status:
      return Action::propose_status;
    case ProposalKind::erasure:
      return Action::ask_erasure;
    case ProposalKind::erasure_order:
      return Action::order_erasure;
  }
  throw std::logic_error("a kind of proposal that nobody makes");
}

Action approving_of(ProposalKind kind) {
  switch (kind) {
    case ProposalKind::deny_list:
      return Action::approve_deny;
    case ProposalKind::status:
      return Action::approve_status;
    case ProposalKind::erasure:
      return Action::approve_erasure;
    case ProposalKind::erasure_order:
      return Action::execute_erasure;
  }
  throw std::logic_error("a kind of proposal that nobody approves");
}

base::Result<Proposal> create_proposal(storage::WriteTx& tx, Viewer const& viewer,
                                       NewProposal const& proposal, ProposalLimits const& limits,
                                       base::Random& random) {
  if (count_open(tx, proposal.kind, proposal.organisation, viewer.now) >= limits.open_per_organisation)
    return base::Error(base::ErrorCode::too_many_proposals);
  auto const public_id = base::make_public_id(random);
  auto const id = insert_proposal(tx, viewer, proposal, public_id, viewer.now + kProposalLasts);
  for (auto const organisation : proposal.add) insert_term(tx, id, TermSide::add, organisation);
  for (auto const organisation : proposal.remove) insert_term(tx, id, TermSide::remove, organisation);
  auto created = find_proposal(tx, public_id).value();
  complete(tx, viewer, created);
  return created;
}

std::vector<Proposal> load_proposals(storage::ReadTx& tx, Viewer const& viewer, ProposalKind kind,
                                     std::optional<OrganisationId> organisation) {
  auto proposals = select_open(tx, kind, organisation, viewer.now);
  auto past = select_past(tx, kind, organisation, viewer.now, kShownPast);
  proposals.insert(proposals.end(), std::move_iterator(past.begin()), std::move_iterator(past.end()));
  for (auto& proposal : proposals) complete(tx, viewer, proposal);
  return proposals;
}

base::Result<Proposal> load_proposal(storage::ReadTx& tx, Viewer const& viewer, base::PublicId const& id) {
  auto proposal = find_proposal(tx, id);
  if (!proposal) return base::Error(base::ErrorCode::not_found);
  auto const may = [&](Action action) {
    return judge(viewer, action, target_of(*proposal)) == Verdict::allowed;
  };
  // Who proposed it, and still may, need not be one of those who read what others propose.
  bool const is_own = proposal->proposed_by.user == viewer.user && may(proposing_of(proposal->kind));
  if (!is_own && !may(reading_of(proposal->kind))) return base::Error(base::ErrorCode::not_found);
  complete(tx, viewer, *proposal);
  return *std::move(proposal);
}

}  // namespace auth
