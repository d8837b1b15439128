// What the clock alone takes from a screen: no event says that a post or a thread has expired, and its
// envelope says what it said before.
#pragma once

#include <vector>

#include "auth/viewer.hpp"
#include "forum/denials.hpp"

namespace forum {

struct PostOfSource;

// Whatever expired in a span of time, whoever may read it. Never to be told as it is.
class Expired {
 public:
  // After `since` and by `now`.
  Expired(storage::ReadTx& tx, base::Timestamp since, base::Timestamp now);
  ~Expired();
  Expired(Expired const&) = delete;
  Expired& operator=(Expired const&) = delete;

  // What of it is on the screen, in topics and threads of these ids (both ascending), and could be read by
  // the viewer at `since`.
  void add_losses(storage::ReadTx& tx, auth::Viewer const& viewer, base::Timestamp since,
                  std::vector<base::PublicId> const& topics, std::vector<base::PublicId> const& threads,
                  Losses& losses) const;

 private:
  std::vector<PostOfSource> threads_;  // by their first posts, but those that were split off
  std::vector<PostOfSource> posts_;    // but first posts; each of a thread that was split off, by its own
  bool are_too_many_ = false;
};

// When the event happened, or the last one before it.
base::Timestamp time_of_event(storage::ReadTx& tx, EventId event);

}  // namespace forum
