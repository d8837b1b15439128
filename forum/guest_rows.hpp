// Rows for guests.cpp. Internal to this floor.
#pragma once

#include <vector>

#include "forum/guests.hpp"
#include "forum/places.hpp"

namespace forum {

// Of the viewer's organisation, invited to the thread or not, at least `clearance` where not.
std::vector<Guest> select_guests(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread,
                                 auth::Level clearance);
void insert_invitation(storage::WriteTx& tx, auth::UserId guest, ThreadId thread, base::Timestamp now,
                       base::Timestamp until);
void delete_invitations(storage::WriteTx& tx, auth::UserId guest, ThreadId thread);

}  // namespace forum
