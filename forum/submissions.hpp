// What was submitted for release: whose turn it is, until when, and who is told of it. The acts themselves
// are release.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/viewer.hpp"
#include "forum/ids.hpp"
#include "forum/posts.hpp"
#include "forum/publishing.hpp"
#include "storage/row.hpp"

namespace forum {

struct Return {
  std::string reason;
  base::Timestamp at;
};

// Whoever wrote the text that stands there, and whoever checked it for compliance: neither releases it.
struct Hands {
  auth::UserId editor;
  std::optional<auth::UserId> checker;

  bool has(auth::UserId officer) const { return officer == editor || officer == checker; }
};

struct Submission {
  Stage stage = Stage::none;
  Hands hands;
  bool needs_coordinator = true;  // after compliance, where that comes first
  base::Timestamp submitted_at;
  base::Timestamp due_at;
  std::optional<Return> returned;      // the last time
  std::optional<int> decided_version;  // the text that was last returned, or released and taken back
};
// Of a post that awaits release, or has a change that does.
std::optional<Submission> find_submission(storage::ReadTx& tx, PostId post);

// A new post that awaits its release: the source's coordinators are told.
void submit(storage::WriteTx& tx, auth::Viewer const& author, EventPlace const& place, auth::Level level);
// Once more, after it was returned.
void submit_again(storage::WriteTx& tx, auth::Viewer const& author, EventPlace const& place);
void keep_check(storage::WriteTx& tx, PostId post, auth::Viewer const& compliance);
// After compliance it is the coordinators' turn, whatever it was when the post was submitted.
void require_coordinator(storage::WriteTx& tx, PostId post);
// After the text has changed.
void forget_check(storage::WriteTx& tx, PostId post);
// After the title, the marking or the readers of a thread that awaits release have changed: nobody decides
// about what he has not seen, and the first post's version moves.
void renew_submission_of(storage::WriteTx& tx, ThreadId thread);
// After the marking or the readers of a post that awaits release have changed; its version has moved already.
void renew_submission(storage::WriteTx& tx, PostId post);
void keep_return(storage::WriteTx& tx, PostId post, auth::Viewer const& officer, std::string_view reason,
                 int version);
// Released or withdrawn: nobody has to act any more.
void settle_submission(storage::WriteTx& tx, PostId post, base::Timestamp now);
// Its release was taken back.
void reopen_submission(storage::WriteTx& tx, PostId post, int version);

// A notice to one person about a post's release or seal, that it was hidden, or of what became of the thread
// that it began; a newer one takes the place of all that were there.
// Of a mention it says that a text calls somebody (mentions.hpp): those stay, and to their reader they are
// read as posts are.
enum class Notice {
  submitted = 1,
  due = 2,
  released = 3,
  returned = 4,
  check_due = 5,  // to compliance (release_reminders.hpp)
  hidden = 20,
  shown = 21,  // again
  mentioned = 30,
  closed = 40,
  reopened = 41,
  merged = 42,
  separated = 43,
  took_in = 44,    // to whose thread another leads (mergers.hpp), which the notice is about
  gave_back = 45,  // the same, when it does no more
  appeal_granted = 60,
  appeal_refused = 61,
  act_appeal_granted = 62,  // against what was done to a thread (act_appeals.hpp)
  act_appeal_refused = 63,
  locked = 70,
  unlocked = 71,
  pinned = 72,
  unpinned = 73,
  moved = 74,
  edited = 75,  // title, kind or tags
  slowed = 76,
  unslowed = 77,
  seal_asked = 80,
  seal_signed = 81,
  seal_refused = 82,
  seal_withdrawn = 83,
  proposal_approved = 90,  // to who has proposed it (order_proposals.hpp)
  proposal_refused = 91,
  // The author of a post (author_notes.hpp), and what becomes of his appeal (warning_appeals.hpp).
  warned = 92,
  warning_lifted = 93,
  warning_upheld = 94,
  own_warning_lifted = 95,  // the same to who has warned him
  own_warning_upheld = 96,
  own_act_undone = 97,  // to who has acted, what became of an appeal against it
  own_act_upheld = 98,
  widening_granted = 100,  // to who asked for it
  widening_refused = 101
};
void tell_author(storage::WriteTx& tx, EventId event, PostId post, Notice notice);
void tell_coordinators(storage::WriteTx& tx, EventId event, PostId post, Notice notice, base::Timestamp now);
// What somebody has done himself is no news to him.
void spare(storage::WriteTx& tx, EventId event, auth::UserId user);
void drop_notices(storage::WriteTx& tx, PostId post);

// The same of a change of a post, which only those hear of who would read the post before its release: whose
// it is, and by whom it is written, are not the post's author's alone to say.
struct SubmittedRevision {
  EventPlace place;
  auth::OrganisationId source;
  auth::UserId writer;
  auth::Level level = auth::Level::open;
};
void submit_revision(storage::WriteTx& tx, auth::Viewer const& writer, SubmittedRevision const& revision);
void submit_revision_again(storage::WriteTx& tx, auth::Viewer const& writer,
                           SubmittedRevision const& revision);
// Its text has changed while it waits.
EventId renew_revision(storage::WriteTx& tx, auth::Viewer const& writer, SubmittedRevision const& revision);
// Released, given up or gone with its post: nobody has to act any more, and whoever was told is told no more.
void settle_revision(storage::WriteTx& tx, PostId post, base::Timestamp now);
void drop_release_notices(storage::WriteTx& tx, PostId post);
void tell_officer(storage::WriteTx& tx, EventId event, PostId post, auth::UserId officer, Notice notice);
// Only while he works for the post's source or the bureau above: whoever went elsewhere left it behind.
void tell_own_officer(storage::WriteTx& tx, EventId event, PostId post, auth::UserId officer, Notice notice);

// The SQL expression for the Stage of the post that `alias` names; and for that of what waits of it, the post
// itself or a change of it.
std::string stage_of(std::string_view alias);
std::string stage_of_waiting(std::string_view alias);

// The columns of the Hands that the post that `alias` names has gone through, and their reader.
std::string hands_columns(std::string_view alias);
std::string hands_of_waiting(std::string_view alias);
Hands read_hands(storage::Row const& row, int& column);

}  // namespace forum
