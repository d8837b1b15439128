// The statements behind reactions.hpp.
#pragma once

#include <vector>

#include "forum/places.hpp"
#include "forum/reaction.hpp"

namespace forum {

// False where it is there already, or not there. The first one marks its post.
bool insert_reaction(storage::WriteTx& tx, auth::Viewer const& officer, PostId post, ReactionKind kind);
bool delete_reaction(storage::WriteTx& tx, auth::Viewer const& officer, PostId post, ReactionKind kind);

// The posts of a thread from one to another, as they stand there.
struct Stretch {
  ThreadId thread;
  TopicId topic;
  ReplyPath first;
  ReplyPath last;
};
struct ReactionRow {
  PostId post;
  Reaction reaction;
};
// By post and kind, as far as the viewer may know of them; of unreadable posts too.
std::vector<ReactionRow> select_reactions(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          Stretch const& stretch);

}  // namespace forum
