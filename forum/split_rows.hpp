// The statements behind splits.hpp.
#pragma once

#include "forum/reply_path.hpp"
#include "forum/splits.hpp"
#include "forum/thread_store.hpp"

namespace forum {

// A thread in the frame of another, and its opening: a post that says nothing, as the first of every thread
// bears the thread's envelope.
struct SplitThread {
  StoredThread thread;
  PostId opening;
};
SplitThread insert_split_thread(storage::WriteTx& tx, auth::Viewer const& officer, ThreadPlace const& from,
                                NewSplit const& split, EventId event, base::Random& random);
// What befalls one thread befalls the other: what its readers follow and have read, and its pace.
void copy_wishes(storage::WriteTx& tx, ThreadId from, ThreadId to);
void copy_slow_mode(storage::WriteTx& tx, ThreadId from, ThreadId to);

void insert_split(storage::WriteTx& tx, auth::Viewer const& officer, ThreadId thread, PostPlace const& top,
                  std::string_view note);
struct SplitRow {
  base::PublicId from;
  PostId parent;
  PostId top;
  ReplyPath path;
};
std::optional<SplitRow> find_split(storage::ReadTx& tx, ThreadId thread);
// By the opening of the thread: whose thread it was, and the coordinators of its source.
std::vector<auth::UserId> select_told_of_split(storage::ReadTx& tx, PostId opening);
// Whether somebody is a guest of the one thread, and not as long of the other.
bool invites_others(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadId thread, ThreadId other);
// What leads to the thread, or came from it, leads to the other and came from there.
void delete_split(storage::WriteTx& tx, ThreadId thread, ThreadId into);

// Of the post and all below it those that the viewer may read, up to `most`.
int count_branch(storage::ReadTx& tx, auth::Viewer const& viewer, PostPlace const& top, int most);

// The post `top` and all below it, with this path in its place, below this parent.
struct BranchMove {
  PostId top;
  ThreadId from;
  ReplyPath from_path;
  ThreadId to;
  ReplyPath to_path;
  PostId parent;
};
void move_branch(storage::WriteTx& tx, BranchMove const& move);
// Of posts that have moved: that they were read, and that one is the accepted answer.
void move_marks(storage::WriteTx& tx, ThreadId from, ThreadId to);
// What was read up to some number in the thread that they have left stays read, post by post.
void keep_read(storage::WriteTx& tx, ThreadId from, ThreadId to);

struct BranchPost {
  PostId id;
  base::PublicId public_id;
  ReplyPath path;
  auth::UserId author;
  auth::State state = auth::State::withdrawn;
  PostId parent;
};
// Of a thread, besides its first one, in the order of reading.
std::vector<BranchPost> select_branch(storage::ReadTx& tx, ThreadId thread);
struct Standing {
  PostId id;
  ReplyPath path;
};
// In this thread; nothing where it stands in another.
std::optional<Standing> find_standing(storage::ReadTx& tx, ThreadId thread, PostId post);
Standing first_standing(storage::ReadTx& tx, ThreadId thread);
bool is_taken(storage::ReadTx& tx, ThreadId thread, ReplyPath const& path);

}  // namespace forum
