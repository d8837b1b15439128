#include "forum/hidings.hpp"

#include <algorithm>
#include <array>

#include "forum/acts.hpp"
#include "forum/contributions.hpp"
#include "forum/hiding_rows.hpp"
#include "forum/publishing.hpp"
#include "forum/submissions.hpp"
#include "forum/told.hpp"
#include "forum/withdrawal.hpp"

namespace forum {
namespace {

using auth::Action;
using auth::Role;
using auth::State;
using base::ErrorCode;

// Whoever has several of them hides by the first: what is his own bureau's stays in its hands.
constexpr std::array kOffices{Role::coordinator, Role::topic_moderator, Role::unit_officer, Role::compliance};

bool keeps_order(Role office) {
  return office == Role::topic_moderator || office == Role::unit_officer;
}

std::optional<Role> hiding_office(auth::Viewer const& viewer, auth::Target const& target) {
  auto const* const office = std::ranges::find_if(
      kOffices, [&](Role role) { return auth::gives(role, viewer, Action::hide, target); });
  return office == kOffices.end() ? std::nullopt : std::optional(*office);
}

bool is_of_own_country(auth::Viewer const& viewer, auth::Target const& target) {
  return target.source && viewer.bureau == target.source_parent.value_or(*target.source);
}

// What is nobody's to him whom attribution does not tell whose it is: an answer that hung on his country
// would tell him. An officer of a unit is of none.
bool stands_apart(auth::Viewer const& viewer, Role role, auth::Target const& target,
                  auth::Attribution attribution) {
  bool const is_told = !target.source || tells_source(viewer, *target.source, attribution);
  return is_told ? !is_of_own_country(viewer, target) : role == Role::unit_officer;
}

// Of what `office` has hidden. Who keeps order shows nothing of his own country again that order was kept in.
std::optional<Role> showing_office(auth::Viewer const& viewer, Role office, auth::Target const& target,
                                   auth::Attribution attribution) {
  auto const* const shows = std::ranges::find_if(kOffices, [&](Role role) {
    bool const keeps_it =
        keeps_order(role) && keeps_order(office) && stands_apart(viewer, role, target, attribution);
    bool const is_his_office = role == office && !keeps_order(role);
    return (is_his_office || keeps_it) && auth::gives(role, viewer, Action::unhide, target);
  });
  return shows == kOffices.end() ? std::nullopt : std::optional(*shows);
}

// Where only his own country stands in the way of who keeps order.
bool waits_for_another(auth::Viewer const& viewer, Role office, auth::Target const& target,
                       auth::Attribution attribution) {
  return keeps_order(office) && std::ranges::any_of(kOffices, [&](Role role) {
           return keeps_order(role) && !stands_apart(viewer, role, target, attribution) &&
                  auth::gives(role, viewer, Action::unhide, target);
         });
}

std::optional<PostPlace> find_hidden(storage::ReadTx& tx, auth::Viewer const& viewer,
                                     base::PublicId const& post) {
  auto place = find_post_place(tx, viewer, post);
  if (!place) place = find_contributed_place(tx, viewer, post);
  if (!place) place = find_place_in_hiding(tx, viewer, post);
  return place;
}

// Who loses it hears that it is gone, who gets it back that it is there, the others that it has changed; the
// author and the source's coordinators have a notice.
void change_state(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place, State state) {
  put_in_state(tx, place, state);
  drop_notices(tx, place.id);
  auto const event = insert_changed_event(
      tx,
      {place.is_first ? EventObject::thread : EventObject::post, place.thread.topic.id, place.thread.id,
       place.id},
      viewer, {.topic = std::nullopt, .audience = std::nullopt, .level = std::nullopt, .state = place.state});
  auto const notice = state == State::hidden ? Notice::hidden : Notice::shown;
  tell_coordinators(tx, event, place.id, notice, viewer.now);
  tell_author(tx, event, place.id, notice);
  spare(tx, event, viewer.user);
}

}  // namespace

bool may_unhide(auth::Viewer const& viewer, Role office, auth::Target const& target,
                auth::Attribution attribution) {
  return showing_office(viewer, office, target, attribution).has_value();
}

base::Result<void> hide_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                             Hide const& hide, Moment const&) {
  auto place = find_post_place(tx, viewer, post);
  if (!place) place = find_contributed_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const office = hiding_office(viewer, target_of(*place));
  if (!office) return ErrorCode::not_permitted;
  if (place->state != State::published) return ErrorCode::state_conflict;
  if (hide.version != place->version) return ErrorCode::version_conflict;
  insert_hiding(tx, viewer, place->id, *office, hide.reason);
  change_state(tx, viewer, *place, State::hidden);
  log_act(tx, viewer, office, auth::AuditEvent::post_hidden, *place, hide.reason);
  return {};
}

base::Result<void> unhide_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                               Hide const& unhide, Moment const&) {
  auto const place = find_hidden(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const hiding = place->state == State::hidden ? find_hiding(tx, place->id) : std::nullopt;
  auto const target = target_of(*place);
  auto const attribution = place->marking.attribution;
  auto const office =
      hiding ? showing_office(viewer, hiding->office, target, attribution) : hiding_office(viewer, target);
  if (!office && hiding && waits_for_another(viewer, hiding->office, target, attribution))
    return ErrorCode::second_person_required;
  if (!office) return ErrorCode::not_permitted;
  if (!hiding) return ErrorCode::state_conflict;
  if (unhide.version != place->version) return ErrorCode::version_conflict;
  delete_hiding(tx, place->id);
  change_state(tx, viewer, *place, State::published);
  log_act(tx, viewer, office, auth::AuditEvent::post_shown, *place, unhide.reason);
  return {};
}

base::Result<Hiding> load_hiding(storage::ReadTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& post) {
  auto const place = find_hidden(tx, viewer, post);
  if (!place || place->state != State::hidden) return ErrorCode::not_found;
  auto hiding = find_hiding(tx, place->id);
  if (!hiding) return ErrorCode::not_found;
  hiding->origin = origin_of(tx, *place);
  hiding->version = place->version;
  hiding->may_unhide = may_unhide(viewer, hiding->office, target_of(*place), place->marking.attribution);
  return *std::move(hiding);
}

}  // namespace forum
