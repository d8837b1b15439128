// Keeps the tallies (post_tally, thread_tally, published_thread_tally) in step with the rows of post and
// thread. Call the twin functions in the transaction of the change: subtract before it what is about to
// change, add after it what has come about.
#pragma once

#include <optional>

#include "auth/viewer.hpp"
#include "forum/ids.hpp"
#include "storage/transaction.hpp"

namespace forum {

// The post or thread as its row stands now; nothing happens for one that nobody can read.
void add_to_tally(storage::WriteTx& tx, PostId post);

void add_to_tally(storage::WriteTx& tx, ThreadId thread);
void subtract_from_tally(storage::WriteTx& tx, ThreadId thread);

// Counts anew what the thread's posts amount to: for changes of a post that was there before, which are few.
void recount_posts(storage::WriteTx& tx, ThreadId thread);
// After the thread got another topic or audience.
void move_posts(storage::WriteTx& tx, ThreadId thread);

int count_readable_threads(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic);

// How much of others a walk along the tallies of a topic passes over before the threads that the viewer may
// read there are better looked up, by his organisation's audiences: to look a thread up costs as much as to
// pass over several. Lives as long as the walk.
class Patience {
 public:
  // `threads`: how many he may read there, where that is known already.
  Patience(storage::ReadTx& tx, auth::Viewer const& viewer, TopicId topic, std::optional<int> threads)
      : tx_(tx), viewer_(viewer), topic_(topic), threads_(threads) {}

  // One row more is passed over; true when that is enough.
  bool ends();

 private:
  storage::ReadTx& tx_;
  auth::Viewer const& viewer_;
  TopicId topic_;
  std::optional<int> threads_;  // known once it may matter
  int passed_over_ = 0;
};

// Joins to the row `a` of post_tally whether the viewer's organisation is in the audience of its thread:
// near_ is null where it is not. auth::readable() over the thread says so too; asked first, and by a join,
// whose cursor stays open, it passes quickly over the threads of others.
extern char const* const kNearReaders;
extern char const* const kIsNear;  // the condition that it is

}  // namespace forum
