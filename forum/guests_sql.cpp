#include <algorithm>

#include "auth/readable.hpp"
#include "auth/users.hpp"
#include "forum/guest_rows.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

constexpr char kUntil[] =
    "(SELECT MAX(i.valid_until) FROM role_grant i WHERE i.user_id = u.id AND i.role = 'guest'"
    " AND i.scope = 'thread' AND i.scope_id = $2 AND i.valid_until > $3)";

// Nothing but a guest: whoever holds another role reads by that one, or by break-glass.
Statement const kSelect(
    "guest.select",
    std::string("SELECT u.id, u.public_id, u.name, u.function, ") + kUntil +
        " FROM users u WHERE u.organisation_id = $1"
        " AND EXISTS (SELECT 1 FROM role_grant g WHERE g.user_id = u.id AND g.role = 'guest'"
        " AND g.scope = 'organisation')"
        " AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.user_id = u.id AND g.role <> 'guest'"
        " AND (g.valid_until IS NULL OR g.valid_until > $3))"
        " AND (" +
        kUntil +
        " IS NOT NULL OR (u.state = 'active' AND u.vetted_by IS NOT NULL AND u.vetted_until > $3"
        " AND u.clearance >= $4)) ORDER BY u.name, u.id");

Statement const kDelete("guest.delete",
                        "DELETE FROM role_grant WHERE user_id = $1 AND role = 'guest' AND scope = 'thread'"
                        " AND scope_id = $2");

Statement const kInvitations(
    "invitation.select",
    "SELECT t.public_id, t.level, so.public_id, c.public_id, t.title, MAX(i.valid_until)"
    " FROM role_grant i JOIN thread t ON t.id = i.scope_id" +
        std::string(kThreadPlaceJoins) +
        " WHERE i.user_id = $1 AND i.role = 'guest' AND i.scope = 'thread' AND i.valid_until > $5"
        " AND $4 < -1 AND " +
        thread_place_readable() +
        " GROUP BY t.id, t.public_id, t.level, so.public_id, c.public_id, t.title ORDER BY 6, t.id");

}  // namespace

std::vector<Guest> select_guests(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread,
                                 auth::Level clearance) {
  std::vector<Guest> guests;
  tx.each(
      kSelect,
      [&](Row const& row) {
        guests.push_back(
            {{row.id<auth::UserTag>(0), row.public_id(1), std::string(row.text(2)), std::string(row.text(3))},
             row.optional_time(4)});
      },
      viewer.organisation, thread, viewer.now, static_cast<int>(clearance));
  return guests;
}

void insert_invitation(storage::WriteTx& tx, auth::UserId guest, ThreadId thread, base::Timestamp now,
                       base::Timestamp until) {
  auth::add_grant(tx, guest, {auth::Role::guest, auth::Grant::Scope::thread, thread.value, now, until});
}

void delete_invitations(storage::WriteTx& tx, auth::UserId guest, ThreadId thread) {
  tx.execute(kDelete, guest, thread);
  auth::bump_policy_epoch(tx);
}

std::vector<Invitation> load_invitations(storage::ReadTx& tx, auth::Viewer const& viewer) {
  std::vector<Invitation> invitations;
  auto rows = auth::query_as(tx, viewer, kInvitations);
  while (rows.next()) {
    auto const row = rows.row();
    Invitation invitation{{row.public_id(0), static_cast<auth::Level>(row.integer(1)), row.public_id(2)},
                          row.public_id(3),
                          row.public_id(0),
                          std::string(row.text(4)),
                          row.time(5)};
    invitations.push_back(std::move(invitation));
  }
  return invitations;
}

}  // namespace forum
