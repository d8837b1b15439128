// Keeps post_tally and thread_tally in step with the rows of post and thread. Call the twin functions in the
// transaction of the change: subtract before it what is about to change, add after it what has come about.
#pragma once

#include "forum/ids.hpp"
#include "storage/transaction.hpp"

namespace forum {

// The post or thread as its row stands now; nothing happens for one that nobody can read.
void add_to_tally(storage::WriteTx& tx, PostId post);

void add_to_tally(storage::WriteTx& tx, ThreadId thread);
void subtract_from_tally(storage::WriteTx& tx, ThreadId thread);

// Counts anew what the thread's posts amount to: for changes of a post that was there before, which are few.
void recount_posts(storage::WriteTx& tx, ThreadId thread);

}  // namespace forum
