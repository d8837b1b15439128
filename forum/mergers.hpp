// Merging one thread into another. No post moves: the merged thread stays what it is, with its own envelope
// and those of its posts, takes no more posts, and leads to the other, which shows it below its own to
// whoever may read it. So nobody reads anything by it that he could not read before, whatever becomes of the
// readers of either (docs/decisions/031-merging-by-reference.md).
#pragma once

#include <vector>

#include "forum/closings.hpp"
#include "forum/links.hpp"
#include "forum/second_moderators.hpp"
#include "forum/slow_mode.hpp"
#include "forum/splits.hpp"

namespace forum {

// By who keeps order in the topics of both. Errors: not_found (either), not_permitted, version_conflict,
// state_conflict (one is not published, or has been merged already), invalid_body: /into where it is the
// same thread.
base::Result<void> merge_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                base::PublicId const& thread, OrderAct const& act,
                                base::PublicId const& into);
// Takes that back; the thread is locked again only where it was before. Errors: not_found, not_permitted,
// version_conflict, state_conflict (it is not merged).
base::Result<void> separate_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                   base::PublicId const& thread, OrderAct const& act);

bool is_merged(storage::ReadTx& tx, ThreadId thread);

enum class OrderRight { close, reopen, merge, separate, slow, split, rejoin };

// How order was kept in a thread, as far as the viewer may know.
struct ThreadOrder {
  Origin origin;  // of the thread
  base::PublicId topic;
  std::optional<Closing> closing;
  std::optional<LinkedThread> into;  // nothing where he may not read it
  std::vector<LinkedThread> merged;  // into this one, the last one first, with the posts that he may read
  std::optional<SplitOrigin> split_from;
  std::vector<SplitOff> split_off;
  std::optional<SlowMode> slow;
  std::vector<OrderRight> may;
  // For who keeps order: what he may not do alone, and whether anybody could be the second person.
  std::vector<OrderStep> needs_second;
  bool has_second = false;
};
base::Result<ThreadOrder> load_thread_order(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& thread);

}  // namespace forum
