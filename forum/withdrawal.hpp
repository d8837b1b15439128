// Moving a post from one state to another: into everybody's sight, and out of it.
#pragma once

#include "forum/places.hpp"

namespace forum {

// A first post with its thread; all counts follow. Nobody is told: that is the caller's.
void put_in_state(storage::WriteTx& tx, PostPlace const& place, auth::State state);

// Withdrawn or recalled: a first post with its thread. Whoever could read it hears that it is gone. That the
// viewer may do it has been asked before.
void take_out_of_sight(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place);

}  // namespace forum
