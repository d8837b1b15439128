// The words of posts, for the search. Whatever changes a text calls index_post() in the transaction of the
// change; what was changed without that is not found until index_due() has put it in, as it also does with
// the posts of an older forum. Nothing of a withdrawn or erased text stays.
#pragma once

#include "forum/ids.hpp"
#include "storage/transaction.hpp"

namespace forum {

void index_post(storage::WriteTx& tx, PostId post);
// After a change of its title, which is with the first post.
void index_title(storage::WriteTx& tx, ThreadId thread);
// At most `limit` of those that are due; how many it were.
int index_due(storage::WriteTx& tx, int limit);

// FTS5 only marks what is taken out, until it merges the segment that it stood in. Rewrites some of the
// index, so that nothing of such words stays in the file; false where nothing is left to do.
bool clean_index(storage::WriteTx& tx);

}  // namespace forum
