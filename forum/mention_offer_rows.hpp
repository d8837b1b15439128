// The statements behind mention_offers.hpp. Internal to this floor.
#pragma once

#include <functional>
#include <string>

#include "auth/viewer.hpp"
#include "forum/author.hpp"
#include "forum/ids.hpp"
#include "storage/transaction.hpp"

namespace forum {

struct PersonRow {
  auth::UserId user;
  std::string username;
  Author person;
  auth::OrganisationId organisation;
};
using TakePerson = std::function<bool(PersonRow&&)>;  // until it answers false

// Others who have written in the thread, the last one first, of posts that the viewer reads and is told the
// author of.
void each_person_in(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread, auth::TopicScope topic,
                    TakePerson const& take);
// All others whose account is in use, by user name.
void each_person(storage::ReadTx& tx, auth::Viewer const& viewer, TakePerson const& take);

}  // namespace forum
