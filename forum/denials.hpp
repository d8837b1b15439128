// What somebody loses from his screen when a source puts his organisation on its deny list: no event of the
// forum says so, since nothing that stands in it has changed.
#pragma once

#include <vector>

#include "auth/viewer.hpp"
#include "forum/events.hpp"

namespace forum {

struct LostPost {
  WatchedThread thread;
  base::PublicId post;
};

struct Losses {
  std::vector<LostPost> posts;         // in threads on screen
  std::vector<WatchedThread> gone;     // in topics on screen
  std::vector<WatchedThread> changed;  // still readable, with fewer posts
  bool are_too_many = false;           // to be told one by one: these are not all
};

// What the viewer could read until `sources` denied him, told to him by the event `upto` at the latest. Of a
// topic the threads with the newest posts, of a thread the newest posts, up to a bound.
Losses find_losses(storage::ReadTx& tx, auth::Viewer const& viewer, std::vector<WatchedTopic> const& topics,
                   std::vector<WatchedThread> const& threads,
                   std::vector<auth::OrganisationId> const& sources, EventId upto);

}  // namespace forum
