// Subscriptions, notifications and marks of what was read.
#include "forum/events.hpp"
#include "forum/notifications.hpp"
#include "forum/read_marks.hpp"
#include "forum/subscriptions.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {
namespace {

constexpr std::size_t kMarkedAtOnce = 100;

struct Subscription {
  forum::Subscriber as = forum::Subscriber::me;
  forum::SubscriptionLevel level = forum::SubscriptionLevel::none;
};

std::optional<forum::Subscriber> parse_subscriber(std::string_view name) {
  if (name == "me") return forum::Subscriber::me;
  if (name == "bureau") return forum::Subscriber::bureau;
  return std::nullopt;
}

std::optional<forum::NotificationFilter> parse_notification_filter(std::string_view name) {
  if (name == "all") return forum::NotificationFilter::all;
  if (name == "unread") return forum::NotificationFilter::unread;
  return std::nullopt;
}

base::Result<Subscription> parse_subscription(http::Request const& request) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  auto const as = root.choice("as", http::Presence::required, parse_subscriber);
  auto const level = root.choice("level", http::Presence::required, forum::parse_subscription_level);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return Subscription{*as, *level};
}

// The list of ids in the field, or nothing where the body has no such field: then all are meant.
base::Result<std::optional<std::vector<base::PublicId>>> parse_marked(http::Request const& request,
                                                                      std::string_view name) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  std::optional<std::vector<base::PublicId>> ids;
  if (root.has(name)) ids = root.ids(name, kMarkedAtOnce);
  if (ids && ids->empty()) root.note(name, base::FieldCode::empty);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return ids;
}

http::Response levels_response(forum::SubscriptionLevels const& levels) {
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  json.field("my_level", forum::to_string(levels.mine));
  json.field("bureau_level", forum::to_string(levels.bureau));
  json.end_object();
  return json_response(200, std::move(body));
}

http::Response unread_response(int unread) {
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  json.field("unread", unread);
  json.end_object();
  return json_response(200, std::move(body));
}

using Subscribe = base::Result<forum::SubscriptionLevels>(storage::WriteTx&, auth::Viewer const&,
                                                          base::PublicId const&, forum::Subscriber,
                                                          forum::SubscriptionLevel);

Answer subscribe(Call const& call, Subscribe& operation) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const wish = parse_subscription(call.request);
  if (!wish) co_return wish.error();
  auto const levels =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return operation(tx, viewer, *id, wish->as, wish->level);
      });
  if (!levels) co_return levels.error();
  co_return levels_response(*levels);
}

struct NotificationList {
  forum::NotificationPage page;
  forum::EventId cursor;
};

}  // namespace

Answer subscribe_topic(Call const& call) {
  return subscribe(call, forum::subscribe_topic);
}
Answer subscribe_thread(Call const& call) {
  return subscribe(call, forum::subscribe_thread);
}

Answer read_posts(Call const& call) {
  auto const thread = call.path_id();
  if (!thread) co_return thread.error();
  auto const posts = parse_marked(call.request, "posts");
  if (!posts) co_return posts.error();
  auto const unread =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return *posts ? forum::read_posts(tx, viewer, *thread, **posts, moment.limits)
                      : forum::read_thread(tx, viewer, *thread, moment.limits);
      });
  if (!unread) co_return unread.error();
  co_return unread_response(*unread);
}

Answer list_notifications(Call const& call) {
  http::Query query(call.request.query);
  auto const filter =
      query.choice("filter", parse_notification_filter).value_or(forum::NotificationFilter::all);
  std::string_view const list = filter == forum::NotificationFilter::all ? "all" : "unread";
  auto const page = parse_page(query, call, list);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const loaded = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer,
                                             Shown& shown) -> base::Result<NotificationList> {
    auto notifications = forum::load_notifications(tx, viewer, filter, page, call.services.settings.forum);
    if (!notifications) return notifications.error();
    shown.list({auth::AuditObjectKind::platform, std::nullopt});
    for (auto const& notification : notifications->page.items) shown.add(notification.thread_origin);
    return NotificationList{std::move(*notifications), forum::last_event(tx)};
  });
  if (!loaded) co_return loaded.error();
  forum::Page<forum::Notification> const& notifications = loaded->page.page;
  co_return json_response(200,
                          encode_page(notifications.items, seal_page_cursor(call, notifications.next, list),
                                      encode_notification, [&](http::JsonWriter& json) {
                                        json.field("unread", loaded->page.unread);
                                        json.field("cursor", call.services.live_cursors.seal(loaded->cursor));
                                      }));
}

Answer read_notifications(Call const& call) {
  auto const ids = parse_marked(call.request, "ids");
  if (!ids) co_return ids.error();
  auto const unread = co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer,
                                              forum::Moment const& moment) -> base::Result<int> {
    return *ids ? forum::read_notifications(tx, viewer, **ids, moment.limits)
                : forum::read_all_notifications(tx, viewer);
  });
  if (!unread) co_return unread.error();
  co_return unread_response(*unread);
}

}  // namespace server::api
