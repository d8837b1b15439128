// What each person has read. "Unread" is: published since his account existed, not his own, not marked.
#pragma once

#include <vector>

#include "auth/viewer.hpp"
#include "forum/ids.hpp"
#include "forum/limits.hpp"

namespace forum {

enum class Backlog { read, unread };

// Called when an account is made: whether what was published before counts as read.
void begin_reading(storage::WriteTx& tx, auth::UserId user, Backlog backlog);

// Each answers what is left unread in the thread. not_found for the thread; posts that cannot be read or are
// not of the thread are passed over.
base::Result<int> read_posts(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& thread,
                             std::vector<base::PublicId> const& posts, Limits const& limits);
base::Result<int> read_thread(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& thread,
                              Limits const& limits);
base::Result<void> read_topic(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& topic);

}  // namespace forum
