// Release: the acts by which a post that awaits it, or a change of a published one (pending_revisions.hpp),
// goes out, or goes back (access-model: "Release"). Who wrote the text, all of it or its last version, or
// checked it for compliance never releases it; a supervised source's posts are checked by compliance first; a
// suspended source's freeze.
#pragma once

#include <optional>
#include <string_view>

#include "forum/moment.hpp"
#include "forum/places.hpp"
#include "forum/posts.hpp"
#include "forum/submissions.hpp"

namespace forum {

struct Release {
  std::string_view reason;
  std::optional<int> version{};  // of the text that was checked; whatever stands there, where left out
};

// Errors of all: not_found, not_permitted (also for whoever wrote or checked it, and out of turn),
// version_conflict (the text has changed since it was checked), invalid_body.

// By a coordinator of the source. Publishes the thread too for a first post. Errors besides:
// parent_not_published; quote_wider, where what it quotes has been narrowed since it was written.
base::Result<Post> release_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                Release const& release, Moment const& moment);
// By compliance, of a supervised source. Publishes what needs no coordinator; a text with a quote that would
// be read by more than may read its source needs one.
base::Result<void> check_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                              Release const& release, Moment const& moment);
// By whoever's turn it is: the author sees the reason, and may mend, submit again or withdraw.
base::Result<void> return_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                               Release const& release, Moment const& moment);
// By the author, of what was returned to him.
base::Result<Post> submit_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                               std::optional<int> version, Moment const& moment);
// By whoever released it, within limits.release_undo; version_conflict where somebody has answered meanwhile,
// or, of a change, where the post has changed again. What stood there before a change stands there again.
base::Result<Post> undo_release(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                Moment const& moment);

// Where a post stands that awaits release, or has just been released by the viewer.
struct ReleaseState {
  Origin origin;  // of the post
  std::optional<Submission> submission;
  std::optional<int> undo_seconds;  // left for that
};
base::Result<ReleaseState> load_release_state(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& post, Limits const& limits);

}  // namespace forum
