// Which threads of a topic a viewer finds, and in what order: by last activity as he sees it. The lists walk
// an index and stop early; where the viewer may read few threads of a large topic, so that most of the index
// would be passed over, they look his threads up instead. Both ways give the same.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "forum/places.hpp"
#include "storage/transaction.hpp"

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

// Those that are not pinned and have the tag, the latest first.
std::vector<ThreadKey> select_tagged_threads(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic,
                                             std::string_view tag);

// `with_news`: those alone in which something was published after his marks.
enum class Walk { all, with_news };

// Threads that are not pinned, from `before` down, the latest first, until `take` answers false. Reads no
// further than it must.
void each_thread_by_activity(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic, Walk walk,
                             ThreadKey before, std::function<bool(ThreadKey)> const& take);

// The threads of Walk::with_news, all at once, found by what was published since; nothing where they are more
// than `most`.
std::optional<std::vector<ThreadKey>> select_threads_with_news(storage::ReadTx& tx,
                                                               auth::Viewer const& viewer, TopicId topic,
                                                               std::size_t most);

// Of the newest post in the topic that he may read.
std::optional<base::Timestamp> find_last_activity(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  TopicId topic);

}  // namespace forum
