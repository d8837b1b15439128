#include "forum/second_moderators.hpp"

#include <algorithm>

#include "auth/conflicts.hpp"
#include "auth/named.hpp"
#include "forum/parties.hpp"

namespace forum {
namespace {

using auth::Action;
using auth::Named;

constexpr auto kSteps = std::to_array<Named<OrderStep>>({
    {OrderStep::lock, "lock"},
    {OrderStep::unlock, "unlock"},
    {OrderStep::pin, "pin"},
    {OrderStep::unpin, "unpin"},
    {OrderStep::move, "move"},
    {OrderStep::close, "close"},
    {OrderStep::reopen, "reopen"},
    {OrderStep::merge, "merge"},
    {OrderStep::separate, "separate"},
    {OrderStep::slow, "slow"},
    {OrderStep::relabel, "relabel"},
    {OrderStep::answer_flags, "answer_flags"},
});

}  // namespace

std::string_view to_string(OrderStep step) {
  return auth::name_of(kSteps, step);
}
std::optional<OrderStep> parse_order_step(std::string_view name) {
  return auth::value_of(kSteps, name);
}

Action right_to(OrderStep step) {
  switch (step) {
    case OrderStep::pin:
    case OrderStep::unpin:
      return Action::pin;
    case OrderStep::move:
    case OrderStep::merge:
    case OrderStep::separate:
      return Action::move;
    case OrderStep::answer_flags:
      return Action::review_flags;
    default:
      return Action::lock;
  }
}

bool has_conflict(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread) {
  return auth::has_conflict(viewer, parties_of(tx, viewer, thread));
}

bool needs_second(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread,
                  OrderStep step) {
  if (step == OrderStep::relabel && thread.author == viewer.user) return false;
  return step == OrderStep::merge || has_conflict(tx, viewer, thread);
}

bool takes_readers_away(storage::ReadTx& tx, ThreadPlace const& thread, TopicPlace const& topic) {
  if (topic.level > std::max(thread.topic.level, thread.marking.level)) return true;
  // Whoever reads the thread where it is goes on reading it as far as he reads the topic
  // (audience_after_move()).
  auto before = auth::members_of_all(tx, {thread.topic.audience, thread.audience});
  if (auto const unit = thread.topic.unit(); unit && *unit != thread.source) std::erase(before, *unit);
  return !std::ranges::includes(auth::members_of_all(tx, {topic.audience}), before);
}

bool relabels_with_a_second(auth::Viewer const& viewer, ThreadPlace const& thread) {
  return thread.author != viewer.user && may_edit_title(viewer, thread);
}

}  // namespace forum
