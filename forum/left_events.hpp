// What a page of a thread hears of a post that was taken to another thread (splits.hpp): it is told in the
// thread that it has left, as long as that is there, to who may read both. Guests are invited to threads one
// by one, and hear nothing.
#pragma once

#include "forum/events.hpp"
#include "forum/publishing.hpp"

namespace forum {

constexpr EventCircle kReadersWhereItWas{3};

// `place` has the thread that the post has left.
void insert_left_event(storage::WriteTx& tx, EventPlace const& place, auth::Viewer const& actor);

}  // namespace forum
