#include "forum/events.hpp"

#include "forum/left_events.hpp"

namespace forum {

Delivery decide_delivery(auth::Viewer const& viewer, Event const& event) {
  if (event.circle == kReadersWhereItWas && viewer.is_guest()) return Delivery::silence;
  if (event.unpublished && !decide(viewer, *event.unpublished, event.topic, scope_of(event.thread))) {
    return Delivery::silence;
  }
  bool const reads = decide(viewer, event.now, event.topic, scope_of(event.thread));
  if (event.change == EventChange::created) return reads ? Delivery::created : Delivery::silence;
  if (!event.before) return reads ? Delivery::changed : Delivery::silence;
  bool const did_read = decide(viewer, *event.before, event.topic_before, scope_of(event.thread));
  if (reads) return did_read ? Delivery::changed : Delivery::created;
  return did_read ? Delivery::gone : Delivery::silence;
}

}  // namespace forum
