// Taking a post out of everybody's sight, as its withdrawal and its recall both do.
#pragma once

#include "forum/places.hpp"

namespace forum {

// A first post with its thread. Whoever could read it hears that it is gone. That the viewer may do it has
// been asked before.
void take_out_of_sight(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place);

}  // namespace forum
