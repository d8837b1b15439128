// Threads: one discussion in a topic.
#pragma once

#include "auth/audience.hpp"
#include "auth/marking.hpp"
#include "auth/organisations.hpp"
#include "forum/ids.hpp"
#include "forum/labels.hpp"
#include "forum/moment.hpp"
#include "forum/origin.hpp"
#include "forum/page.hpp"
#include "forum/posts.hpp"
#include "forum/subscriptions.hpp"

namespace forum {

enum class ThreadAction {
  reply,
  edit_title,
  lock,
  pin,
  move,
  narrow,
  subscribe,
  subscribe_bureau,
  invite_guest,
  request_widening,
  accept_answer,
  read_moderation
};
enum class ThreadFilter { all, unread, mine };

// Of a list: threads of this kind, and with this tag, folded; all where nothing is asked.
struct AskedLabels {
  std::optional<ThreadKind> kind;
  std::string tag;
};

struct Thread {
  ThreadId id;
  Origin origin;
  base::PublicId public_id;
  base::PublicId topic;
  std::string title;
  ThreadKind kind = ThreadKind::analysis;
  std::vector<ToldTag> tags;
  // Nothing under chatham attribution, except for the source itself.
  std::optional<auth::Organisation> source;
  std::optional<Author> author;  // nothing unless the attribution names a person
  auth::Marking marking;
  ToldAudience audience;
  auth::Language language;
  auth::State state;
  bool pinned = false;
  bool locked = false;
  int posts = 0;  // those that the viewer may read
  int unread = 0;
  int version = 1;
  base::Timestamp created_at;
  base::Timestamp last_activity;  // of the posts that the viewer may read
  // Said of the thread itself; where nothing was, what was said of the topic holds.
  std::optional<SubscriptionLevel> my_level;
  std::optional<SubscriptionLevel> bureau_level;
  std::optional<base::PublicId> answer;  // the accepted one, where the viewer may read it
  std::vector<ThreadAction> may;
};

struct NewThread {
  base::PublicId topic;
  std::string title;
  NewPost post;  // its marking and audience are the thread's; the post itself inherits
  ThreadKind kind = ThreadKind::analysis;
  std::vector<std::string> tags = {};  // as they were typed
};

struct Opened {
  Thread thread;
  Post post;
};

struct ThreadEdit {
  int version = 0;
  std::optional<std::string> title;
  std::optional<bool> locked;
  std::optional<bool> pinned;
  std::optional<base::PublicId> topic;
  std::optional<auth::NewAudience> audience;
  std::optional<NewMarking> marking;
  std::optional<ThreadKind> kind = {};
  std::optional<std::vector<std::string>> tags = {};  // all that it is to have, as they were typed
  std::string reason = {};                            // for the log; empty where none is given
  // The second person, where one was needed (order_proposals.hpp).
  std::optional<base::PublicId> approved_by = {};
};

// Pinned threads first (on the first page), then by last activity as this viewer sees it.
base::Result<Page<Thread>> load_threads(storage::ReadTx& tx, auth::Viewer const& viewer,
                                        base::PublicId const& topic, ThreadFilter filter,
                                        PageRequest const& page, Limits const& limits,
                                        AskedLabels const& labels = {});
base::Result<Thread> load_thread(storage::ReadTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& thread, Limits const& limits);

// The thread that this first post opened, as it is now. Errors: not_found.
base::Result<Opened> load_opened(storage::ReadTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& first_post, Limits const& limits);
// An announcement takes the right to pin. Errors: not_found (topic), not_permitted, invalid_body with
// pointers, audience_too_wide (wider than the topic), level_too_high (above the viewer's ceiling).
base::Result<Opened> create_thread(storage::WriteTx& tx, auth::Viewer const& viewer, NewThread const& thread,
                                   Moment const& moment);

// Errors: not_found, not_permitted, version_conflict, audience_too_wide, level_too_low, invalid_body;
// second_person_required where who keeps order may not do it alone (second_moderators.hpp). A move
// keeps every envelope; into a narrower topic it narrows at once, since a thread is read only where its topic
// is.
base::Result<Thread> edit_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& thread, ThreadEdit const& edit, Moment const& moment);

}  // namespace forum
