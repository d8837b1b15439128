#include "forum/thread_lock.hpp"

#include <stdexcept>

#include "auth/acting_role.hpp"
#include "forum/acts.hpp"
#include "forum/publishing.hpp"
#include "forum/thread_store.hpp"

namespace forum {

EventId lock_for(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& first, Lock lock,
                 LockedBy const& why) {
  auto const& thread = first.thread;
  auto next = thread;
  next.locked = lock == Lock::locked;
  if (!update_thread(tx, next)) throw std::logic_error("a thread changed within one transaction");
  auto const event =
      insert_changed_event(tx, {EventObject::thread, thread.topic.id, thread.id, std::nullopt}, viewer, {});
  if (first.author != viewer.user) tell_author(tx, event, first.id, why.notice);
  log_act(tx, viewer, auth::acting_role(viewer, why.right, target_of(thread)), why.event, thread,
          {why.reason, why.approved_by});
  return event;
}

}  // namespace forum
