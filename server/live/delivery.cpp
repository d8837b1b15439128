#include "server/live/delivery.hpp"

#include <algorithm>

namespace server::live {
namespace {

template <class Item, class Id>
bool holds(std::vector<Item> const& items, Id id) {
  auto const at = std::lower_bound(items.begin(), items.end(), id,
                                   [](Item const& item, Id wanted) { return item.id < wanted; });
  return at != items.end() && at->id == id;
}

template <class Item>
void sort_by_id(std::vector<Item>& items) {
  std::sort(items.begin(), items.end(), [](Item const& a, Item const& b) { return a.id < b.id; });
}

template <class Item>
std::vector<Item> missing(std::vector<Item> const& before, std::vector<Item> const& after) {
  std::vector<Item> gone;
  for (Item const& item : before) {
    if (!holds(after, item.id)) gone.push_back(item);
  }
  return gone;
}

template <class Item>
void keep(std::vector<Item>& items, std::vector<base::PublicId> const& asked) {
  std::erase_if(items, [&](Item const& item) {
    return !std::binary_search(asked.begin(), asked.end(), item.public_id);
  });
}

bool has_key(std::vector<std::int64_t> const& keys, std::int64_t key) {
  return std::binary_search(keys.begin(), keys.end(), key);
}

bool follows(auth::Viewer const& viewer, forum::Event const& event) {
  return has_key(event.following_users, viewer.user.value) ||
         has_key(event.following_bureaus, viewer.bureau.value);
}

bool is_on_screen(WatchSet const& watched, forum::Event const& event) {
  return watched.has(event.thread) || watched.has(event.topic) ||
         (event.before && watched.has(event.topic_before));
}

}  // namespace

bool WatchSet::has(forum::TopicId topic) const {
  return holds(topics, topic);
}
bool WatchSet::has(forum::ThreadId thread) const {
  return holds(threads, thread);
}

void WatchSet::sort() {
  sort_by_id(topics);
  sort_by_id(threads);
}

void WatchSet::remove(forum::ThreadId thread) {
  std::erase_if(threads, [&](forum::WatchedThread const& item) { return item.id == thread; });
}

void WatchSet::keep_only(Watch const& asked) {
  keep(topics, asked.topics);
  keep(threads, asked.threads);
}

WatchSet lost(WatchSet const& before, WatchSet const& after) {
  return {missing(before.topics, after.topics), missing(before.threads, after.threads)};
}

Heard hear(auth::Viewer const& viewer, WatchSet const& watched, Scope scope, forum::Event const& event) {
  if (forum::is_reminded_of_check(viewer, event)) return {forum::Delivery::silence, true};
  // Interest first: for most connections it is the end, and it is cheaper than rights.
  bool const is_follower = follows(viewer, event);
  bool const is_noticed =
      has_key(event.noticed_users, viewer.user.value) || has_key(event.noticed_bureaus, viewer.bureau.value);
  bool const is_interested = is_follower || is_noticed || is_on_screen(watched, event);
  if (!is_interested && (scope == Scope::interests || (scope == Scope::losses && !event.before))) return {};
  Heard heard;
  heard.delivery = forum::decide_delivery(viewer, event);
  if (!is_interested && scope == Scope::losses && heard.delivery != forum::Delivery::gone) return {};
  if (event.circle == forum::EventCircle::noticed) {
    bool const reads = heard.delivery != forum::Delivery::silence;
    return {forum::Delivery::silence, reads && is_noticed && event.actor != viewer.user};
  }
  bool const is_news = event.is_news && is_follower && heard.delivery == forum::Delivery::created;
  bool const is_notice = is_noticed && (heard.delivery == forum::Delivery::created ||
                                        heard.delivery == forum::Delivery::changed);
  heard.is_notified = (is_news || is_notice) && event.actor != viewer.user;
  return heard;
}

}  // namespace server::live
