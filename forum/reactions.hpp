// Reactions to posts (reaction.hpp). Each is an object of its own: its source is the organisation of whoever
// gave it, everything else of its envelope is its post's. So who is on the deny list of that organisation
// neither counts it nor hears of it, and what becomes of the post's readers becomes of the reaction's.
#pragma once

#include <vector>

#include "forum/places.hpp"
#include "forum/posts.hpp"
#include "forum/reaction.hpp"

namespace forum {

// Whether the viewer may react to a post of this author in the thread while both are open to it.
bool may_react(auth::Viewer const& viewer, ThreadPlace const& thread, auth::UserId author);

// Once for each kind; `same_here` takes the place of `differs_here`, and the other way round. Leaves
// everything as it is where he has said so already. Errors: not_found; not_permitted to whoever could not
// post in the thread without a release, and to the post's author; thread_locked, state_conflict where the
// post is not published.
base::Result<std::vector<Reaction>> give_reaction(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                  base::PublicId const& post, ReactionKind kind);
// His own, which he may take back at any time. Errors: not_found.
base::Result<std::vector<Reaction>> withdraw_reaction(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                      base::PublicId const& post, ReactionKind kind);

// Settles `reactions` of each, with one statement for all of them, and none where none of them has any. They
// stand in this thread, in reading order.
void show_reactions(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
                    std::vector<ToldPost>& posts);

}  // namespace forum
