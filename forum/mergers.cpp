#include "forum/mergers.hpp"

#include "auth/organisations.hpp"
#include "forum/act_appeals.hpp"
#include "forum/merger_rows.hpp"
#include "forum/thread_lock.hpp"

namespace forum {
namespace {

using base::ErrorCode;

bool may_merge(auth::Viewer const& viewer, ThreadPlace const& thread) {
  return judge(viewer, auth::Action::move, target_of(thread)) == auth::Verdict::allowed;
}

// Whoever began the thread that another leads to, where he reads both: the notice is about the other.
void tell_other_author(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& first,
                       EventId event, Notice notice) {
  auto const into = find_merger(tx, first.thread.id);
  if (!into || into->author == viewer.user) return;
  auto const author = auth::load_viewer(tx, into->author, viewer.now);
  if (author && find_thread_place(tx, *author, first.thread.public_id) &&
      find_thread_place(tx, *author, into->thread)) {
    tell_officer(tx, event, first.id, author->user, notice);
  }
}

std::vector<OrderRight> rights(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& place,
                               bool is_closed) {
  std::vector<OrderRight> may;
  bool const merged = is_merged(tx, place.id);
  bool const stands = place.state == auth::State::published && !merged;
  if (stands && may_close(viewer, place)) may.push_back(is_closed ? OrderRight::reopen : OrderRight::close);
  if (stands && may_merge(viewer, place)) may.push_back(OrderRight::merge);
  if (merged && may_merge(viewer, place)) may.push_back(OrderRight::separate);
  if (stands && judge(viewer, auth::Action::lock, target_of(place)) == auth::Verdict::allowed)
    may.push_back(OrderRight::slow);
  if (stands && may_split(viewer, place) && !has_conflict(tx, viewer, place))
    may.push_back(OrderRight::split);
  if (may_rejoin(tx, viewer, place)) may.push_back(OrderRight::rejoin);
  return may;
}

// For who keeps order there.
void add_seconds(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& place,
                 ThreadOrder& order) {
  bool const in_conflict = has_conflict(tx, viewer, place);
  for (int step = 1; step <= static_cast<int>(OrderStep::slow); ++step) {
    if (in_conflict || step == static_cast<int>(OrderStep::merge))
      order.needs_second.push_back(static_cast<OrderStep>(step));
  }
  if (in_conflict && relabels_with_a_second(viewer, place)) order.needs_second.push_back(OrderStep::relabel);
  order.has_second = has_second_moderator(tx, viewer, place.topic);
}

}  // namespace

base::Result<void> merge_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                base::PublicId const& thread, OrderAct const& act,
                                base::PublicId const& into) {
  auto const first = find_first_post_place(tx, viewer, thread);
  auto const target = find_thread_place(tx, viewer, into);
  if (!first || !target) return ErrorCode::not_found;
  auto const& place = first->thread;
  if (!may_merge(viewer, place) || !may_merge(viewer, *target)) return ErrorCode::not_permitted;
  if (place.id == target->id) return base::invalid_field("/into", base::FieldCode::contradicts);
  // What others were merged into may go on; in a circle nothing leads, since its last step would be merged.
  if (place.state != auth::State::published || target->state != auth::State::published ||
      is_merged(tx, place.id) || is_merged(tx, target->id)) {
    return ErrorCode::state_conflict;
  }
  if (!act.approved_by) return ErrorCode::second_person_required;
  if (act.version != place.version) return ErrorCode::version_conflict;
  insert_merger(tx, viewer, place, target->id);
  auto const event = lock_for(
      tx, viewer, *first, Lock::locked,
      {auth::Action::move, Notice::merged, auth::AuditEvent::threads_merged, act.reason, act.approved_by});
  tell_other_author(tx, viewer, *first, event, Notice::took_in);
  return {};
}

base::Result<void> separate_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                   base::PublicId const& thread, OrderAct const& act) {
  auto const first = find_first_post_place(tx, viewer, thread);
  if (!first) return ErrorCode::not_found;
  auto const& place = first->thread;
  if (!may_merge(viewer, place)) return ErrorCode::not_permitted;
  if (!is_merged(tx, place.id)) return ErrorCode::state_conflict;
  if (!act.approved_by && needs_second(tx, viewer, place, OrderStep::separate))
    return ErrorCode::second_person_required;
  if (act.version != place.version) return ErrorCode::version_conflict;
  bool const was_locked = was_locked_before_merger(tx, place.id);
  auto const event = lock_for(
      tx, viewer, *first, was_locked ? Lock::locked : Lock::open,
      {auth::Action::move, Notice::separated, auth::AuditEvent::thread_split, act.reason, act.approved_by});
  tell_other_author(tx, viewer, *first, event, Notice::gave_back);
  delete_merger(tx, place.id);
  return {};
}

base::Result<ThreadOrder> load_thread_order(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& thread) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return ErrorCode::not_found;
  auto closing = find_closing(tx, place->id);
  auto may = rights(tx, viewer, *place, closing.has_value());
  ThreadOrder order{.origin = {place->public_id, place->marking.level, auth::public_id_of(tx, place->source)},
                    .topic = place->topic.public_id,
                    .closing = std::move(closing),
                    .into = find_merged_into(tx, viewer, place->id),
                    .merged = select_merged(tx, viewer, place->id),
                    .split_from = find_split_origin(tx, viewer, *place),
                    .split_off = select_split_off(tx, viewer, *place),
                    .slow = find_slow_mode(tx, viewer, *place),
                    .may = std::move(may),
                    .needs_second = {}};
  if (!order.may.empty()) add_seconds(tx, viewer, *place, order);
  if (order.split_from) order.split_from->has_appeals = has_split_appeals(tx, viewer, *place);
  return order;
}

}  // namespace forum
