// Rows for expiries.cpp. Internal to this floor.
#pragma once

#include <optional>
#include <vector>

#include "forum/denials_store.hpp"
#include "forum/publishing.hpp"

namespace forum {

// Threads, by their first posts, and all other posts that expired after `since` and by `now`. A thread that
// was split off is there by its other posts alone (thread_readable.hpp), and expires with each of them.
std::vector<PostOfSource> select_expired_threads(storage::ReadTx& tx, base::Timestamp since,
                                                 base::Timestamp now, std::size_t most);
std::vector<PostOfSource> select_expired_posts(storage::ReadTx& tx, base::Timestamp since,
                                               base::Timestamp now, std::size_t most);

// That a thread or a post had another envelope before: of what it says, what did not move is left out.
struct EnvelopeChange {
  base::Timestamp at;
  ThreadId thread;
  std::optional<base::PublicId> post;  // nothing: the thread
  PriorEnvelope prior;
};
// From `since` on, the newest first.
std::vector<EnvelopeChange> select_envelope_changes(storage::ReadTx& tx, base::Timestamp since,
                                                    std::size_t most);

}  // namespace forum
