// Counting what a viewer has not read. Counts stop at a limit, and look at posts only where the tallies say
// that something he may read was published after his marks.
#pragma once

#include "forum/places.hpp"
#include "storage/transaction.hpp"

namespace forum {

int count_unread(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread, TopicId topic,
                 std::int64_t read_to, int limit);
int count_unread(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic, int limit);

}  // namespace forum
