// What a page of a thread hears of a post that was taken to another thread (splits.hpp): it is told in the
// thread that it has left, to who may read both; guests are invited to threads one by one, and hear nothing.
// Where that thread is there no more, whoever may read the post hears that it is gone.
#pragma once

#include "forum/events.hpp"
#include "forum/publishing.hpp"

namespace forum {

constexpr EventCircle kReadersWhereItWas{3};

// `place` has the thread that the post has left.
void insert_left_event(storage::WriteTx& tx, EventPlace const& place, auth::Viewer const& actor);

}  // namespace forum
