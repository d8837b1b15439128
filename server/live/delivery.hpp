// What one connection hears of one event: what it is interested in, and what it may.
#pragma once

#include <vector>

#include "auth/viewer.hpp"
#include "forum/events.hpp"
#include "server/live/frames.hpp"

namespace server::live {

// What is on screen and may be read, each ascending by key.
struct WatchSet {
  std::vector<forum::WatchedTopic> topics;
  std::vector<forum::WatchedThread> threads;

  bool has(forum::TopicId topic) const;
  bool has(forum::ThreadId thread) const;
  void sort();
  void remove(forum::ThreadId thread);
  // Leaves only what is still asked for.
  void keep_only(Watch const& asked);
};

// What is in `before` and not in `after`.
WatchSet lost(WatchSet const& before, WatchSet const& after);

enum class Scope {
  interests,  // what the viewer or his bureau follows, and what is on screen
  losses,     // and all that he could read and cannot any more: nobody knows yet what is on screen
  everything  // all that he may read: he has come back, and has not yet said what is on screen
};

struct Heard {
  forum::Delivery delivery = forum::Delivery::silence;
  bool is_notified = false;
};
Heard hear(auth::Viewer const& viewer, WatchSet const& watched, Scope scope, forum::Event const& event);

// Calls send(Frame const&) with what was heard, in the order of the wire.
template <class Send>
void tell(Heard const& heard, Published const& published, Send send) {
  if (heard.is_notified) send(published.notification);
  switch (heard.delivery) {
    case forum::Delivery::silence:
      return;
    case forum::Delivery::created:
      return send(published.created);
    case forum::Delivery::changed:
      return send(published.changed);
    case forum::Delivery::gone:
      return send(published.gone);
  }
}

}  // namespace server::live
