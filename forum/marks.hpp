// The statements behind the read marks (read_marks.hpp).
#pragma once

#include "forum/places.hpp"
#include "storage/transaction.hpp"

namespace forum {

void insert_reader(storage::WriteTx& tx, auth::UserId user, EventId read_to);
// Where the viewer may read the post and it is of the thread; otherwise nothing happens.
void mark_post(storage::WriteTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
               base::PublicId const& post);
// Everything published up to the event is read. Marks that say less are dropped.
void mark_thread(storage::WriteTx& tx, auth::UserId user, ThreadId thread, EventId read_to);
void mark_topic(storage::WriteTx& tx, auth::UserId user, TopicId topic, EventId read_to);

}  // namespace forum
