#include "forum/release.hpp"

#include <algorithm>

#include "auth/acting_role.hpp"
#include "auth/release_policy.hpp"
#include "base/text.hpp"
#include "forum/acts.hpp"
#include "forum/disclosures.hpp"
#include "forum/pending_revisions.hpp"
#include "forum/post_rows.hpp"
#include "forum/post_store.hpp"
#include "forum/quotes.hpp"
#include "forum/release_store.hpp"
#include "forum/tallies.hpp"
#include "forum/withdrawal.hpp"

namespace forum {
namespace {

using auth::State;
using base::ErrorCode;

EventPlace event_place(PostPlace const& post) {
  return {post.is_first ? EventObject::thread : EventObject::post, post.thread.topic.id, post.thread.id,
          post.id};
}

// What is decided about: the post, or a change of it.
struct Waiting {
  PostPlace place;
  std::optional<PendingText> revision;
  Hands hands;
  bool needs_coordinator = true;

  int version() const { return revision ? revision->version : place.version; }
};

Waiting waiting_at(storage::ReadTx& tx, PostPlace place, Submission const& submission) {
  auto revision = find_pending_text(tx, place.id);
  return {std::move(place), std::move(revision), submission.hands, submission.needs_coordinator};
}

base::Result<void> check_text(Waiting const& waiting, Release const& release) {
  if (auto const unfit = base::unfit_for_body(release.reason)) return base::invalid_field("/reason", *unfit);
  if (base::trimmed(release.reason).empty()) return base::invalid_field("/reason", base::FieldCode::empty);
  if (release.version && *release.version != waiting.version()) return ErrorCode::version_conflict;
  return {};
}

base::Result<void> check_quotes_of(storage::ReadTx& tx, auth::Viewer const& viewer, Waiting const& waiting) {
  auto const& place = waiting.place;
  if (!waiting.revision) return check_quotes_of_release(tx, viewer, place);
  return check_quotes_of_release(tx, viewer, place, waiting.revision->html,
                                 select_text(tx, place.id, place.version).value());
}

// Whoever releases, returns or takes back acts by the first; who checks, by the second.
std::optional<auth::Role> releasing(auth::Viewer const& viewer, PostPlace const& place) {
  return auth::acting_role(viewer, auth::Action::release, target_of(place));
}
std::optional<auth::Role> checking(auth::Viewer const& viewer) {
  return auth::acting_role(viewer, auth::Action::check_release, {});
}

// Where all that stands in his way is that he has written it himself.
bool releases_but_his_own(auth::Viewer const& viewer, PostPlace const& place) {
  auto of_another = target_of(place);
  of_another.author.reset();
  return place.author == viewer.user &&
         judge(viewer, auth::Action::release, of_another) == auth::Verdict::allowed;
}

// A post whose release, or that of a change of it, is the coordinators' turn and permitted to the viewer.
base::Result<Waiting> find_for_coordinator(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& post) {
  auto place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const submission = find_submission(tx, place->id);
  if (!submission || submission->stage != Stage::coordinator) return ErrorCode::not_permitted;
  if (releases_but_his_own(viewer, *place)) return ErrorCode::second_person_required;
  if (auto const verdict = require(viewer, auth::Action::release, target_of(*place)); !verdict) {
    return verdict.error();
  }
  return waiting_at(tx, *std::move(place), *submission);
}

void let_go(storage::WriteTx& tx, auth::Viewer const& viewer, Waiting const& waiting, std::string_view reason,
            Limits const& limits) {
  auto const& place = waiting.place;
  if (waiting.revision) return release_revision(tx, viewer, place, *waiting.revision, reason, limits);
  insert_release(tx, viewer, place, reason);
  put_in_state(tx, place, State::published);
  settle_submission(tx, place.id, viewer.now);
  auto const event = publish(tx, event_place(place), place.id, place.author, viewer);
  record_disclosure(tx, place.id, DisclosureKind::published, viewer.now);
  tell_author(tx, event, place.id, Notice::released);
  recount_posts(tx, place.thread.id);
}

// Compliance reads nothing but the text itself, so the question is put as its author reads; how it is
// answered is for his coordinators alone.
bool quotes_go_further(storage::ReadTx& tx, Waiting const& waiting, base::Timestamp now) {
  auto const author = auth::load_viewer(tx, waiting.hands.editor, now);
  return author && !check_quotes_of(tx, *author, waiting);
}

// Whose turn it is now, told to all who may read the post; the notices that there were are settled.
EventId move_on(storage::WriteTx& tx, auth::Viewer const& viewer, Waiting const& waiting) {
  auto const& place = waiting.place;
  drop_release_notices(tx, place.id);
  if (waiting.revision) return insert_inner_event(tx, event_place(place), viewer);
  return insert_changed_event(tx, event_place(place), viewer, {});
}

std::optional<std::chrono::milliseconds> left_to_undo(ReleaseRecord const& record, auth::Viewer const& viewer,
                                                      Limits const& limits) {
  auto const left = record.at + limits.release_undo - viewer.now;
  if (record.officer != viewer.user || left.count() <= 0) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::milliseconds>(left);
}

}  // namespace

base::Result<Post> release_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                Release const& release, Moment const& moment) {
  auto const waiting = find_for_coordinator(tx, viewer, post);
  if (!waiting) return waiting.error();
  auto const& place = waiting->place;
  if (waiting->hands.has(viewer.user)) {
    return base::Error(ErrorCode::second_person_required, "who wrote or checked it does not release it");
  }
  if (auto const fits = check_text(*waiting, release); !fits) return fits.error();
  if (!waiting->revision && !answers_published_post(tx, place.id)) return ErrorCode::parent_not_published;
  if (auto const quotes = check_quotes_of(tx, viewer, *waiting); !quotes) return quotes.error();
  auto const reason = base::trimmed(release.reason);
  let_go(tx, viewer, *waiting, reason, moment.limits);
  log_act(tx, viewer, releasing(viewer, place), auth::AuditEvent::post_released, waiting->place, reason);
  return load_post(tx, viewer, post);
}

base::Result<void> check_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                              Release const& release, Moment const& moment) {
  auto const place = find_place_in_check(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const submission = find_submission(tx, place->id);
  if (!submission) return ErrorCode::not_found;
  auto const waiting = waiting_at(tx, *place, *submission);
  if (auto const fits = check_text(waiting, release); !fits) return fits.error();
  // The level may have been raised, the bureau have asked for more, or what it quotes been narrowed, since it
  // was submitted.
  bool const needs_coordinator =
      waiting.needs_coordinator ||
      std::max(place->marking.level, place->thread.marking.level) >= auth::Level::restricted ||
      auth::releases_everything(tx, place->source) || quotes_go_further(tx, waiting, viewer.now);
  if (!needs_coordinator && !waiting.revision && !answers_published_post(tx, place->id))
    return ErrorCode::parent_not_published;
  auto const reason = base::trimmed(release.reason);
  keep_check(tx, place->id, viewer);
  log_act(tx, viewer, checking(viewer), auth::AuditEvent::release_checked, waiting.place, reason);
  if (!needs_coordinator) {
    let_go(tx, viewer, waiting, reason, moment.limits);
    log_act(tx, viewer, checking(viewer), auth::AuditEvent::post_released, waiting.place, reason);
    return {};
  }
  require_coordinator(tx, place->id);
  tell_coordinators(tx, move_on(tx, viewer, waiting), place->id, Notice::submitted, viewer.now);
  return {};
}

base::Result<void> return_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                               Release const& release, Moment const&) {
  base::Result<Waiting> waiting = ErrorCode::not_found;
  std::optional<auth::Role> role;
  if (auto in_check = find_place_in_check(tx, viewer, post)) {
    if (auto const submission = find_submission(tx, in_check->id))
      waiting = waiting_at(tx, *std::move(in_check), *submission);
    role = checking(viewer);
  } else {
    waiting = find_for_coordinator(tx, viewer, post);
    if (waiting) role = releasing(viewer, waiting->place);
  }
  if (!waiting) return waiting.error();
  if (auto const fits = check_text(*waiting, release); !fits) return fits.error();
  auto const& place = waiting->place;
  auto const reason = base::trimmed(release.reason);
  keep_return(tx, place.id, viewer, reason, waiting->version());
  auto const event = move_on(tx, viewer, *waiting);
  tell_own_officer(tx, event, place.id, waiting->revision ? waiting->revision->writer : place.author,
                   Notice::returned);
  log_act(tx, viewer, role, auth::AuditEvent::post_returned, waiting->place, reason);
  return {};
}

base::Result<Post> submit_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                               std::optional<int> version, Moment const&) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const submission = find_submission(tx, place->id);
  if (!submission || submission->stage != Stage::returned) return ErrorCode::not_permitted;
  auto const waiting = waiting_at(tx, *place, *submission);
  if (!may_submit_again(viewer, target_of(*place),
                        waiting.revision ? waiting.revision->writer : place->author))
    return ErrorCode::not_permitted;
  if (version && *version != waiting.version()) return ErrorCode::version_conflict;
  if (waiting.revision) {
    submit_revision_again(tx, viewer, as_submitted(*place, waiting.revision->writer));
  } else {
    submit_again(tx, viewer, event_place(*place));
  }
  auto const level = std::max(place->marking.level, place->thread.marking.level);
  log_act(tx, viewer, auth::acting_role(viewer, posting_at(level), target_of(*place)),
          auth::AuditEvent::post_submitted, waiting.place);
  return load_post(tx, viewer, post);
}

base::Result<Post> undo_release(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                Moment const& moment) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const record = find_release(tx, place->id);
  bool const is_out = place->state == State::published || place->state == State::hidden;
  if (!is_out || !record || !left_to_undo(*record, viewer, moment.limits)) return ErrorCode::not_permitted;
  if (auto const verdict = require(viewer, auth::Action::release, target_of(*place)); !verdict) {
    return verdict.error();
  }
  if (auto const revision = find_released_revision(tx, place->id);
      revision && revision->version == record->version) {
    if (auto const undone = undo_revision(tx, viewer, *place, *revision); !undone) return undone.error();
    mark_undone(tx, place->id, *record, viewer.now);
    log_act(tx, viewer, releasing(viewer, *place), auth::AuditEvent::release_undone, *place);
    return load_post(tx, viewer, post);
  }
  if (place->state != State::published) return ErrorCode::not_permitted;
  if (find_pending_text(tx, place->id)) {
    return base::Error(ErrorCode::version_conflict, "a change of it awaits release");
  }
  // Answers that the viewer may not read do not keep it: a refusal would tell that they exist.
  if (has_answers(tx, viewer, *place)) {
    return base::Error(ErrorCode::version_conflict, "somebody has answered meanwhile");
  }
  mark_undone(tx, place->id, *record, viewer.now);
  put_in_state(tx, *place, State::awaiting_release);
  reopen_submission(tx, place->id, record->version);
  unpublish(tx, event_place(*place));
  recount_posts(tx, place->thread.id);
  drop_notices(tx, place->id);
  insert_changed_event(
      tx, event_place(*place), viewer,
      {.topic = std::nullopt, .audience = std::nullopt, .level = std::nullopt, .state = State::published});
  log_act(tx, viewer, releasing(viewer, *place), auth::AuditEvent::release_undone, *place);
  return load_post(tx, viewer, post);
}

base::Result<ReleaseState> load_release_state(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& post, Limits const& limits) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  ReleaseState state;
  state.origin = origin_of(tx, *place);
  if (place->state == State::awaiting_release) state.submission = find_submission(tx, place->id);
  if (place->state == State::published || place->state == State::hidden) {
    auto const record = find_release(tx, place->id);
    auto const left = record ? left_to_undo(*record, viewer, limits) : std::nullopt;
    if (left) state.undo_seconds = static_cast<int>(left->count() / 1000);
  }
  return state;
}

}  // namespace forum
