// Keys of the rows of this floor.
#pragma once

#include "base/id.hpp"

namespace auth {

using OrganisationId = base::Id<struct OrganisationTag>;
using UserId = base::Id<struct UserTag>;
using AudienceId = base::Id<struct AudienceTag>;
// Moderators' grants name a topic; what a topic is, only forum/ knows.
using TopicScope = base::Id<struct TopicTag>;
// So do guests' a thread.
using ThreadScope = base::Id<struct InvitedThreadTag>;

}  // namespace auth
