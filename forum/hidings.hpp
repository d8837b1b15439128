// Hiding for the time being (access-model: "raise level, narrow audience, recall", "hide, lock, pin"; example
// 9): whoever keeps order where a post stands takes it out of sight, and its source is told why. It stays its
// source's: nobody edits, lowers, widens or erases it by that. Answers below it stay where they are; a first
// post takes its thread with it, since the title is part of what it says.
#pragma once

#include <string>
#include <string_view>

#include "forum/moment.hpp"
#include "forum/places.hpp"

namespace forum {

struct Hide {
  std::string_view reason;
  int version = 0;  // of the text that was read
};

// Errors of both: not_found, not_permitted, version_conflict; state_conflict where the post is not published,
// or not hidden.

// By a moderator of the topic, an officer of the unit that owns it, compliance where it may read the post,
// and a coordinator of the source, who reaches what the source has lost.
base::Result<void> hide_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                             Hide const& hide, Moment const& moment);
// By the office that has hidden it: what the source's coordinators have hidden by them alone, what compliance
// has by compliance, the rest by whoever keeps order in the topic.
base::Result<void> unhide_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                               Hide const& unhide, Moment const& moment);

// Why a post is hidden.
struct Hiding {
  Origin origin;      // of the post
  auth::Role office;  // of whoever has hidden it
  std::string reason{};
  base::Timestamp at{};
  int version = 0;  // of the post
  bool may_unhide = false;
};
// For its source, who may read it, and who may show it again; not_found where it is not hidden.
base::Result<Hiding> load_hiding(storage::ReadTx& tx, auth::Viewer const& viewer, base::PublicId const& post);

// Whether the viewer may show again what this office has hidden. Where `attribution` does not tell him whose
// the post is, it makes no difference of which country that is.
bool may_unhide(auth::Viewer const& viewer, auth::Role office, auth::Target const& target,
                auth::Attribution attribution);

}  // namespace forum
