// Guests of a thread: accounts of a bureau that read nothing but the threads that its coordinator has invited
// them to, each until a date (read rule, step 7). A coordinator invites to what his bureau is the source of,
// and only guests of his own organisation, whose accounts he knows. An invitation is a grant, and ends as
// one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/proposals.hpp"
#include "auth/viewer.hpp"
#include "forum/ids.hpp"
#include "forum/origin.hpp"

namespace forum {

constexpr std::chrono::days kLongestInvitation{366};

struct Guest {
  auth::Person person;
  std::optional<base::Timestamp> until;  // nothing: he is not invited
};

// To whom a guest is invited, as he is told.
struct Invitation {
  Origin origin;
  base::PublicId topic;
  base::PublicId thread;
  std::string title;
  base::Timestamp until;
};

// Who is invited to the thread, and who of the coordinator's organisation may be: who works, is cleared for
// the thread, and is nothing but a guest; by name. not_found, not_permitted.
base::Result<std::vector<Guest>> load_guests(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             base::PublicId const& thread);
// Until another date where he is invited already. not_found also for whom nobody here may invite;
// invalid_body where the date is past, or further away than kLongestInvitation.
base::Result<std::vector<Guest>> invite_guest(storage::WriteTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& thread, base::PublicId const& account,
                                              base::Timestamp until);
// At once. not_found where he is not invited.
base::Result<void> end_invitation(storage::WriteTx& tx, auth::Viewer const& viewer,
                                  base::PublicId const& thread, base::PublicId const& account);

// The threads that the viewer is invited to and may read, the first to end first; none of who is no guest.
std::vector<Invitation> load_invitations(storage::ReadTx& tx, auth::Viewer const& viewer);

}  // namespace forum
