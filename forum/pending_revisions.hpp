// Changes of published posts that await their release (access-model: "published → revised (same path)"). The
// published text stays what everybody reads; the change is known to the post's author and to the source's
// coordinators, and to compliance while it is its turn. Releasing, returning and taking a release back are
// the acts of release.hpp. docs/decisions/036-changes-await-release.md.
#pragma once

#include "forum/moment.hpp"
#include "forum/pending_revision_rows.hpp"
#include "forum/places.hpp"
#include "forum/posts.hpp"
#include "forum/submissions.hpp"

namespace forum {

// Whether the viewer may know of changes of the post: its author, for its source, and the coordinators.
bool knows_of_revisions(auth::Viewer const& viewer, PostPlace const& post);

// The text of the edit, of a post that is published, waits instead of taking the place of the one that stands
// there; a newer one takes the place of the one that waits. Errors: version_conflict (also where another
// change waits than the edit names, or none), not_permitted (other files), quote_wider, invalid_body.
base::Result<void> revise_post(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place,
                               PostEdit const& edit, Limits const& limits);

// As it is told to one reader; nothing for who may not know of it.
std::optional<PendingRevision> tell_revision(auth::Viewer const& viewer, auth::Target const& target,
                                             auth::Envelope const& envelope, UntoldRevision const& revision,
                                             bool tells_author);

// Of what was returned, a post or a change of one that `writer` wrote: by him or the post's author, while he
// may edit it still.
bool may_submit_again(auth::Viewer const& viewer, auth::Target const& target, auth::UserId writer);

// What it says, to whoever may know of it.
struct PendingRevisionText {
  Origin origin;  // of the post
  PendingRevision revision;
  base::Timestamp due_at;
  std::optional<Return> returned;
  std::string body;
  Html html;
  std::vector<Quote> quotes;
};
// Errors: not_found, also where there is none.
base::Result<PendingRevisionText> load_pending_revision(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                        base::PublicId const& post);

// By the post's author, or whoever wrote it: it is given up. Errors: not_found, not_permitted.
base::Result<void> withdraw_pending_revision(storage::WriteTx& tx, auth::Viewer const& viewer,
                                             base::PublicId const& post, Moment const& moment);

// For release.hpp, whose checks have been made. The text goes out, as the post's next version.
void release_revision(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place,
                      PendingText const& text, std::string_view reason, Limits const& limits);
// Errors: version_conflict where the post has changed since.
base::Result<void> undo_revision(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place,
                                 ReleasedRevision const& released);
SubmittedRevision as_submitted(PostPlace const& place, auth::UserId writer);

// Its post goes out of sight for good, and it goes with it.
void drop_revision(storage::WriteTx& tx, PostId post, base::Timestamp now);

}  // namespace forum
