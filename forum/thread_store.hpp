// The statements that write threads.
#pragma once

#include "auth/viewer.hpp"
#include "base/random.hpp"
#include "forum/places.hpp"

namespace forum {

struct NewThreadRow {
  TopicId topic;
  std::string_view title;
  auth::Language language = auth::Language::en;
  auth::Marking const& marking;
  auth::AudienceId audience;
  int bureaus = 0;
  auth::State state = auth::State::published;
  ThreadKind kind = ThreadKind::analysis;
};

struct StoredThread {
  ThreadId id;
  base::PublicId public_id;
};

StoredThread insert_thread(storage::WriteTx& tx, auth::Viewer const& author, NewThreadRow const& thread,
                           base::Random& random);
void update_thread_state(storage::WriteTx& tx, ThreadId thread, auth::State state);
// Everything that an edit may change; false where another edit came first.
bool update_thread(storage::WriteTx& tx, ThreadPlace const& thread);
// The first post bears its thread's marking.
void mark_first_post(storage::WriteTx& tx, ThreadId thread, auth::Marking const& marking);
// After a change of an enclosing audience.
void recount_bureaus(storage::WriteTx& tx, ThreadPlace const& thread);

}  // namespace forum
