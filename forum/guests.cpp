#include "forum/guests.hpp"

#include <algorithm>

#include "auth/audience.hpp"
#include "auth/audit_log.hpp"
#include "auth/organisations.hpp"
#include "auth/policy.hpp"
#include "forum/guest_rows.hpp"
#include "forum/places.hpp"

namespace forum {
namespace {

using base::ErrorCode;

base::Result<ThreadPlace> find_for(storage::ReadTx& tx, auth::Viewer const& viewer,
                                   base::PublicId const& thread) {
  auto place = find_thread_place(tx, viewer, thread);
  if (!place) return ErrorCode::not_found;
  if (auto const may = require(viewer, auth::Action::invite_guest, target_of(*place)); !may)
    return may.error();
  return *std::move(place);
}

// A guest is shown nothing that is for one organisation alone, and nothing that is not published.
bool is_for_guests(storage::ReadTx& tx, ThreadPlace const& place) {
  return place.state == auth::State::published &&
         auth::members_of_all(tx, {place.topic.audience, place.audience}).size() > 1;
}

std::vector<Guest> guests_of(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& place) {
  auto guests = select_guests(tx, viewer, place.id, std::max(place.marking.level, place.topic.level));
  if (!is_for_guests(tx, place)) std::erase_if(guests, [](Guest const& guest) { return !guest.until; });
  return guests;
}

std::optional<Guest> find_guest(std::vector<Guest> const& guests, base::PublicId const& account) {
  auto const found =
      std::ranges::find(guests, account, [](Guest const& guest) { return guest.person.public_id; });
  return found == guests.end() ? std::nullopt : std::optional(*found);
}

// For the security officer of the guest's organisation, who answers for his account.
void log(storage::WriteTx& tx, auth::Viewer const& viewer, auth::AuditEvent event, ThreadPlace const& place,
         base::PublicId const& account) {
  auth::AuditRecord record{.at = viewer.now, .event = event};
  record.actor = auth::actor_of(viewer, auth::Role::coordinator);
  record.object = {auth::AuditObjectKind::account, account};
  record.sources = {viewer.organisation_public_id};
  record.parts = {place.public_id};
  auth::append_audit(tx, record);
}

}  // namespace

base::Result<std::vector<Guest>> load_guests(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             base::PublicId const& thread) {
  auto const place = find_for(tx, viewer, thread);
  if (!place) return place.error();
  return guests_of(tx, viewer, *place);
}

base::Result<std::vector<Guest>> invite_guest(storage::WriteTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& thread, base::PublicId const& account,
                                              base::Timestamp until) {
  auto const place = find_for(tx, viewer, thread);
  if (!place) return place.error();
  auto const guest = find_guest(guests_of(tx, viewer, *place), account);
  if (!guest) return ErrorCode::not_found;
  if (until <= viewer.now || until > viewer.now + kLongestInvitation)
    return base::invalid_field("/until", base::FieldCode::out_of_range);
  delete_invitations(tx, guest->person.user, place->id);
  insert_invitation(tx, guest->person.user, place->id, viewer.now, until);
  log(tx, viewer, auth::AuditEvent::grant_given, *place, account);
  return guests_of(tx, viewer, *place);
}

base::Result<void> end_invitation(storage::WriteTx& tx, auth::Viewer const& viewer,
                                  base::PublicId const& thread, base::PublicId const& account) {
  auto const place = find_for(tx, viewer, thread);
  if (!place) return place.error();
  auto const guest = find_guest(guests_of(tx, viewer, *place), account);
  if (!guest || !guest->until) return ErrorCode::not_found;
  delete_invitations(tx, guest->person.user, place->id);
  log(tx, viewer, auth::AuditEvent::grant_withdrawn, *place, account);
  return {};
}

}  // namespace forum
