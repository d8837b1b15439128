#include "forum/withdrawal.hpp"

#include "forum/pending_revisions.hpp"
#include "forum/post_store.hpp"
#include "forum/publishing.hpp"
#include "forum/submissions.hpp"
#include "forum/tallies.hpp"
#include "forum/thread_store.hpp"

namespace forum {

void put_in_state(storage::WriteTx& tx, PostPlace const& place, auth::State state) {
  if (place.is_first) {
    subtract_from_tally(tx, place.thread.id);
    update_thread_state(tx, place.thread.id, state);
    add_to_tally(tx, place.thread.id);
  }
  update_post_state(tx, place.id, state);
  recount_posts(tx, place.thread.id);
}

void take_out_of_sight(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place) {
  put_in_state(tx, place, auth::State::withdrawn);
  drop_revision(tx, place.id, viewer.now);
  if (place.state != auth::State::published) settle_submission(tx, place.id, viewer.now);
  EventPlace event{EventObject::post, place.thread.topic.id, place.thread.id, place.id};
  if (place.is_first) {
    event.object = EventObject::thread;
    event.post.reset();
  }
  insert_changed_event(
      tx, event, viewer,
      {.topic = std::nullopt, .audience = std::nullopt, .level = std::nullopt, .state = place.state});
}

}  // namespace forum
