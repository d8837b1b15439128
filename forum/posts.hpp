// Posts: contributions to a thread, a tree of any depth, each owned for ever by its source organisation.
#pragma once

#include <memory>

#include "auth/audience.hpp"
#include "auth/marking.hpp"
#include "auth/organisations.hpp"
#include "auth/policy.hpp"
#include "base/hash.hpp"
#include "forum/attachment.hpp"
#include "forum/author.hpp"
#include "forum/ids.hpp"
#include "forum/markdown.hpp"
#include "forum/moment.hpp"
#include "forum/origin.hpp"
#include "forum/page.hpp"
#include "forum/quote.hpp"
#include "forum/reaction.hpp"
#include "forum/seal.hpp"

namespace forum {

class OutlineCache;
struct UntoldPost;

// `narrow` is to mark it more strictly or for fewer readers, `recall` to take back what was published,
// `return_` to send a submitted post back to its author, `submit` to submit it again, `unhide` to show again
// what was hidden for the time being, `request_widening` to ask its source to show it to more,
// `read_disclosures` to see to whom it went, `react` to say one of a few words of it; the last four:
// seals.hpp.
enum class PostAction {
  reply,
  edit,
  narrow,
  withdraw,
  recall,
  release,
  return_,
  submit,
  hide,
  unhide,
  request_widening,
  read_disclosures,
  react,
  note_author,
  ask_seal,
  take_back_seal,
  sign_seal,
  withdraw_seal
};

// What was published, also while it is hidden for the time being.
constexpr bool may_recall(auth::State state) {
  return state == auth::State::published || state == auth::State::hidden;
}

// Where a post that awaits release stands: whose turn it is. The numbers are those of stage_of() in
// release_store.hpp.
enum class Stage {
  none = 0,         // it does not wait
  compliance = 1,   // the source is supervised, and this has not been checked
  coordinator = 2,  // of the source
  returned = 3,     // the author's
  frozen = 4        // nobody's: the source is suspended
};

// An audience as it was asked for, and how many national bureaus read the object, enclosing audiences counted
// in.
struct ToldAudience {
  auth::Audience audience;
  int bureaus = 0;

  bool operator==(ToldAudience const&) const = default;
};

// A new text of a published post that awaits its release, as it is told to those who may know of it
// (pending_revisions.hpp).
struct PendingRevision {
  int version = 1;
  Stage stage = Stage::none;
  std::optional<Author> writer;
  base::Timestamp submitted_at;
  std::vector<PostAction> may;  // edit, withdraw, release, return_, submit

  bool operator==(PendingRevision const&) const = default;
};

struct Post {
  PostId id;
  Origin origin;
  base::PublicId public_id;
  base::PublicId thread;
  std::optional<base::PublicId> parent;  // the nearest post above that the viewer may read
  int depth = 0;                         // how many posts above it the viewer may read
  std::optional<auth::Organisation> source;
  std::optional<Author> author;
  std::string body;
  Html html;
  auth::Language language;
  auth::Marking marking;
  ToldAudience audience;
  auth::State state;
  Stage stage = Stage::none;
  int version = 1;
  bool unread = false;
  base::Timestamp created_at;
  std::optional<base::Timestamp> edited_at;
  std::vector<PostAction> may;
  std::vector<Quote> quotes;  // as they stand in the text
  std::vector<Attachment> attachments;
  std::vector<Reaction> reactions;  // by kind
  std::optional<Seal> seal;         // where it is the official position of its source
  bool seal_asked = false;          // as far as the viewer knows
  std::optional<PendingRevision> pending;

  bool operator==(Post const&) const = default;
};

// A marking as it is asked for: what is left out takes the default (for a reply: as strict
// as its thread and as what it answers).
struct NewMarking {
  std::optional<auth::Level> level;
  std::optional<auth::Caveats> caveats;
  std::optional<std::string> caveat_text;
  std::optional<auth::LegalUse> legal_use;
  std::optional<auth::Attribution> attribution;
  std::optional<base::Timestamp> review_on;
  std::optional<base::Timestamp> expires_on;
};

struct NewPost {
  std::string body;
  Html html;  // of `body`, rendered before the transaction
  NewMarking marking;
  // Left out: of a reply the audience of the post that it answers, of a thread that of its topic.
  std::optional<auth::NewAudience> audience;
  std::optional<auth::Language> language;        // the thread's, or the viewer's, where left out
  std::vector<base::PublicId> attachments = {};  // uploads of the author's, in their order
};

struct NewReply {
  base::PublicId thread;
  std::optional<base::PublicId> parent;  // the first post where left out
  NewPost post;
};

// What is left out stays as it is. Marking and audience only ever get narrower: narrowing.hpp.
struct PostEdit {
  int version = 0;
  std::optional<std::string> body;
  Html html = {};  // of `body`
  std::optional<NewMarking> marking = {};
  std::optional<auth::NewAudience> audience = {};
  // All that the post has from now on: what it has already, and uploads of whoever edits it.
  std::optional<std::vector<base::PublicId>> attachments = {};
  // Of the change that awaits its release, which this one replaces.
  std::optional<int> pending_version = {};
};

struct Revision {
  int version = 1;
  std::string body;
  Html html;
  std::optional<Author> author;
  base::Timestamp created_at;
  std::vector<Quote> quotes;
  std::vector<Attachment> attachments;
};

// A post of a page: `untold` is the same for all its readers and may be shared with them, source and author
// always named; what holds for this reader stands beside it, and outweighs what it says.
struct ToldPost {
  std::shared_ptr<UntoldPost const> untold;
  std::optional<base::PublicId> parent;
  int depth = 0;
  bool tells_source = false;
  bool tells_author = false;
  bool unread = false;
  std::vector<PostAction> may;
  std::vector<Quote> quotes;
  std::vector<Attachment> attachments;
  std::vector<Reaction> reactions;
  bool seal_asked = false;
  std::optional<PendingRevision> pending;

  // As the audit log has it: at the highest level of what is told.
  Origin origin() const;
};
// What is told along with these, at the highest level of it.
Origin origin_with(Origin origin, std::vector<Attachment> const& attachments);
// A copy with everything in its place.
Post as_post(ToldPost const& told);

struct PostPage {
  base::PublicId topic;
  std::vector<ToldPost> items;
  std::optional<std::string> next;
  std::optional<std::string> previous;  // empty text: the first page; nothing: this is the first
};

// In reading order: depth first, oldest first. `around` asks for the page, in steps of the limit from the
// first post, that holds this post; not_found where the viewer may not read it.
base::Result<PostPage> load_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                  base::PublicId const& thread, PageRequest const& page,
                                  std::optional<base::PublicId> const& around);
// The same, from the outline of a thread that is read again and again. Only for reads: see outline.hpp.
base::Result<PostPage> load_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                  base::PublicId const& thread, PageRequest const& page,
                                  std::optional<base::PublicId> const& around, OutlineCache& outlines,
                                  Limits const& limits);
base::Result<Post> load_post(storage::ReadTx& tx, auth::Viewer const& viewer, base::PublicId const& post);
// The current text first.
base::Result<Page<Revision>> load_revisions(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& post, PageRequest const& page);

// Errors: not_found (thread, parent), not_permitted, thread_locked, slow_mode, parent_not_published,
// too_deep, invalid_body, audience_too_wide, quote_wider, level_too_low (below the thread), level_too_high.
base::Result<Post> create_reply(storage::WriteTx& tx, auth::Viewer const& viewer, NewReply const& reply,
                                Moment const& moment);
// Errors: not_found, not_permitted, version_conflict, invalid_body, quote_wider, and those of narrow_post().
// The former text stays as a revision. What the editor could not publish without a release awaits one beside
// it.
base::Result<Post> edit_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                             PostEdit const& edit, Moment const& moment);
// Errors: not_found, not_permitted. Answers stay. Of a first post: the thread goes too if nobody else
// answered, else not_permitted; recall_post() (recalls.hpp) takes it whoever has.
base::Result<void> withdraw_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                 Moment const& moment);

}  // namespace forum
