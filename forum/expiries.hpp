// What the clock alone takes from a screen: no event says that a post or a thread has expired, and its
// envelope says what it said before.
#pragma once

#include <vector>

#include "auth/viewer.hpp"
#include "forum/denials.hpp"

namespace forum {

struct EnvelopeChange;
struct PostOfSource;

// Whatever expired in a span of time, whoever may read it. Never to be told as it is.
class Expired {
 public:
  // After `since` and by `now`.
  Expired(storage::ReadTx& tx, base::Timestamp since, base::Timestamp now);
  ~Expired();
  Expired(Expired const&) = delete;
  Expired& operator=(Expired const&) = delete;

  // When the viewer was last looked at, and as whom: nothing where he had not come then.
  struct Formerly {
    base::Timestamp since;
    auth::Viewer const* viewer = nullptr;
    std::vector<auth::OrganisationId> const* deniers = nullptr;  // who denied him; ascending
  };
  // What of it is on the screen, in topics and threads of these ids (both ascending), and could be read by
  // the viewer before it expired: whoever was let in later hears nothing of it.
  void add_losses(storage::ReadTx& tx, auth::Viewer const& viewer, Formerly const& formerly,
                  std::vector<base::PublicId> const& topics, std::vector<base::PublicId> const& threads,
                  Losses& losses) const;

 private:
  std::vector<PostOfSource> threads_;    // by their first posts, but those that were split off
  std::vector<PostOfSource> posts_;      // but first posts; each of a thread that was split off, by its own
  std::vector<EnvelopeChange> changes_;  // of envelopes since then, the newest first
  bool are_too_many_ = false;
};

// When the event happened, or the last one before it.
base::Timestamp time_of_event(storage::ReadTx& tx, EventId event);

}  // namespace forum
