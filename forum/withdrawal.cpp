#include "forum/withdrawal.hpp"

#include "forum/post_store.hpp"
#include "forum/publishing.hpp"
#include "forum/submissions.hpp"
#include "forum/tallies.hpp"
#include "forum/thread_store.hpp"

namespace forum {

void take_out_of_sight(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place) {
  update_post_state(tx, place.id, auth::State::withdrawn);
  if (place.state != auth::State::published) settle_submission(tx, place.id, viewer.now);
  recount_posts(tx, place.thread.id);
  EventPlace event{EventObject::post, place.thread.topic.id, place.thread.id, place.id};
  if (place.is_first) {
    subtract_from_tally(tx, place.thread.id);
    update_thread_state(tx, place.thread.id, auth::State::withdrawn);
    event.object = EventObject::thread;
    event.post.reset();
  }
  insert_changed_event(
      tx, event, viewer,
      {.topic = std::nullopt, .audience = std::nullopt, .level = std::nullopt, .state = place.state});
}

}  // namespace forum
