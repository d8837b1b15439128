#include "auth/decisions.hpp"

#include "auth/acting_role.hpp"
#include "auth/audit_log.hpp"
#include "auth/deny_lists.hpp"
#include "auth/named.hpp"
#include "auth/proposals_sql.hpp"
#include "auth/statuses.hpp"
#include "auth/users_sql.hpp"

namespace auth {
namespace {

using base::ErrorCode;

constexpr auto kDecisions = std::to_array<Named<Decision>>({
    {Decision::approve, "approve"},
    {Decision::refuse, "refuse"},
});

base::Result<void> apply(storage::WriteTx& tx, Proposal const& proposal) {
  switch (proposal.kind) {
    case ProposalKind::deny_list:
      return apply_deny_change(tx, proposal);
    case ProposalKind::status:
      return apply_status(tx, proposal);
    case ProposalKind::erasure:
    case ProposalKind::erasure_order:
      return {};
  }
  throw std::logic_error("a proposal that does nothing");
}

// Nothing where it is logged with what it does, above.
std::optional<AuditEvent> event_of(ProposalKind kind) {
  switch (kind) {
    case ProposalKind::deny_list:
      return AuditEvent::deny_list_changed;
    case ProposalKind::status:
      return AuditEvent::status_changed;
    case ProposalKind::erasure:
      return std::nullopt;
    case ProposalKind::erasure_order:
      return AuditEvent::erasure_ordered;
  }
  throw std::logic_error("a proposal that the audit log does not know");
}

// Who has left, is locked, or has lost his duty since is no first person any more.
std::optional<Role> role_proposing(storage::ReadTx& tx, Viewer const& viewer, Proposal const& proposal) {
  auto const proposer = load_viewer(tx, proposal.proposed_by.user, viewer.now);
  if (!proposer) return std::nullopt;
  return acting_role(*proposer, proposing_of(proposal.kind), target_of(proposal));
}

// Who proposed it acts, and who approved it stands beside him.
void log(storage::WriteTx& tx, Viewer const& viewer, Proposal const& proposal, Role role) {
  auto const event = event_of(proposal.kind);
  if (!event) return;
  AuditRecord record{.at = viewer.now, .event = *event};
  record.actor.user = proposal.proposed_by.public_id;
  record.actor.organisation = select_organisation_of(tx, proposal.proposed_by.user);
  record.actor.role = role;
  record.object = {AuditObjectKind::organisation, proposal.organisation.public_id};
  record.sources = {proposal.organisation.public_id};
  record.approved_by = viewer.public_id;
  record.reason = proposal.reason;
  if (proposal.kind == ProposalKind::erasure_order) {
    // Whose the post is, or that it is there at all, is told to neither of the two.
    record.object = {AuditObjectKind::post, base::parse_public_id(proposal.what)};
    record.sources = {};
    record.case_number = proposal.reference;
  }
  append_audit(tx, record);
}

}  // namespace

std::optional<Decision> parse_decision(std::string_view name) {
  return value_of(kDecisions, name);
}

base::Result<Proposal> decide_proposal(storage::WriteTx& tx, Viewer const& viewer, base::PublicId const& id,
                                       Decision decision, CarryOut const& above) {
  auto const proposal = load_proposal(tx, viewer, id);
  if (!proposal) return proposal.error();
  auto const may = require(viewer, approving_of(proposal->kind), target_of(*proposal));
  if (!may) return may.error();
  if (proposal->proposed_by.user == viewer.user || proposal->subject == viewer.user)
    return base::Error(ErrorCode::second_person_required);
  if (proposal->outcome != Outcome::open) return base::Error(ErrorCode::already_decided);
  if (decision == Decision::approve) {
    auto const role = role_proposing(tx, viewer, *proposal);
    if (!role) return base::Error(ErrorCode::state_conflict);
    if (auto const applied = apply(tx, *proposal); !applied) return applied.error();
    if (above) {
      if (auto const done = above(tx, viewer, *proposal); !done) return done.error();
    }
    log(tx, viewer, *proposal, *role);
  }
  close_proposal(tx, proposal->id, decision == Decision::approve ? Outcome::approved : Outcome::refused,
                 viewer.user, viewer.now);
  return load_proposal(tx, viewer, id);
}

base::Result<Proposal> withdraw_proposal(storage::WriteTx& tx, Viewer const& viewer,
                                         base::PublicId const& id) {
  auto const proposal = load_proposal(tx, viewer, id);
  if (!proposal) return proposal.error();
  if (proposal->proposed_by.user != viewer.user) return base::Error(ErrorCode::not_permitted);
  if (proposal->outcome != Outcome::open) return base::Error(ErrorCode::already_decided);
  close_proposal(tx, proposal->id, Outcome::withdrawn, viewer.user, viewer.now);
  return load_proposal(tx, viewer, id);
}

}  // namespace auth
