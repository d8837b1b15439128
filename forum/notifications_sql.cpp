#include <algorithm>
#include <stdexcept>
#include <string>

#include "auth/policy.hpp"
#include "auth/readable.hpp"
#include "forum/columns.hpp"
#include "forum/cursors.hpp"
#include "forum/events.hpp"
#include "forum/found_posts.hpp"
#include "forum/notifications.hpp"
#include "forum/release_store.hpp"
#include "forum/splits.hpp"
#include "forum/submissions.hpp"
#include "forum/thread_readable.hpp"
#include "forum/told.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

// Whether the viewer has seen the post: marked here, or read where it stands. Whoever is called by a later
// version of a text may have read the first.
constexpr char kIsRead[] =
    "(i.event_id <= COALESCE((SELECT f.notifications_read_to FROM reader f WHERE f.user_id = $1), 0)"
    " OR CASE WHEN i.kind NOT IN (0, 50) AND (i.kind <> 30 OR (i.subscriber_kind = 1 AND i.event_id <> "
    "p.sequence))"
    " THEN i.is_read = 1 ELSE EXISTS (SELECT 1 FROM notification_read n WHERE "
    "n.user_id = $1 AND n.post_id = i.post_id)"
    " OR EXISTS (SELECT 1 FROM post_read n WHERE n.user_id = $1 AND n.thread_id = p.thread_id"
    " AND n.post_id = p.id)"
    " OR p.sequence <= COALESCE((SELECT f.posts_read_to FROM reader f WHERE f.user_id = $1), 0)"
    " OR p.sequence <= COALESCE((SELECT f.read_to FROM thread_read f WHERE f.user_id = $1"
    " AND f.thread_id = p.thread_id), 0)"
    " OR p.sequence <= COALESCE((SELECT f.read_to FROM topic_read f WHERE f.user_id = $1"
    " AND f.topic_id = t.topic_id), 0) END)";

// News of one subscriber before event $7, the newest first; $8 is how far he checks for compliance, who reads
// nothing but what is in its queue.
std::string news(std::string_view columns, std::string_view kind, std::string_view subscriber,
                 std::string_view condition) {
  return "SELECT i.event_id" + std::string(columns) +
         " FROM inbox i JOIN post p ON p.id = i.post_id JOIN thread t ON t.id = p.thread_id"
         " JOIN topic c ON c.id = t.topic_id JOIN organisation o ON o.id = p.source_id"
         " WHERE i.subscriber_kind = " +
         std::string(kind) + " AND i.subscriber_id = " + std::string(subscriber) +
         " AND i.event_id < $7 AND (p.author_id <> $1 OR i.kind NOT IN (0, 30, 50))"
         // Of what waits beside a published post nobody knows any more who does not release it.
         " AND (i.kind NOT IN (1, 2) OR o.id = $6 OR o.parent_id = $6) AND CASE WHEN i.kind = 5 THEN " +
         is_in_check("$8") + " ELSE " + auth::readable("p", "t.topic_id", "t.id") + " AND " +
         thread_readable("t.topic_id") + " AND " + auth::readable("c", "c.id", "t.id") + " END" +
         std::string(condition) + " ORDER BY i.event_id DESC";
}

std::string told() {
  return ", p.public_id, p.parent_id, c.public_id, t.public_id, t.title, " + organisation_columns("o", "$9") +
         ", p.attribution, CASE WHEN i.kind IN (0, 50) THEN p.published_at"
         " ELSE (SELECT e.at FROM event e WHERE e.id = i.event_id) END, CASE WHEN " +
         kIsRead +
         " THEN 1 ELSE 0 END, i.kind, t.level,"
         " (SELECT x.public_id FROM organisation x WHERE x.id = t.source_id)";
}

// Only what was not read; the first term lets the index end where everything older is read.
std::string unread() {
  return std::string(
             " AND i.event_id > COALESCE((SELECT f.notifications_read_to FROM reader f WHERE f.user_id = "
             "$1), 0)"
             " AND NOT ") +
         kIsRead;
}

Statement const kMine("notification.mine", news(told(), "1", "$1", ""));
Statement const kDesk("notification.desk", news(told(), "2", "$3", ""));
Statement const kMineUnread("notification.mine_unread", news(told(), "1", "$1", unread()));
Statement const kDeskUnread("notification.desk_unread", news(told(), "2", "$3", unread()));
Statement const kMineUnreadKeys("notification.mine_unread_keys", news("", "1", "$1", unread()));
Statement const kDeskUnreadKeys("notification.desk_unread_keys", news("", "2", "$3", unread()));

Statement const kMarkRead("notification.mark_read",
                          "INSERT INTO notification_read (user_id, post_id) SELECT $1, p.id FROM post p"
                          " JOIN thread t ON t.id = p.thread_id JOIN topic c ON c.id = t.topic_id"
                          " WHERE p.public_id = $7 AND " +
                              auth::readable("p", "t.topic_id", "t.id") + " AND " +
                              thread_readable("t.topic_id") + " AND " + auth::readable("c", "c.id", "t.id") +
                              " ON CONFLICT (user_id, post_id) DO NOTHING RETURNING post_id");

Statement const kMarkNoticeRead(
    "notification.mark_notice_read",
    "UPDATE inbox SET is_read = 1 WHERE subscriber_kind = 1 AND subscriber_id = $1 AND kind <> 0"
    " AND post_id = (SELECT p.id FROM post p WHERE p.public_id = $2)");

Statement const kMarkAllRead(
    "notification.mark_all_read",
    "INSERT INTO reader (user_id, posts_read_to, notifications_read_to) VALUES ($1, 0, $2)"
    " ON CONFLICT (user_id) DO UPDATE SET notifications_read_to = excluded.notifications_read_to");
Statement const kDropMarks("notification.drop_marks", "DELETE FROM notification_read WHERE user_id = $1");

int checks_up_to(auth::Viewer const& viewer) {
  bool const checks = auth::judge(viewer, auth::Action::check_release, {}) == auth::Verdict::allowed;
  return checks ? static_cast<int>(viewer.highest_level) : auth::kReadsNothing;
}

constexpr EventId kNewest{std::numeric_limits<std::int64_t>::max()};

// Two inboxes, each the newest first, as one. What came both ways came by one's own.
class Merged {
 public:
  template <class... Arguments>
  Merged(storage::ReadTx& tx, auth::Viewer const& viewer, Statement const& mine, Statement const& desk,
         Arguments const&... arguments)
      : mine_(auth::query_as(tx, viewer, mine, arguments...)),
        desk_(auth::query_as(tx, viewer, desk, arguments...)) {
    has_mine_ = mine_.next();
    has_desk_ = desk_.next();
  }

  // Calls take(row, via) with each until it answers false.
  template <class Take>
  void each(Take take) {
    while (has_mine_ || has_desk_) {
      auto const mine = has_mine_ ? mine_.row().integer(0) : 0;
      auto const desk = has_desk_ ? desk_.row().integer(0) : 0;
      bool const is_mine = mine >= desk;
      if (!take(is_mine ? mine_.row() : desk_.row(), is_mine ? Subscriber::me : Subscriber::bureau)) return;
      if (mine >= desk) has_mine_ = mine_.next();
      if (desk >= mine) has_desk_ = desk_.next();
    }
  }

 private:
  storage::Rows mine_;
  storage::Rows desk_;
  bool has_mine_ = false;
  bool has_desk_ = false;
};

NotificationType type_of(Notice notice) {
  switch (notice) {
    case Notice::submitted:
      return NotificationType::submitted;
    case Notice::due:
      return NotificationType::due;
    case Notice::released:
      return NotificationType::released;
    case Notice::returned:
      return NotificationType::returned;
    case Notice::hidden:
      return NotificationType::hidden;
    case Notice::shown:
      return NotificationType::shown;
    case Notice::mentioned:
      return NotificationType::mentioned;
    case Notice::closed:
      return NotificationType::closed;
    case Notice::reopened:
      return NotificationType::reopened;
    case Notice::merged:
      return NotificationType::merged;
    case Notice::separated:
      return NotificationType::separated;
    case Notice::took_in:
      return NotificationType::took_in;
    case Notice::gave_back:
      return NotificationType::gave_back;
    case Notice::appeal_granted:
      return NotificationType::appeal_granted;
    case Notice::appeal_refused:
      return NotificationType::appeal_refused;
    case Notice::act_appeal_granted:
      return NotificationType::act_appeal_granted;
    case Notice::act_appeal_refused:
      return NotificationType::act_appeal_refused;
    case Notice::locked:
      return NotificationType::locked;
    case Notice::unlocked:
      return NotificationType::unlocked;
    case Notice::pinned:
      return NotificationType::pinned;
    case Notice::unpinned:
      return NotificationType::unpinned;
    case Notice::moved:
      return NotificationType::moved;
    case Notice::edited:
      return NotificationType::edited;
    case Notice::slowed:
      return NotificationType::slowed;
    case Notice::unslowed:
      return NotificationType::unslowed;
    case Notice::seal_asked:
      return NotificationType::seal_asked;
    case Notice::seal_signed:
      return NotificationType::seal_signed;
    case Notice::seal_refused:
      return NotificationType::seal_refused;
    case Notice::seal_withdrawn:
      return NotificationType::seal_withdrawn;
    case Notice::proposal_approved:
      return NotificationType::proposal_approved;
    case Notice::proposal_refused:
      return NotificationType::proposal_refused;
    case Notice::warned:
      return NotificationType::warned;
    case Notice::warning_lifted:
      return NotificationType::warning_lifted;
    case Notice::warning_upheld:
      return NotificationType::warning_upheld;
    case Notice::own_warning_lifted:
      return NotificationType::own_warning_lifted;
    case Notice::own_warning_upheld:
      return NotificationType::own_warning_upheld;
    case Notice::own_act_undone:
      return NotificationType::own_act_undone;
    case Notice::own_act_upheld:
      return NotificationType::own_act_upheld;
    case Notice::widening_granted:
      return NotificationType::widening_granted;
    case Notice::widening_refused:
      return NotificationType::widening_refused;
    case Notice::check_due:
      return NotificationType::check_due;
  }
  throw std::logic_error("a notice of unknown kind is stored");
}

Notification read_notification(Row const& row, auth::Viewer const& viewer, Subscriber via) {
  int column = 1;
  Notification notification{.thread_origin = {},
                            .post = row.public_id(column++),
                            .type = NotificationType::post_created,
                            .topic = {},
                            .thread = {},
                            .title = {},
                            .source = std::nullopt,
                            .via = via,
                            .at = {},
                            .read = false};
  if (row.is_null(column++)) notification.type = NotificationType::thread_created;
  notification.topic = row.public_id(column++);
  notification.thread = row.public_id(column++);
  notification.title = row.text(column++);
  auto source = read_organisation(row, column);
  auto const attribution = static_cast<auth::Attribution>(row.integer(column++));
  if (tells_source(viewer, source.id, attribution)) notification.source = std::move(source);
  notification.at = row.time(column++);
  notification.read = row.boolean(column++);
  if (auto const notice = row.integer(column++); notice == kFoundNotice) {
    notification.type = NotificationType::found;
  } else if (notice == static_cast<int>(kSplitNotice)) {
    notification.type = NotificationType::split;
  } else if (notice == static_cast<int>(kRejoinedNotice)) {
    notification.type = NotificationType::rejoined;
  } else if (notice != 0) {
    notification.type = type_of(static_cast<Notice>(notice));
  }
  auto const thread_level = static_cast<auth::Level>(row.integer(column++));
  notification.thread_origin = {notification.thread, thread_level, row.public_id(column)};
  return notification;
}

}  // namespace

base::Result<NotificationPage> load_notifications(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  NotificationFilter filter, PageRequest const& page,
                                                  Limits const& limits) {
  EventId before = kNewest;
  if (page.after && !page.after->empty()) {
    std::string_view key = *page.after;
    auto const event = take_number(key);
    if (!event || !key.empty()) return unfit_cursor();
    before = EventId{*event};
  }
  NotificationPage result;
  bool const all = filter == NotificationFilter::all;
  std::int64_t last = 0;
  Merged(tx, viewer, all ? kMine : kMineUnread, all ? kDesk : kDeskUnread, before, checks_up_to(viewer),
         to_string(viewer.language))
      .each([&](Row const& row, Subscriber via) {
        auto& items = result.page.items;
        if (items.size() == static_cast<std::size_t>(page.limit)) {
          std::string next;
          append_number(next, last);
          result.page.next = std::move(next);
          return false;
        }
        last = row.integer(0);
        items.push_back(read_notification(row, viewer, via));
        return true;
      });
  result.unread = count_unread_notifications(tx, viewer, limits);
  return result;
}

int count_unread_notifications(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits) {
  int unread = 0;
  if (limits.unread_shown == 0) return unread;
  Merged(tx, viewer, kMineUnreadKeys, kDeskUnreadKeys, kNewest, checks_up_to(viewer))
      .each([&](Row const&, Subscriber) { return ++unread < limits.unread_shown; });
  return unread;
}

std::optional<EventId> find_newest_unread(storage::ReadTx& tx, auth::Viewer const& viewer) {
  std::optional<EventId> newest;
  Merged(tx, viewer, kMineUnreadKeys, kDeskUnreadKeys, kNewest, checks_up_to(viewer))
      .each([&](Row const& row, Subscriber) {
        newest = EventId{row.integer(0)};
        return false;
      });
  return newest;
}

int read_notifications(storage::WriteTx& tx, auth::Viewer const& viewer,
                       std::vector<base::PublicId> const& posts, Limits const& limits) {
  for (auto const& post : posts) {
    auto rows = auth::query_as(tx, viewer, kMarkRead, post);
    while (rows.next()) {
    }
    tx.execute(kMarkNoticeRead, viewer.user, post);
  }
  int const unread = count_unread_notifications(tx, viewer, limits);
  return unread == 0 ? read_all_notifications(tx, viewer) : unread;
}

int read_all_notifications(storage::WriteTx& tx, auth::Viewer const& viewer) {
  tx.execute(kMarkAllRead, viewer.user, last_event(tx));
  tx.execute(kDropMarks, viewer.user);
  return 0;
}

}  // namespace forum
