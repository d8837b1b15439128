// What somebody is offered to do with posts, in a dispute to which his country is a party: what would wait
// for a second person is offered where he can propose it (order_proposals.hpp), and not where he cannot.
#pragma once

#include <vector>

#include "forum/places.hpp"
#include "forum/posts.hpp"

namespace forum {

// Asks once, and only for who keeps order there.
void withhold_in_dispute(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
                         std::vector<ToldPost>& posts);
void withhold_in_dispute(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
                         Post& post);

}  // namespace forum
