// Threads as a viewer reads them: the statements behind the list of a topic.
#pragma once

#include <functional>
#include <vector>

#include "forum/places.hpp"
#include "forum/threads.hpp"

namespace forum {

// Where a thread stands in the list of its topic: by last activity, then by key, the latest first.
struct ThreadKey {
  base::Timestamp last_activity;
  ThreadId id;
  friend auto operator<=>(ThreadKey const&, ThreadKey const&) = default;
};

enum class Few { pinned, pinned_and_mine, mine };

// All of them, the latest first: there are never many.
std::vector<ThreadKey> select_few_threads(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic,
                                          Few which);

// Threads that are not pinned, from `before` down, the latest first, until `take` answers false. Reads the
// index of activity as far as it must, and no further.
void each_thread_by_activity(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic, ThreadKey before,
                             std::function<bool(ThreadKey)> const& take);

class Audiences;
Thread load_thread_row(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread, Limits const& limits,
                       Audiences& audiences);

}  // namespace forum
