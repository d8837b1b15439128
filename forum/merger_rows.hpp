// The statements behind mergers.hpp.
#pragma once

#include "forum/mergers.hpp"

namespace forum {

void insert_merger(storage::WriteTx& tx, auth::Viewer const& officer, ThreadPlace const& thread,
                   ThreadId into);
void delete_merger(storage::WriteTx& tx, ThreadId thread);
bool was_locked_before_merger(storage::ReadTx& tx, ThreadId thread);
// Of a merged thread: the one that it leads to, and who began that.
struct MergedInto {
  base::PublicId thread;
  auth::UserId author;
};
std::optional<MergedInto> find_merger(storage::ReadTx& tx, ThreadId thread);

// Where the viewer may read it.
std::optional<LinkedThread> find_merged_into(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             ThreadId thread);
// Those that he may read, at most kLinksShown, the last one first.
std::vector<LinkedThread> select_merged(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId into);

}  // namespace forum
