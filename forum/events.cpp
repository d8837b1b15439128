#include "forum/events.hpp"

#include <algorithm>

#include "auth/policy.hpp"
#include "forum/left_events.hpp"

namespace forum {
namespace {

bool has(std::vector<std::int64_t> const& keys, std::int64_t key) {
  return std::ranges::binary_search(keys, key);
}

// As is_in_check() of release_store.hpp asks for a list.
bool may_check(auth::Viewer const& viewer, auth::Facts const& facts) {
  auto const& envelope = facts.envelope;
  return envelope.level <= viewer.highest_level && envelope.state != auth::State::withdrawn &&
         (!envelope.expires_on || *envelope.expires_on > viewer.now);
}

}  // namespace

Delivery decide_delivery(auth::Viewer const& viewer, Event const& event) {
  if (event.circle == kReadersWhereItWas && viewer.is_guest()) return Delivery::silence;
  if (event.unpublished && !decide(viewer, *event.unpublished, event.topic, scope_of(event.thread))) {
    return Delivery::silence;
  }
  bool const reads = decide(viewer, event.now, event.topic, scope_of(event.thread));
  if (event.change == EventChange::created) return reads ? Delivery::created : Delivery::silence;
  if (!event.before) return reads ? Delivery::changed : Delivery::silence;
  bool const did_read = decide(viewer, *event.before, event.topic_before, scope_of(event.thread));
  if (reads) return did_read ? Delivery::changed : Delivery::created;
  return did_read ? Delivery::gone : Delivery::silence;
}

bool is_reminded_of_check(auth::Viewer const& viewer, Event const& event) {
  constexpr std::size_t kThread = 1;
  constexpr std::size_t kPost = 2;
  if (!has(event.checkers, viewer.user.value) || event.now.size() <= kPost) return false;
  auto const& post = event.now[kPost];
  bool const is_denied =
      !post.denied || has(*post.denied, viewer.organisation.value) || has(*post.denied, viewer.bureau.value);
  return !is_denied && may_check(viewer, event.now[kThread]) && may_check(viewer, post) &&
         auth::judge(viewer, auth::Action::check_release, {}) == auth::Verdict::allowed;
}

}  // namespace forum
