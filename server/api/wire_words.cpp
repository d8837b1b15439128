#include "server/api/wire_words.hpp"

namespace server::api {

std::string_view to_string(forum::TopicAction action) {
  switch (action) {
    case forum::TopicAction::post:
      return "post";
    case forum::TopicAction::announce:
      return "announce";
    case forum::TopicAction::subscribe:
      return "subscribe";
    case forum::TopicAction::subscribe_bureau:
      return "subscribe_bureau";
    case forum::TopicAction::read_moderation:
      return "read_moderation";
  }
  return "";
}

std::string_view to_string(forum::ThreadAction action) {
  switch (action) {
    case forum::ThreadAction::reply:
      return "reply";
    case forum::ThreadAction::edit_title:
      return "edit_title";
    case forum::ThreadAction::lock:
      return "lock";
    case forum::ThreadAction::pin:
      return "pin";
    case forum::ThreadAction::move:
      return "move";
    case forum::ThreadAction::narrow:
      return "narrow";
    case forum::ThreadAction::subscribe:
      return "subscribe";
    case forum::ThreadAction::invite_guest:
      return "invite_guest";
    case forum::ThreadAction::request_widening:
      return "request_widening";
    case forum::ThreadAction::subscribe_bureau:
      return "subscribe_bureau";
    case forum::ThreadAction::accept_answer:
      return "accept_answer";
    case forum::ThreadAction::read_moderation:
      return "read_moderation";
  }
  return "";
}

std::string_view to_string(forum::PostAction action) {
  switch (action) {
    case forum::PostAction::reply:
      return "reply";
    case forum::PostAction::edit:
      return "edit";
    case forum::PostAction::narrow:
      return "narrow";
    case forum::PostAction::withdraw:
      return "withdraw";
    case forum::PostAction::recall:
      return "recall";
    case forum::PostAction::release:
      return "release";
    case forum::PostAction::return_:
      return "return";
    case forum::PostAction::submit:
      return "submit";
    case forum::PostAction::hide:
      return "hide";
    case forum::PostAction::unhide:
      return "unhide";
    case forum::PostAction::request_widening:
      return "request_widening";
    case forum::PostAction::read_disclosures:
      return "read_disclosures";
    case forum::PostAction::react:
      return "react";
    case forum::PostAction::note_author:
      return "note_author";
    case forum::PostAction::ask_seal:
      return "ask_seal";
    case forum::PostAction::take_back_seal:
      return "take_back_seal";
    case forum::PostAction::sign_seal:
      return "sign_seal";
    case forum::PostAction::withdraw_seal:
      return "withdraw_seal";
  }
  return "";
}

std::string_view to_string(forum::Stage stage) {
  switch (stage) {
    case forum::Stage::none:
      return "none";
    case forum::Stage::compliance:
      return "compliance";
    case forum::Stage::coordinator:
      return "coordinator";
    case forum::Stage::returned:
      return "returned";
    case forum::Stage::frozen:
      return "frozen";
  }
  return "";
}

std::string_view to_string(forum::NotificationType type) {
  switch (type) {
    case forum::NotificationType::thread_created:
      return "thread.created";
    case forum::NotificationType::post_created:
      return "post.created";
    case forum::NotificationType::submitted:
      return "post.submitted";
    case forum::NotificationType::due:
      return "post.release_due";
    case forum::NotificationType::check_due:
      return "post.check_due";
    case forum::NotificationType::released:
      return "post.released";
    case forum::NotificationType::returned:
      return "post.returned";
    case forum::NotificationType::hidden:
      return "post.hidden";
    case forum::NotificationType::shown:
      return "post.shown";
    case forum::NotificationType::mentioned:
      return "post.mentioned";
    case forum::NotificationType::found:
      return "post.found";
    case forum::NotificationType::closed:
      return "thread.closed";
    case forum::NotificationType::reopened:
      return "thread.reopened";
    case forum::NotificationType::merged:
      return "thread.merged";
    case forum::NotificationType::separated:
      return "thread.separated";
    case forum::NotificationType::took_in:
      return "thread.took_in";
    case forum::NotificationType::gave_back:
      return "thread.gave_back";
    case forum::NotificationType::appeal_granted:
      return "post.appeal_granted";
    case forum::NotificationType::appeal_refused:
      return "post.appeal_refused";
    case forum::NotificationType::act_appeal_granted:
      return "thread.appeal_granted";
    case forum::NotificationType::act_appeal_refused:
      return "thread.appeal_refused";
    case forum::NotificationType::locked:
      return "thread.locked";
    case forum::NotificationType::unlocked:
      return "thread.unlocked";
    case forum::NotificationType::pinned:
      return "thread.pinned";
    case forum::NotificationType::unpinned:
      return "thread.unpinned";
    case forum::NotificationType::moved:
      return "thread.moved";
    case forum::NotificationType::edited:
      return "thread.edited";
    case forum::NotificationType::slowed:
      return "thread.slowed";
    case forum::NotificationType::unslowed:
      return "thread.unslowed";
    case forum::NotificationType::split:
      return "branch.split";
    case forum::NotificationType::rejoined:
      return "branch.rejoined";
    case forum::NotificationType::seal_asked:
      return "post.seal_asked";
    case forum::NotificationType::seal_signed:
      return "post.seal_signed";
    case forum::NotificationType::seal_refused:
      return "post.seal_refused";
    case forum::NotificationType::seal_withdrawn:
      return "post.seal_withdrawn";
    case forum::NotificationType::proposal_approved:
      return "proposal.approved";
    case forum::NotificationType::proposal_refused:
      return "proposal.refused";
    case forum::NotificationType::warned:
      return "post.warned";
    case forum::NotificationType::warning_lifted:
      return "warning.lifted";
    case forum::NotificationType::warning_upheld:
      return "warning.upheld";
    case forum::NotificationType::own_warning_lifted:
      return "own_warning.lifted";
    case forum::NotificationType::own_warning_upheld:
      return "own_warning.upheld";
    case forum::NotificationType::own_act_undone:
      return "own_act.undone";
    case forum::NotificationType::own_act_upheld:
      return "own_act.upheld";
    case forum::NotificationType::widening_granted:
      return "widening.granted";
    case forum::NotificationType::widening_refused:
      return "widening.refused";
  }
  return "";
}

}  // namespace server::api
