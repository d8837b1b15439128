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
  std::vector<WatchedTopic> topics;    // on screen, and gone themselves
  std::vector<WatchedThread> gone;     // on screen, or in topics on screen
  std::vector<WatchedThread> changed;  // still readable, with fewer posts
  bool are_too_many = false;           // to be told one by one: these are not all
};

// What the viewer could read until `sources` denied him, told to him by the event `upto` at the latest. Of a
// topic the threads with the newest posts, of a thread the newest posts, up to a bound.
Losses find_losses(storage::ReadTx& tx, auth::Viewer const& viewer, std::vector<WatchedTopic> const& topics,
                   std::vector<WatchedThread> const& threads,
                   std::vector<auth::OrganisationId> const& sources, EventId upto);

// Of what has these ids and cannot be read, what the viewer could read until `sources` denied him: for
// somebody who comes back with it on his screen, and whose screen nobody knows from before.
void add_lost_objects(storage::ReadTx& tx, auth::Viewer const& viewer,
                      std::vector<base::PublicId> const& topics, std::vector<base::PublicId> const& threads,
                      std::vector<auth::OrganisationId> const& sources, EventId upto, Losses& losses);

// Who denied the viewer when `event` was the last number; ascending. Never to be told.
std::vector<auth::OrganisationId> load_deniers_at(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  EventId event);

}  // namespace forum
