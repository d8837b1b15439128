// Finding and counting what a viewer has not read. Counts stop at a limit, and those of a topic look at posts
// only where the tallies say that something he may read was published after his marks.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "forum/places.hpp"
#include "storage/transaction.hpp"

namespace forum {

int count_unread(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread, TopicId topic,
                 std::int64_t read_to, int limit);
// `threads`: how many of the topic's threads he may read, where the caller has counted them.
int count_unread(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic, int limit,
                 std::optional<int> threads = std::nullopt);

// Threads in which something that he may read was published after his marks, each once, in no certain order,
// until `take` answers false; with the number up to which he has read there. That something may still be his
// own post, or one that he has read by itself.
void each_thread_with_news(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic,
                           std::function<bool(ThreadId, std::int64_t)> const& take,
                           std::optional<int> threads = std::nullopt);

// The SQL condition that the row of post_tally that `alias` names, in topic $7, was added to after the
// viewer's marks.
std::string is_news(std::string_view alias);

}  // namespace forum
