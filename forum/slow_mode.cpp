#include "forum/slow_mode.hpp"

#include "forum/mergers.hpp"
#include "forum/second_moderators.hpp"
#include "forum/slow_mode_rows.hpp"
#include "forum/thread_lock.hpp"

namespace forum {
namespace {

using auth::Action;
using base::ErrorCode;

bool keeps_order(auth::Viewer const& viewer, ThreadPlace const& thread) {
  return judge(viewer, Action::lock, target_of(thread)) == auth::Verdict::allowed;
}

}  // namespace

base::Result<void> set_slow_mode(storage::WriteTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& thread, OrderAct const& act,
                                 std::chrono::seconds pause, Limits const& limits) {
  auto const first = find_first_post_place(tx, viewer, thread);
  if (!first) return ErrorCode::not_found;
  auto const& place = first->thread;
  if (!keeps_order(viewer, place)) return ErrorCode::not_permitted;
  if (pause > limits.slow_mode_longest) return base::invalid_field("/seconds", base::FieldCode::out_of_range);
  bool const ends = pause.count() == 0;
  if (place.state != auth::State::published || is_merged(tx, place.id) ||
      (ends && !select_pause(tx, place.id))) {
    return ErrorCode::state_conflict;
  }
  if (!act.approved_by && needs_second(tx, viewer, place, OrderStep::slow))
    return ErrorCode::second_person_required;
  if (act.version != place.version) return ErrorCode::version_conflict;
  if (ends) {
    delete_slow_mode(tx, place.id);
  } else {
    put_slow_mode(tx, place.id, viewer, pause);
  }
  lock_for(tx, viewer, *first, place.locked ? Lock::locked : Lock::open,
           {Action::lock, ends ? Notice::unslowed : Notice::slowed,
            ends ? auth::AuditEvent::thread_unslowed : auth::AuditEvent::thread_slowed, act.reason,
            act.approved_by});
  return {};
}

std::optional<SlowMode> find_slow_mode(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       ThreadPlace const& thread) {
  auto const pause = select_pause(tx, thread.id);
  if (!pause) return std::nullopt;
  SlowMode mode{.pause = *pause, .next_at = std::nullopt, .exempt = keeps_order(viewer, thread)};
  auto const last = mode.exempt ? std::nullopt : select_last_own(tx, viewer, thread.id);
  if (last && *last + *pause > viewer.now) mode.next_at = *last + *pause;
  return mode;
}

base::Result<void> check_slow_mode(storage::ReadTx& tx, auth::Viewer const& viewer,
                                   ThreadPlace const& thread) {
  auto const mode = find_slow_mode(tx, viewer, thread);
  if (!mode || !mode->next_at) return {};
  base::Error error = ErrorCode::slow_mode;
  error.retry_after_seconds =
      static_cast<int>(std::chrono::ceil<std::chrono::seconds>(*mode->next_at - viewer.now).count());
  return error;
}

}  // namespace forum
