#include "forum/erasures.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "auth/acting_role.hpp"
#include "auth/audit_log.hpp"
#include "forum/attachment_rows.hpp"
#include "forum/bookmark_rows.hpp"
#include "forum/contribution_rows.hpp"
#include "forum/drafts.hpp"
#include "forum/erasure_rows.hpp"
#include "forum/links.hpp"
#include "forum/mentions.hpp"
#include "forum/search_index.hpp"
#include "forum/withdrawal.hpp"

namespace forum {
namespace {

using auth::Action;
using auth::ProposalKind;
using auth::Verdict;
using base::ErrorCode;

bool may(auth::Viewer const& viewer, Action action, auth::Target const& target = {}) {
  return judge(viewer, action, target) == Verdict::allowed;
}

auth::Target of_own_bureau(auth::Viewer const& viewer) {
  auth::Target target;
  target.source = viewer.coordinated;
  return target;
}

// A first post with its thread. Of an order nobody is named, since a trail that says whether there was
// anything to erase would tell of what its owner does not read: who ordered it and who carried it out stand
// in the record of the order, under the same number.
void log(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place, Tombstone const& stone,
         auth::Proposal const* proposal) {
  auth::AuditRecord record{.at = viewer.now, .event = auth::AuditEvent::post_erased};
  auto const target = target_of(place);
  if (!stone.is_by_order && proposal == nullptr) {
    record.actor = auth::actor_of(viewer, acting_role(viewer, Action::erase, target));
  }
  if (!stone.is_by_order && proposal != nullptr) {
    auto const proposer = auth::load_viewer(tx, proposal->proposed_by.user, viewer.now);
    if (proposer)
      record.actor = auth::actor_of(*proposer, acting_role(*proposer, Action::ask_erasure, target));
    record.approved_by = viewer.public_id;
  }
  auto const origin = origin_of(tx, place);
  record.object = {auth::AuditObjectKind::post, place.public_id};
  record.topic = place.thread.topic.public_id;
  record.level = origin.level;
  record.reason = stone.reason;
  record.case_number = stone.reference;
  record.sources = {origin.source};
  auth::append_audit(tx, record);
  if (!place.is_first) return;
  record.event = auth::AuditEvent::thread_erased;
  record.object = {auth::AuditObjectKind::thread, place.thread.public_id};
  record.parts = {place.public_id};
  auth::append_audit(tx, record);
}

void erase(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place, Tombstone const& stone,
           auth::Proposal const* proposal) {
  if (place.state != auth::State::withdrawn) take_out_of_sight(tx, viewer, place);
  forget_text(tx, place, to_string(DraftContext{DraftContext::Kind::edit, place.public_id}));
  forget_attachments(tx, place.id);
  index_post(tx, place.id);
  if (place.is_first) index_title(tx, place.thread.id);
  record_links(tx, place.id, {});
  forget_mentions(tx, place.id);
  forget_bookmarks(tx, place.id);
  insert_tombstone(tx, viewer, place.id, stone);
  log(tx, viewer, place, stone, proposal);
}

base::Result<void> carry_out_request(storage::WriteTx& tx, auth::Viewer const& viewer,
                                     auth::Proposal const& proposal) {
  auto const place = find_contributed_place(tx, viewer, post_of(proposal));
  if (!place) return ErrorCode::not_found;
  if (is_erased(tx, place->id)) return ErrorCode::state_conflict;
  if (place->version != proposal.basis) return ErrorCode::version_conflict;
  erase(tx, viewer, *place, {.reason = proposal.reason, .reference = {}, .is_by_order = false}, &proposal);
  return {};
}

// The same whether or not there is such a post.
void carry_out_order(storage::WriteTx& tx, auth::Viewer const& viewer, auth::Proposal const& proposal) {
  auto const place = find_any_place(tx, viewer, post_of(proposal));
  if (!place || is_erased(tx, place->id)) return;
  erase(tx, viewer, *place, {.reason = proposal.reason, .reference = proposal.reference, .is_by_order = true},
        &proposal);
}

void log_order(storage::WriteTx& tx, auth::Viewer const& viewer, NewErasureOrder const& order) {
  auth::AuditRecord record{.at = viewer.now, .event = auth::AuditEvent::erasure_ordered};
  record.actor = auth::actor_of(viewer, auth::Role::compliance);
  record.object = {auth::AuditObjectKind::post, order.post};
  record.reason = order.reason;
  record.case_number = order.reference;
  auth::append_audit(tx, record);
}

void add(storage::ReadTx& tx, auth::Viewer const& viewer, ProposalKind kind,
         std::optional<auth::OrganisationId> organisation, std::vector<AskedErasure>& items) {
  for (auto& proposal : load_proposals(tx, viewer, kind, organisation)) {
    auto const post = post_of(proposal);
    auto contribution =
        kind == ProposalKind::erasure ? find_contribution(tx, viewer, post) : std::optional<Contribution>();
    // What the bureau above a source may not have any more is gone from its list, too.
    if (kind == ProposalKind::erasure && !contribution) continue;
    items.push_back({std::move(proposal), post, std::move(contribution)});
  }
}

bool sees_requests(auth::Viewer const& viewer) {
  return may(viewer, Action::read_erasures, of_own_bureau(viewer));
}

}  // namespace

base::Result<std::optional<auth::Proposal>> ask_erasure(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                        base::PublicId const& post, NewErasure const& erasure,
                                                        auth::ProposalLimits const& limits,
                                                        Moment const& moment) {
  auto const place = find_contributed_place(tx, viewer, post);
  if (!place) return find_post_place(tx, viewer, post) ? ErrorCode::not_permitted : ErrorCode::not_found;
  auto const target = target_of(*place);
  bool const at_once = may(viewer, Action::erase, target);
  if (!at_once && !may(viewer, Action::ask_erasure, target)) return ErrorCode::not_permitted;
  if (is_erased(tx, place->id) || (!at_once && find_erasure_asked(tx, post, viewer.now))) {
    return ErrorCode::state_conflict;
  }
  if (erasure.version != place->version) return ErrorCode::version_conflict;
  if (at_once) {
    erase(tx, viewer, *place, {std::string(erasure.reason), {}, false}, nullptr);
    return std::optional<auth::Proposal>();
  }
  auto proposal = auth::create_proposal(tx, viewer,
                                        {.kind = ProposalKind::erasure,
                                         .organisation = place->source,
                                         .subject = place->author,
                                         .what = base::to_string(post),
                                         .basis = place->version,
                                         .reason = std::string(erasure.reason)},
                                        limits, moment.random);
  if (!proposal) return proposal.error();
  return std::optional(*std::move(proposal));
}

base::Result<auth::Proposal> order_erasure(storage::WriteTx& tx, auth::Viewer const& viewer,
                                           NewErasureOrder const& order, auth::ProposalLimits const& limits,
                                           Moment const& moment) {
  if (auto const verdict = require(viewer, Action::order_erasure, {}); !verdict) return verdict.error();
  auto proposal = auth::create_proposal(tx, viewer,
                                        {.kind = ProposalKind::erasure_order,
                                         .organisation = viewer.organisation,
                                         .what = base::to_string(order.post),
                                         .reason = std::string(order.reason),
                                         .reference = std::string(order.reference)},
                                        limits, moment.random);
  if (proposal) log_order(tx, viewer, order);
  return proposal;
}

base::Result<void> carry_out(storage::WriteTx& tx, auth::Viewer const& viewer,
                             auth::Proposal const& proposal) {
  if (proposal.kind == ProposalKind::erasure) return carry_out_request(tx, viewer, proposal);
  if (proposal.kind == ProposalKind::erasure_order) carry_out_order(tx, viewer, proposal);
  return {};
}

base::Result<Erasures> load_erasures(storage::ReadTx& tx, auth::Viewer const& viewer) {
  Erasures erasures;
  bool const sees_orders = may(viewer, Action::read_erasure_orders);
  if (!sees_orders && !sees_requests(viewer)) return ErrorCode::not_permitted;
  if (sees_requests(viewer)) {
    for (auto const source : select_contributors(tx, viewer))
      add(tx, viewer, ProposalKind::erasure, source, erasures.items);
  }
  if (sees_orders) add(tx, viewer, ProposalKind::erasure_order, std::nullopt, erasures.items);
  std::ranges::sort(erasures.items, std::greater(), [](AskedErasure const& one) {
    return std::pair(one.proposal.outcome == auth::Outcome::open, one.proposal.id.value);
  });
  erasures.may_order = may(viewer, Action::order_erasure);
  return erasures;
}

std::optional<int> count_erasures(storage::ReadTx& tx, auth::Viewer const& viewer) {
  bool const sees_orders = may(viewer, Action::read_erasure_orders);
  if (!sees_orders && !sees_requests(viewer)) return std::nullopt;
  int waiting = 0;
  auto const count = [&](ProposalKind kind, std::optional<auth::OrganisationId> organisation) {
    for (auto const& proposal : load_proposals(tx, viewer, kind, organisation)) {
      if (!proposal.may_approve) continue;
      bool const is_his =
          kind == ProposalKind::erasure_order || find_contributed_place(tx, viewer, post_of(proposal));
      if (is_his) ++waiting;
    }
  };
  if (sees_requests(viewer)) {
    for (auto const source : select_contributors(tx, viewer)) count(ProposalKind::erasure, source);
  }
  if (sees_orders) count(ProposalKind::erasure_order, std::nullopt);
  return waiting;
}

}  // namespace forum
