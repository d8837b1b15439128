#include "auth/statuses.hpp"

#include <algorithm>

#include "auth/audit_log.hpp"
#include "auth/statuses_sql.hpp"

namespace auth {
namespace {

using base::ErrorCode;
using base::FieldCode;

bool may_read(Viewer const& viewer) {
  return judge(viewer, Action::read_statuses, {}) == Verdict::allowed;
}

}  // namespace

base::Result<Standings> load_standings(storage::ReadTx& tx, Viewer const& viewer) {
  if (!may_read(viewer)) return base::Error(ErrorCode::not_found);
  auto const rows = select_statuses(tx);
  Standings standings;
  for (auto& organisation : load_all_organisations(tx, viewer.language)) {
    auto const row = std::ranges::lower_bound(rows, organisation.id, {}, &StatusRow::organisation);
    standings.organisations.push_back({std::move(organisation), row->status, row->version, row->max_level});
  }
  standings.proposals = load_proposals(tx, viewer, ProposalKind::status, std::nullopt);
  standings.may_propose = judge(viewer, Action::propose_status, {}) == Verdict::allowed;
  standings.may_let_in = judge(viewer, Action::let_in_organisation, {}) == Verdict::allowed;
  return standings;
}

base::Result<Proposal> propose_status(storage::WriteTx& tx, Viewer const& viewer,
                                      base::PublicId const& organisation, NewStatus const& status,
                                      ProposalLimits const& limits, base::Random& random) {
  auto const id = find_organisation(tx, organisation);
  if (!id || !may_read(viewer)) return base::Error(ErrorCode::not_found);
  if (auto const may = require(viewer, Action::propose_status, target_of(*id)); !may) return may.error();
  auto const now = select_status(tx, *id);
  if (status.version != now.version) return base::Error(ErrorCode::version_conflict);
  if (status.status == now.status) return base::invalid_field("/status", FieldCode::duplicate);
  auto proposal = create_proposal(tx, viewer,
                                  {.kind = ProposalKind::status,
                                   .organisation = *id,
                                   // Of its first status who let it in is no second person.
                                   .subject = now.version == kFirstStatus ? now.let_in_by : std::nullopt,
                                   .what = std::string(to_string(status.status)),
                                   .basis = now.version,
                                   .reason = status.reason,
                                   .reference = status.reference},
                                  limits, random);
  if (!proposal) return proposal.error();
  AuditRecord record{.at = viewer.now, .event = AuditEvent::status_proposed};
  record.actor = actor_of(viewer, Role::compliance);
  record.object = {AuditObjectKind::organisation, organisation};
  record.sources = {organisation};
  record.reason = status.reason;
  append_audit(tx, record);
  return proposal;
}

base::Result<void> apply_status(storage::WriteTx& tx, Proposal const& proposal) {
  if (select_status(tx, proposal.organisation_id).version != proposal.basis)
    return base::Error(ErrorCode::version_conflict);
  set_organisation_status(tx, proposal.organisation_id, parse_organisation_status(proposal.what).value());
  return {};
}

}  // namespace auth
