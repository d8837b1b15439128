// Splitting a branch, a post and all that stands below it, off its thread into a thread of its own, and back.
// The new thread keeps the frame of the old one: its source, its author, its audience, marking and expiry, so
// that the deny list of that source, whatever becomes of it, goes on holding for each post. Each post keeps
// its id and all that is its own. The thread is there for nobody who may read no post of the branch
// (thread_readable() in places.hpp): neither it nor the line that it leaves in the old one tells of a post
// (docs/decisions/038-splitting-in-the-same-frame.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forum/closings.hpp"
#include "forum/labels.hpp"
#include "forum/links.hpp"
#include "forum/moment.hpp"
#include "forum/submissions.hpp"

namespace forum {

// Notices of it, to the authors of the branch and to whose thread it was.
constexpr Notice kSplitNotice{78};
constexpr Notice kRejoinedNotice{79};

struct NewSplit {
  std::string_view title;
  ThreadKind kind = ThreadKind::analysis;
  std::string_view note;  // what is said above the branch, by who keeps order and not in a post
  // That may go along, counted as he may read them: whether there are others is not his to learn.
  int most_posts = 1000;
};

// Whether the viewer keeps order there, and what he says would await no release.
bool may_split(auth::Viewer const& viewer, ThreadPlace const& thread);

// The version of the act is that of the post: of the thread others may know nothing has changed. Answers the
// new thread. Errors: not_found, not_permitted, version_conflict, invalid_body (/title; "" where too many
// posts would go along); state_conflict (it is the first post, or its thread is not published or leads to
// another); second_person_required in a dispute to which his country is a party: somebody else does it.
base::Result<base::PublicId> split_branch(storage::WriteTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& post, OrderAct const& act,
                                          NewSplit const& split, Moment const& moment);

// Takes that back: whatever stands in the thread by now goes to where the branch came from, which is
// answered, and the thread is there no more. Errors: not_found, not_permitted, version_conflict,
// second_person_required; state_conflict where it was not split off, or stands in another topic by now, or
// more may read the other thread than this one, guests included, or do more with what they read there.
base::Result<base::PublicId> rejoin_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& thread, OrderAct const& act);
bool may_rejoin(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread);

// Of a thread that was split off.
struct SplitOrigin {
  std::optional<LinkedThread> from;  // nothing where the viewer may not read it
  std::string note;
  base::Timestamp at;
  bool has_appeals = false;  // act_appeals.hpp, has_split_appeals(); set by load_thread_order()
};
std::optional<SplitOrigin> find_split_origin(storage::ReadTx& tx, auth::Viewer const& viewer,
                                             ThreadPlace const& thread);

// What was split off a thread, as far as the viewer may read it.
struct SplitOff {
  LinkedThread thread;  // with the posts that he may read, its opening apart
  // The post that the branch answered, or the next above it that he may read; nothing where that has left.
  std::optional<base::PublicId> below;
};
// The first one first.
std::vector<SplitOff> select_split_off(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       ThreadPlace const& thread);

}  // namespace forum
