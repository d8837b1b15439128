// The latest events, in order, for the connections of one I/O thread: where each hears on from its own place.
// Lives on that thread; the events in it are shared with the other rings.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <memory>

#include "server/live/frames.hpp"

namespace server::live {

class Ring {
 public:
  explicit Ring(std::size_t capacity) : capacity_(capacity) {}

  // Whoever stands before this has to ask the database.
  forum::EventId floor() const { return floor_; }
  // The last event that passed.
  forum::EventId position() const { return position_; }

  // Begins anew after `position`.
  void clear(forum::EventId position) {
    events_.clear();
    floor_ = position_ = position;
  }

  // Up to here nothing but what is in the ring has happened.
  void pass(forum::EventId position) { position_ = std::max(position_, position); }

  void push(std::shared_ptr<Published const> published) {
    position_ = published->event->id;
    events_.push_back(std::move(published));
    if (events_.size() > capacity_) {
      floor_ = events_.front()->event->id;
      events_.pop_front();
    }
  }

  // The first event after `place`; the next ones follow it. Good until the ring changes.
  auto after(forum::EventId place) const {
    return std::upper_bound(
        events_.begin(), events_.end(), place,
        [](forum::EventId id, auto const& published) { return id < published->event->id; });
  }
  auto end() const { return events_.end(); }

 private:
  std::size_t capacity_;
  std::deque<std::shared_ptr<Published const>> events_;
  forum::EventId floor_;
  forum::EventId position_;
};

}  // namespace server::live
