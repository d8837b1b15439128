// One read for many connections: who they are now, what of their screens they may still read, and, for those
// that come back from longer ago than memory reaches, their past. All in one snapshot, so that the past is
// told by the rights of the same moment.
//
// Runs on a reader thread; what goes in and comes out are values.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "forum/denials.hpp"
#include "server/live/context.hpp"
#include "server/live/delivery.hpp"

namespace server::live {

struct RefreshRequest {
  base::Digest token_hash;
  std::shared_ptr<Watch const> asked;        // null: nothing yet
  WatchSet watched;                          // what of it was readable so far
  std::optional<forum::EventId> past_after;  // tell what happened after this
  Scope scope = Scope::interests;
  forum::EventId place;  // what was told so far
  // Where the client stood when it came back, until what it has lost meanwhile was told.
  std::optional<forum::EventId> away_since;
  // What had expired by then is not on his screen; nothing: then is when he went away.
  std::optional<base::Timestamp> seen_until;
  std::optional<auth::Viewer> viewer;  // as he was read last
  // Who denied the viewer what is theirs when he was read last; nothing before the first time.
  std::optional<std::vector<auth::OrganisationId>> deniers;
};

// An event as one connection hears it, encoded.
struct Told {
  Heard heard;
  std::shared_ptr<Published const> published;
};

struct RefreshOutcome {
  std::int64_t epoch = 0;              // of the policy, in this snapshot
  forum::EventId last;                 // the last event in this snapshot
  base::Timestamp at;                  // by the clock
  std::optional<auth::Viewer> viewer;  // nothing: the session has ended, or may not be used now
  WatchSet watched;
  std::vector<auth::OrganisationId> deniers;
  forum::Losses losses;       // to those who deny him since, and to the clock
  bool is_past_lost = false;  // cannot be told: too old or too long, or his own rights became less
  std::optional<std::vector<Told>> past;
};

// One outcome for each request, in their order.
base::Result<std::vector<RefreshOutcome>> refresh(storage::ReadTx& tx, Context const& context,
                                                  std::vector<RefreshRequest> const& requests);

}  // namespace server::live
