#include "forum/release.hpp"

#include <algorithm>

#include "auth/acting_role.hpp"
#include "auth/release_policy.hpp"
#include "base/text.hpp"
#include "forum/acts.hpp"
#include "forum/disclosures.hpp"
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

base::Result<void> check_text(PostPlace const& place, Release const& release) {
  if (auto const unfit = base::unfit_for_body(release.reason)) return base::invalid_field("/reason", *unfit);
  if (base::trimmed(release.reason).empty()) return base::invalid_field("/reason", base::FieldCode::empty);
  if (release.version && *release.version != place.version) return ErrorCode::version_conflict;
  return {};
}

// Whoever releases, returns or takes back acts by the first; who checks, by the second.
std::optional<auth::Role> releasing(auth::Viewer const& viewer, PostPlace const& place) {
  return auth::acting_role(viewer, auth::Action::release, target_of(place));
}
std::optional<auth::Role> checking(auth::Viewer const& viewer) {
  return auth::acting_role(viewer, auth::Action::check_release, {});
}

struct Waiting {
  PostPlace place;
  Hands hands;
};

// A post whose release is the coordinators' turn and permitted to the viewer.
base::Result<Waiting> find_for_coordinator(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& post) {
  auto place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const submission = find_submission(tx, place->id);
  if (!submission || submission->stage != Stage::coordinator) return ErrorCode::not_permitted;
  if (auto const verdict = require(viewer, auth::Action::release, target_of(*place)); !verdict) {
    return verdict.error();
  }
  return Waiting{*std::move(place), submission->hands};
}

void let_go(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place) {
  put_in_state(tx, place, State::published);
  settle_submission(tx, place.id, viewer.now);
  auto const event = publish(tx, event_place(place), place.id, place.author, viewer);
  record_disclosure(tx, place.id, DisclosureKind::published, viewer.now);
  tell_author(tx, event, place.id, Notice::released);
  recount_posts(tx, place.thread.id);
}

// Compliance reads nothing but the text itself, so the question is put as its author reads; how it is
// answered is for his coordinators alone.
bool quotes_go_further(storage::ReadTx& tx, PostPlace const& place, base::Timestamp now) {
  auto const author = auth::load_viewer(tx, place.author, now);
  return author && !check_quotes_of_release(tx, *author, place);
}

// Whose turn it is now, told to all who may read the post; the notices that there were are settled.
EventId move_on(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place) {
  drop_notices(tx, place.id);
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
                                Release const& release, Moment const&) {
  auto const waiting = find_for_coordinator(tx, viewer, post);
  if (!waiting) return waiting.error();
  auto const& place = waiting->place;
  if (waiting->hands.has(viewer.user)) {
    return base::Error(ErrorCode::not_permitted, "who wrote or checked it does not release it");
  }
  if (auto const fits = check_text(place, release); !fits) return fits.error();
  if (!answers_published_post(tx, place.id)) return ErrorCode::parent_not_published;
  if (auto const quotes = check_quotes_of_release(tx, viewer, place); !quotes) return quotes.error();
  insert_release(tx, viewer, place, base::trimmed(release.reason));
  let_go(tx, viewer, place);
  log_act(tx, viewer, releasing(viewer, place), auth::AuditEvent::post_released, place,
          base::trimmed(release.reason));
  return load_post(tx, viewer, post);
}

base::Result<void> check_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                              Release const& release, Moment const&) {
  auto const place = find_place_in_check(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const submission = find_submission(tx, place->id);
  if (!submission) return ErrorCode::not_found;
  if (auto const fits = check_text(*place, release); !fits) return fits.error();
  // The level may have been raised, the bureau have asked for more, or what it quotes been narrowed, since it
  // was submitted.
  bool const needs_coordinator =
      submission->needs_coordinator ||
      std::max(place->marking.level, place->thread.marking.level) >= auth::Level::restricted ||
      auth::releases_everything(tx, place->source) || quotes_go_further(tx, *place, viewer.now);
  if (!needs_coordinator && !answers_published_post(tx, place->id)) return ErrorCode::parent_not_published;
  keep_check(tx, place->id, viewer);
  log_act(tx, viewer, checking(viewer), auth::AuditEvent::release_checked, *place,
          base::trimmed(release.reason));
  if (!needs_coordinator) {
    insert_release(tx, viewer, *place, base::trimmed(release.reason));
    let_go(tx, viewer, *place);
    log_act(tx, viewer, checking(viewer), auth::AuditEvent::post_released, *place,
            base::trimmed(release.reason));
    return {};
  }
  require_coordinator(tx, place->id);
  tell_coordinators(tx, move_on(tx, viewer, *place), place->id, Notice::submitted, viewer.now);
  return {};
}

base::Result<void> return_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                               Release const& release, Moment const&) {
  base::Result<PostPlace> place = ErrorCode::not_found;
  std::optional<auth::Role> role;
  if (auto in_check = find_place_in_check(tx, viewer, post)) {
    place = *std::move(in_check);
    role = checking(viewer);
  } else if (auto waiting = find_for_coordinator(tx, viewer, post)) {
    place = std::move(waiting->place);
    role = releasing(viewer, *place);
  } else {
    return waiting.error();
  }
  if (!place) return place.error();
  if (auto const fits = check_text(*place, release); !fits) return fits.error();
  keep_return(tx, place->id, viewer, base::trimmed(release.reason), place->version);
  tell_author(tx, move_on(tx, viewer, *place), place->id, Notice::returned);
  log_act(tx, viewer, role, auth::AuditEvent::post_returned, *place, base::trimmed(release.reason));
  return {};
}

base::Result<Post> submit_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                               std::optional<int> version, Moment const&) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const submission = find_submission(tx, place->id);
  if (!submission || submission->stage != Stage::returned || place->author != viewer.user) {
    return ErrorCode::not_permitted;
  }
  if (version && *version != place->version) return ErrorCode::version_conflict;
  submit_again(tx, viewer, event_place(*place));
  auto const level = std::max(place->marking.level, place->thread.marking.level);
  log_act(tx, viewer, auth::acting_role(viewer, posting_at(level), target_of(*place)),
          auth::AuditEvent::post_submitted, *place);
  return load_post(tx, viewer, post);
}

base::Result<Post> undo_release(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                Moment const& moment) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const record = find_release(tx, place->id);
  if (place->state != State::published || !record || !left_to_undo(*record, viewer, moment.limits)) {
    return ErrorCode::not_permitted;
  }
  if (auto const verdict = require(viewer, auth::Action::release, target_of(*place)); !verdict) {
    return verdict.error();
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
  if (place->state == State::published) {
    auto const record = find_release(tx, place->id);
    auto const left = record ? left_to_undo(*record, viewer, limits) : std::nullopt;
    if (left) state.undo_seconds = static_cast<int>(left->count() / 1000);
  }
  return state;
}

}  // namespace forum
