// Rows for expiries.cpp. Internal to this floor.
#pragma once

#include <vector>

#include "forum/denials_store.hpp"

namespace forum {

// Threads, by their first posts, and all other posts that expired after `since` and by `now`. A thread that
// was split off is there by its other posts alone (thread_readable.hpp), and expires with each of them.
std::vector<PostOfSource> select_expired_threads(storage::ReadTx& tx, base::Timestamp since,
                                                 base::Timestamp now, std::size_t most);
std::vector<PostOfSource> select_expired_posts(storage::ReadTx& tx, base::Timestamp since,
                                               base::Timestamp now, std::size_t most);

}  // namespace forum
