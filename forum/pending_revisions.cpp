#include "forum/pending_revisions.hpp"

#include <algorithm>

#include "auth/acting_role.hpp"
#include "forum/acts.hpp"
#include "forum/attachments.hpp"
#include "forum/disclosures.hpp"
#include "forum/fields.hpp"
#include "forum/links.hpp"
#include "forum/mentions.hpp"
#include "forum/post_rows.hpp"
#include "forum/post_store.hpp"
#include "forum/publishing.hpp"
#include "forum/quotes.hpp"
#include "forum/redaction_rows.hpp"
#include "forum/release_store.hpp"
#include "forum/seal_rows.hpp"

namespace forum {
namespace {

using auth::Action;
using auth::Verdict;
using base::ErrorCode;

EventPlace event_place(PostPlace const& post) {
  return {EventObject::post, post.thread.topic.id, post.thread.id, post.id};
}

auth::Level level_of(PostPlace const& post) {
  return std::max(post.marking.level, post.thread.marking.level);
}

QuotingPlace quoting_place(PostPlace const& post) {
  return {{post.thread.topic.audience, post.thread.audience, post.audience}, level_of(post)};
}

auth::Envelope envelope_of(PostPlace const& place) {
  return {.source = place.source,
          .source_parent = place.source_parent,
          .author = place.author,
          .level = place.marking.level,
          .audience = place.audience,
          .state = place.state,
          .expires_on = place.marking.expires_on};
}

// Files come with what is published: those of a change nobody but their uploader could open.
base::Result<void> check_files(storage::ReadTx& tx, auth::Viewer const& viewer, PostPlace const& place,
                               PostEdit const& edit, Limits const& limits) {
  if (!edit.attachments) return {};
  auto const plan = plan_attachments(tx, viewer, place.id, *edit.attachments, limits);
  if (!plan) return plan.error();
  if (plan->changes)
    return base::Error(ErrorCode::not_permitted, "a change that awaits release has no files");
  return {};
}

bool is_his(auth::Viewer const& viewer, PostPlace const& place, auth::UserId writer) {
  return viewer.user == writer || (viewer.user == place.author && viewer.organisation == place.source);
}

}  // namespace

bool knows_of_revisions(auth::Viewer const& viewer, PostPlace const& post) {
  return auth::reads_before_release(viewer, envelope_of(post));
}

SubmittedRevision as_submitted(PostPlace const& place, auth::UserId writer) {
  return {event_place(place), place.source, writer, level_of(place)};
}

base::Result<void> revise_post(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place,
                               PostEdit const& edit, Limits const& limits) {
  if (edit.version != place.version) return ErrorCode::version_conflict;
  auto const waiting = find_pending_text(tx, place.id);
  if ((waiting ? std::optional(waiting->version) : std::nullopt) != edit.pending_version) {
    auto const flaw = edit.pending_version ? base::FieldCode::out_of_range : base::FieldCode::required;
    return base::Error(ErrorCode::version_conflict, FieldErrors{{"/pending_version", flaw}});
  }
  if (auto const files = check_files(tx, viewer, place, edit, limits); !files) return files.error();
  bool const is_same = waiting ? waiting->body == *edit.body : has_text(tx, place.id, *edit.body);
  if (is_same) return {};
  if (auto const quotes =
          check_quotes(tx, viewer, edit.html, select_text(tx, place.id, place.version).value(),
                       quoting_place(place), limits);
      !quotes) {
    return quotes.error();
  }
  put_pending(tx, place.id, viewer.user, *edit.body, edit.html);
  auto const submitted = as_submitted(place, viewer.user);
  auto const role = auth::acting_role(viewer, Action::edit_text, target_of(place));
  if (waiting) {
    renew_revision(tx, viewer, submitted);
  } else {
    submit_revision(tx, viewer, submitted);
  }
  log_act(tx, viewer, role, auth::AuditEvent::post_submitted, place);
  return {};
}

bool may_submit_again(auth::Viewer const& viewer, auth::Target const& target, auth::UserId writer) {
  bool const wrote_it = viewer.user == writer || viewer.user == target.author;
  return wrote_it && judge(viewer, Action::edit_text, target) == Verdict::allowed;
}

std::optional<PendingRevision> tell_revision(auth::Viewer const& viewer, auth::Target const& target,
                                             auth::Envelope const& envelope, UntoldRevision const& revision,
                                             bool tells_author) {
  if (!auth::reads_before_release(viewer, envelope)) return std::nullopt;
  PendingRevision told{.version = revision.version,
                       .stage = revision.stage,
                       .writer = tells_author ? std::optional(revision.writer) : std::nullopt,
                       .submitted_at = revision.submitted_at,
                       .may = {}};
  auto const allowed = [&](Action action) { return judge(viewer, action, target) == Verdict::allowed; };
  bool const is_his = viewer.user == envelope.author || viewer.user == revision.hands.editor;
  if (revision.stage != Stage::frozen && allowed(Action::edit_text)) told.may.push_back(PostAction::edit);
  if (is_his) told.may.push_back(PostAction::withdraw);
  if (revision.stage == Stage::coordinator && allowed(Action::release)) {
    if (!revision.hands.has(viewer.user)) told.may.push_back(PostAction::release);
    told.may.push_back(PostAction::return_);
  }
  if (revision.stage == Stage::returned && may_submit_again(viewer, target, revision.hands.editor))
    told.may.push_back(PostAction::submit);
  return told;
}

base::Result<PendingRevisionText> load_pending_revision(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                        base::PublicId const& post) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const untold = select_untold_revision(tx, place->id);
  auto const text = find_pending_text(tx, place->id);
  auto const submission = find_submission(tx, place->id);
  if (!untold || !text || !submission) return ErrorCode::not_found;
  auto told = tell_revision(viewer, target_of(*place), envelope_of(*place), *untold,
                            tells_author(viewer, place->source, place->marking.attribution));
  if (!told) return ErrorCode::not_found;
  return PendingRevisionText{.origin = origin_of(tx, *place),
                             .revision = *std::move(told),
                             .due_at = submission->due_at,
                             .returned = submission->returned,
                             .body = text->body,
                             .html = text->html,
                             .quotes = QuoteReader(tx, viewer).read(quotes_in(text->html))};
}

base::Result<void> withdraw_pending_revision(storage::WriteTx& tx, auth::Viewer const& viewer,
                                             base::PublicId const& post, Moment const&) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place || !knows_of_revisions(viewer, *place)) return ErrorCode::not_found;
  auto const waiting = find_pending_text(tx, place->id);
  if (!waiting) return ErrorCode::not_found;
  if (!is_his(viewer, *place, waiting->writer)) return ErrorCode::not_permitted;
  drop_revision(tx, place->id, viewer.now);
  insert_inner_event(tx, event_place(*place), viewer);
  log_act(tx, viewer, auth::acting_role(viewer, Action::edit_text, target_of(*place)),
          auth::AuditEvent::revision_withdrawn, *place);
  return {};
}

void release_revision(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place,
                      PendingText const& text, std::string_view reason, Limits const& limits) {
  auto const writer = auth::load_viewer(tx, text.writer, viewer.now);
  auto const mentions = find_mentions(
      tx, writer ? *writer : viewer, text.html,
      readers_of_new(tx, quoting_place(place).audiences, level_of(place), place.thread.topic.id), place.id,
      limits);
  auto next = place;
  next.version = place.version + 1;
  // Before the post's version moves: what waits would have to be looked at anew.
  note_released(tx, place.id, next.version);
  settle_revision(tx, place.id, viewer.now);
  PostEdit const edit{.version = place.version, .body = text.body, .html = mentions.html};
  update_post_text(tx, text.writer, viewer.now, place.id, edit);
  end_seal_request(tx, place.id);
  record_links(tx, place.id, mentions.html);
  record_mentions(tx, place.id, mentions);
  insert_release(tx, viewer, next, reason);
  auto const event = insert_changed_event(tx, event_place(place), viewer, {});
  note_released_event(tx, place.id, event);
  if (place.state == auth::State::published)
    record_disclosure(tx, place.id, DisclosureKind::published, viewer.now);
  tell_mentioned(tx, event, event_place(place), place.id, text.writer);
  tell_own_officer(tx, event, place.id, text.writer, Notice::released);
  if (!writer) return;
  log_act(tx, *writer, auth::acting_role(*writer, Action::edit_text, target_of(place)),
          auth::AuditEvent::post_edited, place);
}

base::Result<void> undo_revision(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place,
                                 ReleasedRevision const& released) {
  if (place.version != released.version) {
    return base::Error(ErrorCode::version_conflict, "it has changed meanwhile");
  }
  if (is_redacted(tx, place.id, place.version - 1)) {
    return base::Error(ErrorCode::version_conflict, "what stood there was taken out");
  }
  auto const body = select_current_revision(tx, place.id).value().revision.body;
  take_back_text(tx, place, render_markdown(body));
  end_seal_request(tx, place.id);
  record_links(tx, place.id, select_text(tx, place.id, place.version + 1).value());
  take_back_mentions(tx, place.id, released.event);
  drop_release_notices(tx, place.id);
  reopen_submission(tx, place.id, released.version);
  insert_changed_event(tx, event_place(place), viewer, {});
  return {};
}

void drop_revision(storage::WriteTx& tx, PostId post, base::Timestamp now) {
  if (!find_pending_text(tx, post)) return;
  close_pending(tx, post);
  settle_revision(tx, post, now);
}

}  // namespace forum
