#include "forum/appeals.hpp"

#include "auth/acting_role.hpp"
#include "auth/named.hpp"
#include "forum/acts.hpp"
#include "forum/appeal_rows.hpp"
#include "forum/contributions.hpp"
#include "forum/hiding_rows.hpp"
#include "forum/publishing.hpp"
#include "forum/submissions.hpp"
#include "forum/told.hpp"
#include "forum/withdrawal.hpp"

namespace forum {
namespace {

using auth::Action;
using auth::AuditEvent;
using auth::Named;
using auth::Role;
using auth::State;
using base::ErrorCode;

constexpr auto kStates = std::to_array<Named<AppealState>>({
    {AppealState::open, "open"},
    {AppealState::granted, "granted"},
    {AppealState::refused, "refused"},
});
constexpr auto kOutcomes = std::to_array<Named<AppealOutcome>>({
    {AppealOutcome::granted, "granted"},
    {AppealOutcome::refused, "refused"},
});
constexpr auto kFilters = std::to_array<Named<AppealFilter>>({
    {AppealFilter::open, "open"},
    {AppealFilter::past, "past"},
});

bool is_by_moderation(Hiding const& hiding) {
  return hiding.office == Role::topic_moderator || hiding.office == Role::unit_officer;
}

// Whether moderation has hidden it, and nobody has appealed against that yet.
bool can_be_appealed(storage::ReadTx& tx, PostPlace const& post) {
  auto const hiding = post.state == State::hidden ? find_hiding(tx, post.id) : std::nullopt;
  return hiding && is_by_moderation(*hiding) && !find_appeal(tx, post.id);
}

std::optional<PostPlace> find_for_source(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& post) {
  auto place = find_post_place(tx, viewer, post);
  if (!place) place = find_contributed_place(tx, viewer, post);
  return place;
}

std::optional<PostPlace> find_for_decision(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& post) {
  auto place = find_post_place(tx, viewer, post);
  if (!place) place = find_place_in_hiding(tx, viewer, post);
  return place;
}

// The source hears of it, and whoever gets the post back that it is there.
void tell_outcome(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place, Notice notice) {
  drop_notices(tx, place.id);
  auto const event = insert_changed_event(
      tx,
      {place.is_first ? EventObject::thread : EventObject::post, place.thread.topic.id, place.thread.id,
       place.id},
      viewer, {.topic = std::nullopt, .audience = std::nullopt, .level = std::nullopt, .state = place.state});
  tell_coordinators(tx, event, place.id, notice, viewer.now);
  tell_author(tx, event, place.id, notice);
}

}  // namespace

std::string_view to_string(AppealState state) {
  return auth::name_of(kStates, state);
}
std::optional<AppealOutcome> parse_appeal_outcome(std::string_view name) {
  return auth::value_of(kOutcomes, name);
}
std::string_view to_string(AppealFilter filter) {
  return auth::name_of(kFilters, filter);
}
std::optional<AppealFilter> parse_appeal_filter(std::string_view name) {
  return auth::value_of(kFilters, name);
}

base::Result<AppealChance> load_appeal_chance(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& post) {
  auto const place = find_for_source(tx, viewer, post);
  if (!place || place->state != State::hidden) return ErrorCode::not_found;
  bool const may = judge(viewer, Action::appeal, target_of(*place)) == auth::Verdict::allowed;
  return AppealChance{origin_of(tx, *place), find_appeal(tx, place->id), may && can_be_appealed(tx, *place)};
}

base::Result<void> appeal_hiding(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                 Hide const& appeal, Moment const& moment) {
  auto const place = find_for_source(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const role = auth::acting_role(viewer, Action::appeal, target_of(*place));
  if (!role) return ErrorCode::not_permitted;
  if (!can_be_appealed(tx, *place)) return ErrorCode::state_conflict;
  if (appeal.version != place->version) return ErrorCode::version_conflict;
  insert_appeal(tx, viewer, base::make_public_id(moment.random), place->id, appeal.reason);
  log_act(tx, viewer, role, AuditEvent::post_appealed, *place, appeal.reason);
  return {};
}

bool hears_appeals(auth::Viewer const& viewer) {
  return viewer.is_vetted && viewer.ceiling != auth::kReadsNothing &&
         (viewer.has(Role::topic_moderator) || viewer.has(Role::unit_officer));
}

bool is_third(auth::Viewer const& viewer, AppealHands const& hands, auth::Target const& target) {
  bool const had_a_hand = viewer.user == hands.hidden_by || viewer.user == hands.asked_by ||
                          viewer.user == hands.flags_decided_by;
  bool const stands_apart = tells_source(viewer, hands.source, hands.attribution)
                                ? viewer.bureau != hands.bureau
                                : auth::gives(Role::unit_officer, viewer, Action::decide_appeal, target);
  return !had_a_hand && stands_apart;
}

base::Result<HeardAppeal> decide_appeal(storage::WriteTx& tx, auth::Viewer const& viewer,
                                        base::PublicId const& appeal, AppealVerdict const& verdict) {
  auto const hands = find_appeal_hands(tx, appeal);
  auto const place = hands ? find_for_decision(tx, viewer, hands->post) : std::nullopt;
  if (!place || place->author == viewer.user) return ErrorCode::not_found;
  if (tells_source(viewer, hands->source, hands->attribution) && viewer.bureau == hands->bureau)
    return ErrorCode::not_found;
  auto const role = auth::acting_role(viewer, Action::decide_appeal, target_of(*place));
  if (!role) return ErrorCode::not_found;
  if (!is_third(viewer, *hands, target_of(*place))) return ErrorCode::second_person_required;
  auto const standing = place->state == State::hidden ? find_appeal(tx, place->id) : std::nullopt;
  if (hands->state != AppealState::open || !standing || standing->public_id != appeal)
    return ErrorCode::already_decided;
  bool const is_granted = verdict.outcome == AppealOutcome::granted;
  update_appeal_decided(tx, viewer, hands->id, verdict);
  if (is_granted) {
    delete_hiding(tx, place->id);
    put_in_state(tx, *place, State::published);
  }
  tell_outcome(tx, viewer, *place, is_granted ? Notice::appeal_granted : Notice::appeal_refused);
  log_act(tx, viewer, role, is_granted ? AuditEvent::appeal_granted : AuditEvent::appeal_refused, *place,
          verdict.reason);
  return load_heard_appeal(tx, viewer, hands->id).value();
}

}  // namespace forum
