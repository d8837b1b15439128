#include "forum/seals.hpp"

#include <limits>

#include "auth/acting_role.hpp"
#include "forum/acts.hpp"
#include "forum/cursors.hpp"
#include "forum/publishing.hpp"
#include "forum/seal_rows.hpp"
#include "forum/submissions.hpp"
#include "forum/told.hpp"

namespace forum {
namespace {

using auth::Action;
using auth::AuditEvent;
using base::ErrorCode;

bool judged(auth::Viewer const& viewer, Action action, auth::Target const& target) {
  return judge(viewer, action, target) == auth::Verdict::allowed;
}

bool may_take_back(auth::Viewer const& viewer, auth::Target const& target, auth::UserId asked_by) {
  return asked_by == viewer.user ||
         (target.author == viewer.user && judged(viewer, Action::ask_seal, target));
}

// Whose hand is not in it already.
bool is_second_person(auth::Viewer const& viewer, auth::Target const& target, auth::UserId asked_by,
                      auth::UserId editor) {
  return asked_by != viewer.user && editor != viewer.user && target.author != viewer.user;
}

bool is_current(std::optional<Seal> const& seal) {
  return seal && seal->covers_text;
}

base::Result<void> check_sealable(PostPlace const& post) {
  if (post.is_first || post.state != auth::State::published) return ErrorCode::state_conflict;
  if (post.marking.attribution == auth::Attribution::chatham) {
    return base::Error(ErrorCode::state_conflict,
                       "a seal names the country, which the Chatham attribution of this post withholds");
  }
  return {};
}

EventPlace event_place(PostPlace const& post) {
  return {EventObject::post, post.thread.topic.id, post.thread.id, post.id};
}

void log(storage::WriteTx& tx, auth::Viewer const& viewer, Action by, AuditEvent event, PostPlace const& post,
         std::string_view reason = {}) {
  log_act(tx, viewer, auth::acting_role(viewer, by, target_of(post)), event, post, reason);
}

// To the author and to who had asked, but for who acts himself.
void tell_the_two(storage::WriteTx& tx, auth::Viewer const& viewer, EventId event, PostPlace const& post,
                  std::optional<auth::UserId> asker, Notice notice) {
  drop_seal_notices(tx, post.id);
  tell_of_seal(tx, event, post.id, post.author, notice);
  if (asker) tell_of_seal(tx, event, post.id, *asker, notice);
  spare_notice(tx, event, viewer.user);
}

void tell_of_asking(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& post) {
  auto const event = insert_inner_event(tx, event_place(post), viewer);
  drop_seal_notices(tx, post.id);
  tell_coordinators(tx, event, post.id, Notice::seal_asked, viewer.now);
  tell_of_seal(tx, event, post.id, post.author, Notice::seal_asked);
  spare_notice(tx, event, viewer.user);
}

bool signs(auth::Viewer const& viewer) {
  auth::Target own;
  own.source = viewer.coordinated;
  return viewer.coordinated && judged(viewer, Action::sign_seal, own);
}

}  // namespace

bool knows_of_asking(auth::Viewer const& viewer, auth::Target const& target) {
  return judged(viewer, Action::ask_seal, target) || judged(viewer, Action::sign_seal, target);
}

std::vector<PostAction> seal_actions(auth::Viewer const& viewer, auth::Target const& target,
                                     Sealable const& post) {
  std::vector<PostAction> may;
  bool const stands = post.is_answer && post.state == auth::State::published &&
                      post.attribution != auth::Attribution::chatham;
  if (stands && !post.asked_by && !is_current(post.seal) && judged(viewer, Action::ask_seal, target))
    may.push_back(PostAction::ask_seal);
  if (post.asked_by && knows_of_asking(viewer, target) && may_take_back(viewer, target, *post.asked_by))
    may.push_back(PostAction::take_back_seal);
  if (stands && post.asked_by && judged(viewer, Action::sign_seal, target) &&
      is_second_person(viewer, target, *post.asked_by, post.editor))
    may.push_back(PostAction::sign_seal);
  if (post.seal && judged(viewer, Action::sign_seal, target)) may.push_back(PostAction::withdraw_seal);
  return may;
}

base::Result<Post> ask_seal(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                            int version) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  if (!judged(viewer, Action::ask_seal, target_of(*place))) return ErrorCode::not_permitted;
  if (auto const may = check_sealable(*place); !may) return may.error();
  auto const mark = find_seal(tx, place->id).mark;
  if (mark.asked_by || is_current(mark.seal)) return ErrorCode::state_conflict;
  if (version != place->version) return ErrorCode::version_conflict;
  insert_seal_request(tx, viewer, *place);
  tell_of_asking(tx, viewer, *place);
  log(tx, viewer, Action::ask_seal, AuditEvent::seal_asked, *place);
  return load_post(tx, viewer, post);
}

base::Result<Post> take_back_seal_request(storage::WriteTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& post) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const target = target_of(*place);
  if (!knows_of_asking(viewer, target)) return ErrorCode::not_permitted;
  auto const asked_by = find_seal(tx, place->id).mark.asked_by;
  if (!asked_by) return ErrorCode::state_conflict;
  if (!may_take_back(viewer, target, *asked_by)) return ErrorCode::not_permitted;
  delete_seal_request(tx, place->id);
  drop_seal_notices(tx, place->id);
  insert_inner_event(tx, event_place(*place), viewer);
  log(tx, viewer, Action::ask_seal, AuditEvent::seal_taken_back, *place);
  return load_post(tx, viewer, post);
}

base::Result<Post> decide_seal(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                               SealDecision const& decision) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const target = target_of(*place);
  if (!judged(viewer, Action::sign_seal, target)) return ErrorCode::not_permitted;
  if (auto const may = check_sealable(*place); !may) return may.error();
  auto const [mark, editor] = find_seal(tx, place->id);
  if (!mark.asked_by) return ErrorCode::state_conflict;
  if (!is_second_person(viewer, target, *mark.asked_by, editor)) return ErrorCode::second_person_required;
  if (decision.version != place->version) return ErrorCode::version_conflict;
  if (decision.decision == auth::Decision::refuse) {
    update_refused(tx, viewer, place->id, decision.reason);
    auto const event = insert_inner_event(tx, event_place(*place), viewer);
    tell_the_two(tx, viewer, event, *place, mark.asked_by, Notice::seal_refused);
    log(tx, viewer, Action::sign_seal, AuditEvent::seal_refused, *place, decision.reason);
    return load_post(tx, viewer, post);
  }
  update_signed(tx, viewer, *place);
  auto const event = insert_changed_event(tx, event_place(*place), viewer, {});
  tell_the_two(tx, viewer, event, *place, mark.asked_by, Notice::seal_signed);
  log(tx, viewer, Action::sign_seal, AuditEvent::seal_signed, *place);
  return load_post(tx, viewer, post);
}

base::Result<Post> withdraw_seal(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                 SealWithdrawal const& withdrawal) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  if (!judged(viewer, Action::sign_seal, target_of(*place))) return ErrorCode::not_permitted;
  if (!find_seal(tx, place->id).mark.seal) return ErrorCode::state_conflict;
  if (withdrawal.version != place->version) return ErrorCode::version_conflict;
  auto const asker = find_seal_asker(tx, place->id);
  update_withdrawn(tx, viewer, place->id, withdrawal.reason);
  auto const event = insert_changed_event(tx, event_place(*place), viewer, {});
  tell_the_two(tx, viewer, event, *place, asker, Notice::seal_withdrawn);
  log(tx, viewer, Action::sign_seal, AuditEvent::seal_withdrawn, *place, withdrawal.reason);
  return load_post(tx, viewer, post);
}

base::Result<SealHistory> load_seals(storage::ReadTx& tx, auth::Viewer const& viewer,
                                     base::PublicId const& post, PageRequest const& page) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const before = parse_newest_key(page);
  if (!before) return before.error();
  SealHistory history{origin_of(tx, *place), {}};
  if (!tells_source(viewer, place->source, place->marking.attribution)) return history;
  bool const knows_all = knows_of_asking(viewer, target_of(*place));
  bool const names_people = tells_author(viewer, place->source, place->marking.attribution);
  auto& items = history.page.items;
  items = select_seals(tx, {place->id, *before, !knows_all}, page.limit + 1);
  if (items.size() > static_cast<std::size_t>(page.limit)) {
    items.pop_back();
    append_number(history.page.next.emplace(), items.back().key);
  }
  for (auto& record : items) {
    if (!knows_all) {
      record.asked_by.reset();
      record.asked_at.reset();
    }
    if (names_people) continue;
    record.asked_by.reset();
    record.decided_by.reset();
    record.withdrawn_by.reset();
  }
  return history;
}

base::Result<Page<SealRequest>> load_seal_requests(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                   PageRequest const& page) {
  if (!signs(viewer)) return ErrorCode::not_permitted;
  std::int64_t after = 0;
  if (page.after && !page.after->empty()) {
    std::string_view rest = *page.after;
    auto const key = take_number(rest);
    if (!key || !rest.empty()) return unfit_cursor();
    after = *key;
  }
  Page<SealRequest> found;
  found.items = select_seal_requests(tx, viewer, after, page.limit + 1);
  // Fewer than were asked for are all, or as much as one answer holds.
  bool const is_full = std::ssize(found.items) > page.limit;
  if (is_full) found.items.pop_back();
  std::size_t bytes = 0;
  for (auto const& item : found.items) bytes += item.post.body.size() + item.post.html.text.size();
  if (is_full || bytes >= kPageBytes) append_number(found.next.emplace(), found.items.back().key);
  return found;
}

std::optional<int> count_seal_requests(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       Limits const& limits) {
  if (!signs(viewer)) return std::nullopt;
  return count_open_seal_requests(tx, viewer, limits.unread_shown);
}

}  // namespace forum
