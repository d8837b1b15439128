// Keys of the rows of this floor.
#pragma once

#include "auth/ids.hpp"
#include "base/id.hpp"

namespace forum {

using TopicId = auth::TopicScope;
using ThreadId = base::Id<struct ThreadTag>;
using PostId = base::Id<struct PostTag>;
using AttachmentId = base::Id<struct AttachmentTag>;
using EventId = base::Id<struct EventTag>;

// As guests' grants name it.
inline auth::ThreadScope scope_of(ThreadId thread) {
  return auth::ThreadScope{thread.value};
}

}  // namespace forum
