#include "forum/closings.hpp"

#include "forum/closing_rows.hpp"
#include "forum/mergers.hpp"
#include "forum/second_moderators.hpp"
#include "forum/thread_lock.hpp"

namespace forum {

using base::ErrorCode;

bool may_close(auth::Viewer const& viewer, ThreadPlace const& thread) {
  return judge(viewer, auth::Action::lock, target_of(thread)) == auth::Verdict::allowed &&
         judge(viewer, posting_at(thread.marking.level), target_in(thread)) == auth::Verdict::allowed;
}

base::Result<void> close_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                base::PublicId const& thread, OrderAct const& act, std::string_view summary) {
  auto const first = find_first_post_place(tx, viewer, thread);
  if (!first) return ErrorCode::not_found;
  auto const& place = first->thread;
  if (!may_close(viewer, place)) return ErrorCode::not_permitted;
  if (place.state != auth::State::published || find_closing(tx, place.id) || is_merged(tx, place.id))
    return ErrorCode::state_conflict;
  if (!act.approved_by && needs_second(tx, viewer, place, OrderStep::close))
    return ErrorCode::second_person_required;
  if (act.version != place.version) return ErrorCode::version_conflict;
  insert_closing(tx, place.id, viewer, summary);
  lock_for(
      tx, viewer, *first, Lock::locked,
      {auth::Action::lock, Notice::closed, auth::AuditEvent::thread_locked, act.reason, act.approved_by});
  return {};
}

base::Result<void> reopen_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& thread, OrderAct const& act) {
  auto const first = find_first_post_place(tx, viewer, thread);
  if (!first) return ErrorCode::not_found;
  auto const& place = first->thread;
  if (!may_close(viewer, place)) return ErrorCode::not_permitted;
  if (!find_closing(tx, place.id) || is_merged(tx, place.id)) return ErrorCode::state_conflict;
  if (!act.approved_by && needs_second(tx, viewer, place, OrderStep::reopen))
    return ErrorCode::second_person_required;
  if (act.version != place.version) return ErrorCode::version_conflict;
  delete_closing(tx, place.id);
  lock_for(
      tx, viewer, *first, Lock::open,
      {auth::Action::lock, Notice::reopened, auth::AuditEvent::thread_unlocked, act.reason, act.approved_by});
  return {};
}

}  // namespace forum
