#include "forum/accepted_answers.hpp"

#include "auth/acting_role.hpp"
#include "forum/accepted_answer_rows.hpp"
#include "forum/acts.hpp"
#include "forum/publishing.hpp"
#include "forum/second_moderators.hpp"

namespace forum {
namespace {

using auth::Action;
using auth::AuditEvent;
using auth::State;
using base::ErrorCode;

// Whoever names a thread and says of what kind it is says what answers it. No text goes out by it.
bool may_label(auth::Viewer const& viewer, ThreadPlace const& thread) {
  return judge(viewer, Action::edit_title, target_of(thread)) == auth::Verdict::allowed;
}

// Nobody keeps order alone in a dispute to which his country is a party; what he has asked himself is his.
bool waits_for_another(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread) {
  return thread.author != viewer.user && has_conflict(tx, viewer, thread);
}

bool is_open_question(ThreadPlace const& thread) {
  return thread.kind == ThreadKind::question && thread.state == State::published;
}

// Heard by the readers of that post alone.
void tell_readers(storage::WriteTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread, PostId post) {
  insert_changed_event(tx, {EventObject::post, thread.topic.id, thread.id, post}, viewer, {});
}

void log(storage::WriteTx& tx, auth::Viewer const& viewer, AuditEvent event, PostPlace const& post) {
  log_act(tx, viewer, auth::acting_role(viewer, Action::edit_title, target_of(post.thread)), event, post);
}

}  // namespace

bool may_accept(storage::ReadTx& tx, auth::Viewer const& viewer, ThreadPlace const& thread) {
  return is_open_question(thread) && may_label(viewer, thread) && !waits_for_another(tx, viewer, thread);
}

base::Result<base::PublicId> accept_answer(storage::WriteTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& post, int version) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const& thread = place->thread;
  if (!may_label(viewer, thread)) return ErrorCode::not_permitted;
  if (waits_for_another(tx, viewer, thread)) return ErrorCode::second_person_required;
  if (!is_open_question(thread) || place->is_first || place->state != State::published)
    return ErrorCode::state_conflict;
  if (version != place->version) return ErrorCode::version_conflict;
  auto const former = find_accepted(tx, thread.id);
  if (former == place->id) return thread.public_id;
  replace_accepted(tx, thread.id, place->id, viewer);
  // The former may be out of sight of whoever acts: his trail tells nothing of it, its readers hear.
  if (former) tell_readers(tx, viewer, thread, *former);
  tell_readers(tx, viewer, thread, place->id);
  log(tx, viewer, AuditEvent::answer_accepted, *place);
  return thread.public_id;
}

base::Result<base::PublicId> withdraw_acceptance(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                 base::PublicId const& post) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  if (!may_label(viewer, place->thread)) return ErrorCode::not_permitted;
  if (waits_for_another(tx, viewer, place->thread)) return ErrorCode::second_person_required;
  if (find_accepted(tx, place->thread.id) != place->id) return place->thread.public_id;
  delete_accepted(tx, place->thread.id);
  tell_readers(tx, viewer, place->thread, place->id);
  log(tx, viewer, AuditEvent::acceptance_withdrawn, *place);
  return place->thread.public_id;
}

}  // namespace forum
