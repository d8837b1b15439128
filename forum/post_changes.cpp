// The operations of posts.hpp that change something.
#include <algorithm>

#include "auth/acting_role.hpp"
#include "auth/release_policy.hpp"
#include "forum/acts.hpp"
#include "forum/attachments.hpp"
#include "forum/audiences.hpp"
#include "forum/disclosures.hpp"
#include "forum/fields.hpp"
#include "forum/links.hpp"
#include "forum/mentions.hpp"
#include "forum/narrowing.hpp"
#include "forum/pending_revisions.hpp"
#include "forum/post_page.hpp"
#include "forum/post_rows.hpp"
#include "forum/post_store.hpp"
#include "forum/posts.hpp"
#include "forum/publishing.hpp"
#include "forum/quotes.hpp"
#include "forum/seal_rows.hpp"
#include "forum/slow_mode.hpp"
#include "forum/submissions.hpp"
#include "forum/tallies.hpp"
#include "forum/withdrawal.hpp"

namespace forum {
namespace {

using auth::State;
using base::ErrorCode;

// What the answer answers; the first post where it is left out.
base::Result<PostPlace> find_parent(storage::ReadTx& tx, auth::Viewer const& viewer, NewReply const& reply) {
  auto place = reply.parent ? find_post_place(tx, viewer, *reply.parent)
                            : find_first_post_place(tx, viewer, reply.thread);
  if (!place || place->thread.public_id != reply.thread) return ErrorCode::not_found;
  return *std::move(place);
}

base::Result<void> check_open(PostPlace const& parent, Limits const& limits) {
  auto const& thread = parent.thread;
  if (thread.locked) return ErrorCode::thread_locked;
  if (thread.state != State::published || parent.state != State::published)
    return ErrorCode::parent_not_published;
  if (depth_of(parent.path) >= limits.reply_depth) return ErrorCode::too_deep;
  return {};
}

// Named, it is the field that does not fit.
base::Error at_parent(base::Error error, NewReply const& reply) {
  if (reply.parent && error.code == ErrorCode::parent_not_published)
    error.fields.push_back({"/parent_id", base::FieldCode::not_ready});
  return error;
}

base::Result<void> check_quotes_of_edit(storage::ReadTx& tx, auth::Viewer const& viewer,
                                        PostPlace const& post, PostEdit const& edit, Limits const& limits) {
  auto const& thread = post.thread;
  return check_quotes(tx, viewer, edit.html, select_text(tx, post.id, post.version).value(),
                      {{thread.topic.audience, thread.audience, post.audience},
                       std::max(post.marking.level, thread.marking.level)},
                      limits);
}

// A file above the post's level goes where a post of that level would.
base::Result<AttachmentPlan> plan_files_of_edit(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                PostPlace const& post, PostEdit const& edit,
                                                Limits const& limits) {
  if (!edit.attachments) return AttachmentPlan{};
  auto plan = plan_attachments(tx, viewer, post.id, *edit.attachments, limits);
  if (plan && judge_edit(viewer, target_of(post), post.state,
                         std::max({post.marking.level, post.thread.marking.level, plan->level})) !=
                  auth::Verdict::allowed) {
    return ErrorCode::not_permitted;
  }
  return plan;
}

EventPlace event_place(PostPlace const& post) {
  return {EventObject::post, post.thread.topic.id, post.thread.id, post.id};
}

// Whoever writes for a source below his bureau is held back as that source is.
auth::Verdict judge_new_text(storage::ReadTx& tx, auth::Viewer const& viewer, PostPlace const& place) {
  auto const verdict = judge_edit(viewer, target_of(place), place.state,
                                  std::max(place.marking.level, place.thread.marking.level));
  bool const is_out = place.state != State::awaiting_release;
  bool const is_held_back = verdict == auth::Verdict::allowed && is_out &&
                            viewer.organisation != place.source &&
                            auth::holds_everything_back(tx, place.source);
  return is_held_back ? auth::Verdict::awaits_release : verdict;
}

base::Result<void> edit_text(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place,
                             PostEdit const& edit, Limits const& limits) {
  auto const verdict = judge_new_text(tx, viewer, place);
  if (verdict == auth::Verdict::refused) return ErrorCode::not_permitted;
  FieldErrors errors;
  check_body(*edit.body, limits, errors);
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
  if (verdict == auth::Verdict::awaits_release || edit.pending_version) {
    return revise_post(tx, viewer, place, edit, limits);
  }
  auto const files = plan_files_of_edit(tx, viewer, place, edit, limits);
  if (!files) return files.error();

  if (has_text(tx, place.id, *edit.body) && !files->changes) return {};
  if (auto const quotes = check_quotes_of_edit(tx, viewer, place, edit, limits); !quotes) {
    return quotes.error();
  }
  auto const& thread = place.thread;
  auto const mentions =
      find_mentions(tx, viewer, edit.html,
                    readers_of_new(tx, {thread.topic.audience, thread.audience, place.audience},
                                   std::max(place.marking.level, thread.marking.level), thread.topic.id),
                    place.id, limits);
  auto text = edit;
  text.html = mentions.html;
  if (!update_post_text(tx, viewer.user, viewer.now, place.id, text)) return ErrorCode::version_conflict;
  attach(tx, place.id, edit.version + 1, *files);
  record_links(tx, place.id, text.html);
  record_mentions(tx, place.id, mentions);
  if (place.state == State::awaiting_release) forget_check(tx, place.id);
  end_seal_request(tx, place.id);
  auto const event = insert_changed_event(tx, event_place(place), viewer, {});
  // Before its release nobody hears of it.
  if (place.state != State::awaiting_release)
    tell_mentioned(tx, event, event_place(place), place.id, viewer.user);
  log_act(tx, viewer, auth::acting_role(viewer, auth::Action::edit_text, target_of(place)),
          auth::AuditEvent::post_edited, place);
  return {};
}

}  // namespace

base::Result<Post> create_reply(storage::WriteTx& tx, auth::Viewer const& viewer, NewReply const& reply,
                                Moment const& moment) {
  auto const& asked = reply.post;
  auto const parent = find_parent(tx, viewer, reply);
  if (!parent) return parent.error();
  auto const& thread = parent->thread;

  FieldErrors errors;
  check_body(asked.body, moment.limits, errors);
  if (asked.audience) check_audience_size(*asked.audience, moment.limits, errors);
  auth::Marking usual;
  // Whoever answers repeats: what he leaves out is as strict as what he answers and where he answers it.
  usual.level = std::max(thread.marking.level, parent->marking.level);
  usual.attribution = std::max(thread.marking.attribution, parent->marking.attribution);
  auto const marking = settle_marking(asked.marking, usual, viewer.now, moment.limits, errors);

  auto const files = plan_attachments(tx, viewer, std::nullopt, asked.attachments, moment.limits);
  auto const strictest = files ? std::max(marking.level, files->level) : marking.level;
  auto const verdict = require(viewer, posting_at(strictest), target_in(thread));
  if (!verdict) return verdict.error();
  if (auto const open = check_open(*parent, moment.limits); !open) return at_parent(open.error(), reply);
  if (auto const due = check_slow_mode(tx, viewer, thread); !due) return due.error();
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
  if (!files) return files.error();
  if (auto const fits = check_level(marking.level, thread.marking.level, viewer); !fits) return fits.error();
  auto const audience = settle_audience(tx, viewer, asked.audience, *parent);
  if (!audience) return audience.error();
  QuotingPlace const read_at{{thread.topic.audience, thread.audience, audience->id},
                             std::max(marking.level, thread.marking.level)};
  if (auto const quotes = check_quotes(tx, viewer, asked.html, {}, read_at, moment.limits); !quotes) {
    return quotes.error();
  }

  auto const mentions = find_mentions(tx, viewer, asked.html,
                                      readers_of_new(tx, read_at.audiences, read_at.level, thread.topic.id),
                                      std::nullopt, moment.limits);

  bool const waits = *verdict == auth::Verdict::awaits_release;
  auto const event = waits ? std::nullopt : std::optional(next_event(tx));
  auto const stored = insert_post(tx, viewer,
                                  {.thread = thread.id,
                                   .parent = parent->id,
                                   .path = next_path(tx, thread.id, parent->path),
                                   .language = asked.language.value_or(thread.language),
                                   .body = asked.body,
                                   .html = mentions.html,
                                   .marking = marking,
                                   .audience = audience->id,
                                   .bureaus = audience->bureaus,
                                   .state = waits ? State::awaiting_release : State::published,
                                   .sequence = event},
                                  moment.random);
  record_links(tx, stored.id, asked.html);
  attach(tx, stored.id, 1, *files);
  record_mentions(tx, stored.id, mentions);
  follow_thread(tx, viewer.user, thread.id);
  EventPlace const at{EventObject::post, thread.topic.id, thread.id, stored.id};
  if (event) {
    announce(tx, *event, at, stored.id, viewer);
    record_disclosure(tx, stored.id, DisclosureKind::published, viewer.now);
  } else {
    submit(tx, viewer, at, strictest);
  }
  add_to_tally(tx, stored.id);
  log_creation(tx, viewer, auth::AuditEvent::post_created, {auth::AuditObjectKind::post, stored.public_id},
               thread.topic, marking.level);
  return load_answer(tx, viewer, *parent, stored.id);
}

base::Result<Post> edit_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                             PostEdit const& edit, Moment const& moment) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto written = edit;
  if (edit.attachments && !edit.body) {
    // Other files come with the text that stands there, as its next version.
    auto const current = select_current_revision(tx, place->id).value().revision;
    written.body = current.body;
    written.html = render_markdown(current.body);
  }
  if (!edit.marking && !edit.audience) {
    if (auto const done = edit_text(tx, viewer, *place, written, moment.limits); !done) return done.error();
    return load_post(tx, viewer, post);
  }
  auto const waiting = find_pending_text(tx, place->id);
  auto const done = narrow_post(tx, viewer, *place, edit, present_readers(*place), moment.limits);
  if (!done) return done.error();
  if (written.body) {
    auto const narrowed = find_post_place(tx, viewer, post).value();
    written.version = narrowed.version;
    if (waiting && waiting->version == edit.pending_version) {
      written.pending_version = find_pending_text(tx, narrowed.id).value().version;
    }
    if (auto const done_too = edit_text(tx, viewer, narrowed, written, moment.limits); !done_too)
      return done_too.error();
  }
  return load_post(tx, viewer, post);
}

base::Result<void> withdraw_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                 Moment const&) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  if (auto const verdict = require(viewer, auth::Action::withdraw, target_of(*place)); !verdict) {
    return verdict.error();
  }
  // Answers that the viewer may not read do not keep his thread: a refusal would tell that they exist.
  if (place->is_first && has_foreign_answers(tx, viewer, place->thread)) {
    return base::Error(ErrorCode::not_permitted, "others have answered");
  }
  take_out_of_sight(tx, viewer, *place);
  log_act(tx, viewer, auth::acting_role(viewer, auth::Action::withdraw, target_of(*place)),
          auth::AuditEvent::post_withdrawn, *place);
  return {};
}

}  // namespace forum
