// Notifications: what happened in what a person or his bureau's desk follows. An inbox row is written with
// the post; whether it may still be shown is asked when it is shown.
#pragma once

#include <optional>
#include <string>

#include "auth/organisations.hpp"
#include "forum/ids.hpp"
#include "forum/moment.hpp"
#include "forum/origin.hpp"
#include "forum/page.hpp"
#include "forum/subscriptions.hpp"

namespace forum {

// `mentioned`: a text calls a person or a bureau. `found`: a saved search finds the post. The others are
// notices to one person about a release: to a coordinator that something was submitted, or waits beyond its
// deadline; to compliance that something waits for its check beyond that; to the author what became of his
// post; to both that it was hidden, or is shown again, and what is asked of and becomes of its seal; to
// whoever began a thread what became of that, and that another leads to it, or does no more; to who may not
// keep order alone what became of his proposal; to who is warned that he is; to him and to who has warned him
// what became of his appeal, and the same of one against what was done to a thread; to who asked that
// something be shown to more whether its source has consented.
enum class NotificationType {
  thread_created,
  post_created,
  submitted,
  due,
  released,
  returned,
  hidden,
  shown,
  mentioned,
  found,
  closed,
  reopened,
  merged,
  separated,
  took_in,
  gave_back,
  appeal_granted,
  appeal_refused,
  act_appeal_granted,
  act_appeal_refused,
  locked,
  unlocked,
  pinned,
  unpinned,
  moved,
  edited,
  slowed,
  unslowed,
  split,
  rejoined,
  seal_asked,
  seal_signed,
  seal_refused,
  seal_withdrawn,
  proposal_approved,
  proposal_refused,
  warned,
  warning_lifted,
  warning_upheld,
  own_warning_lifted,
  own_warning_upheld,
  own_act_undone,
  own_act_upheld,
  widening_granted,
  widening_refused,
  check_due
};
enum class NotificationFilter { all, unread };

// A notification is about one post, and is called by the post's id.
struct Notification {
  Origin thread_origin;  // of the title
  base::PublicId post;
  NotificationType type;
  base::PublicId topic;
  base::PublicId thread;
  std::string title;
  std::optional<auth::Organisation> source;
  Subscriber via = Subscriber::me;
  base::Timestamp at;
  bool read = false;
};

struct NotificationPage {
  Page<Notification> page;
  int unread = 0;
};

// Newest first; one's own posts are no news, though what became of their release is. Read where it was marked
// so, or where the post was read.
base::Result<NotificationPage> load_notifications(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  NotificationFilter filter, PageRequest const& page,
                                                  Limits const& limits);
int count_unread_notifications(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits);
// The event of the newest that is unread.
std::optional<EventId> find_newest_unread(storage::ReadTx& tx, auth::Viewer const& viewer);
// Posts that the viewer may not read are passed over. Answers what is left unread.
int read_notifications(storage::WriteTx& tx, auth::Viewer const& viewer,
                       std::vector<base::PublicId> const& posts, Limits const& limits);
int read_all_notifications(storage::WriteTx& tx, auth::Viewer const& viewer);

}  // namespace forum
