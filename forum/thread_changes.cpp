// The operations of threads.hpp that change something.
#include <algorithm>

#include "auth/readable.hpp"
#include "base/text.hpp"
#include "forum/acts.hpp"
#include "forum/attachments.hpp"
#include "forum/audiences.hpp"
#include "forum/disclosures.hpp"
#include "forum/fields.hpp"
#include "forum/links.hpp"
#include "forum/mentions.hpp"
#include "forum/mergers.hpp"
#include "forum/narrowing.hpp"
#include "forum/post_store.hpp"
#include "forum/publishing.hpp"
#include "forum/quotes.hpp"
#include "forum/search_index.hpp"
#include "forum/second_moderators.hpp"
#include "forum/submissions.hpp"
#include "forum/tag_rows.hpp"
#include "forum/tallies.hpp"
#include "forum/thread_change.hpp"
#include "forum/thread_store.hpp"
#include "forum/threads.hpp"

namespace forum {
namespace {

using auth::State;
using base::ErrorCode;

// An audience in which nobody is who was not before, and the source still is.
base::Result<auth::AudienceId> narrow_readers(storage::WriteTx& tx, ThreadPlace const& thread,
                                              auth::NewAudience const& asked, auth::Viewer const& viewer,
                                              Limits const& limits) {
  FieldErrors errors;
  check_audience_size(asked, limits, errors);
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
  auto const id = auth::intern_audience(tx, viewer, asked, thread.topic.unit(), "/audience");
  if (!id) return id.error();
  auto const before = auth::members_of_all(tx, {thread.topic.audience, thread.audience});
  auto const after = auth::members_of_all(tx, {thread.topic.audience, *id});
  if (!std::ranges::includes(before, after)) return audience_too_wide();
  // What inherits says less than it did where the thread names its readers; it would widen with a later move.
  if (asked.base == auth::AudienceBase::inherit && !auth::is_within(tx, *id, {thread.audience}))
    return audience_too_wide();
  if (!std::ranges::binary_search(after, thread.source)) {
    return base::invalid_field("/audience", base::FieldCode::own_organisation_missing);
  }
  return *id;
}

base::Result<ThreadChange> plan(storage::WriteTx& tx, ThreadPlace const& thread, ThreadEdit const& edit,
                                auth::Viewer const& viewer, Limits const& limits) {
  ThreadChange change{.thread = thread, .prior = {}, .reason = edit.reason, .approved_by = edit.approved_by};
  auto const target = target_of(thread);
  auto const permitted = [&](auth::Action action) {
    return judge(viewer, action, target) == auth::Verdict::allowed;
  };
  bool const titles = edit.title || edit.kind || edit.tags;
  if ((titles && !may_edit_title(viewer, thread)) ||
      (edit.kind == ThreadKind::announcement && !permitted(auth::Action::pin)) ||
      (edit.locked && !permitted(auth::Action::lock)) || (edit.pinned && !permitted(auth::Action::pin)) ||
      (edit.topic && !permitted(auth::Action::move)) ||
      ((edit.audience || edit.marking) && !permitted(auth::Action::narrow))) {
    return ErrorCode::not_permitted;
  }
  bool const keeps_order =
      edit.locked || edit.pinned || edit.topic || (titles && thread.author != viewer.user);
  if (keeps_order && !edit.approved_by && has_conflict(tx, viewer, thread))
    return ErrorCode::second_person_required;
  if (edit.version != thread.version) return ErrorCode::version_conflict;

  if (edit.title) {
    FieldErrors errors;
    check_title(*edit.title, limits, errors);
    if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
    change.thread.title = base::trimmed(*edit.title);
  }
  if (edit.kind) change.thread.kind = *edit.kind;
  if (edit.tags) {
    FieldErrors errors;
    auto tags = settle_tags(*edit.tags, limits, "/tags", errors);
    if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
    if (tags != select_tags(tx, thread.id)) change.tags = std::move(tags);
  }
  // What leads to another thread takes no posts before it is separated again.
  if (edit.locked == false && is_merged(tx, thread.id)) return ErrorCode::state_conflict;
  if (edit.locked) change.thread.locked = *edit.locked;
  if (edit.pinned) change.thread.pinned = *edit.pinned;
  if (edit.marking) {
    auto const marking = raise_marking(thread.marking, *edit.marking, viewer, limits);
    if (!marking) return marking.error();
    change.thread.marking = *marking;
  }
  if (edit.audience) {
    auto const audience = narrow_readers(tx, thread, *edit.audience, viewer, limits);
    if (!audience) return audience.error();
    change.thread.audience = *audience;
  }
  if (edit.topic) {
    auto const topic = find_topic_place(tx, viewer, *edit.topic);
    if (!topic) return ErrorCode::not_found;
    if (topic->id != thread.topic.id) {
      if (!edit.approved_by && takes_readers_away(tx, change.thread, *topic))
        return ErrorCode::second_person_required;
      change.thread.audience = audience_after_move(tx, change.thread, *topic);
      change.thread.marking.level = std::max(change.thread.marking.level, thread.topic.level);
      change.thread.topic = *topic;
      change.prior.topic = thread.topic.id;
    }
  }
  if (change.thread.audience != thread.audience) change.prior.audience = thread.audience;
  if (change.thread.marking.level != thread.marking.level) change.prior.level = thread.marking.level;
  return change;
}

}  // namespace

base::Result<Opened> load_opened(storage::ReadTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& first_post, Limits const& limits) {
  auto loaded = load_post(tx, viewer, first_post);
  if (!loaded) return loaded.error();
  auto thread = load_thread(tx, viewer, loaded->thread, limits);
  if (!thread) return thread.error();
  return Opened{*std::move(thread), *std::move(loaded)};
}

base::Result<Opened> create_thread(storage::WriteTx& tx, auth::Viewer const& viewer, NewThread const& thread,
                                   Moment const& moment) {
  auto const& asked = thread.post;
  auto const topic = find_topic_place(tx, viewer, thread.topic);
  if (!topic) return ErrorCode::not_found;
  FieldErrors errors;
  check_title(thread.title, moment.limits, errors);
  check_body(asked.body, moment.limits, errors);
  auto const readers = asked.audience.value_or(auth::NewAudience{});
  check_audience_size(readers, moment.limits, errors);
  auto const tags = settle_tags(thread.tags, moment.limits, "/tags", errors);
  auth::Marking usual;
  usual.level = std::max(usual.level, topic->level);
  auto const marking = settle_marking(asked.marking, usual, viewer.now, moment.limits, errors);

  auto const files = plan_attachments(tx, viewer, std::nullopt, asked.attachments, moment.limits);
  auto const strictest = files ? std::max(marking.level, files->level) : marking.level;
  auto const verdict = require(viewer, posting_at(strictest), target_of(*topic));
  if (!verdict) return verdict.error();
  if (thread.kind == ThreadKind::announcement && !may_announce(viewer, *topic))
    return ErrorCode::not_permitted;
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
  if (!files) return files.error();
  if (auto const fits = check_level(marking.level, topic->level, viewer); !fits) return fits.error();
  auto const audience = settle_audience(tx, viewer, readers, *topic);
  if (!audience) return audience.error();
  if (auto const quotes = check_quotes(tx, viewer, asked.html, {},
                                       {{topic->audience, audience->id}, marking.level}, moment.limits);
      !quotes) {
    return quotes.error();
  }

  auto const mentions = find_mentions(
      tx, viewer, asked.html, readers_of_new(tx, {topic->audience, audience->id}, marking.level, topic->id),
      std::nullopt, moment.limits);

  bool const waits = *verdict == auth::Verdict::awaits_release;
  auto const state = waits ? State::awaiting_release : State::published;
  auto const event = waits ? std::nullopt : std::optional(next_event(tx));
  auto const language = asked.language.value_or(viewer.language);
  auto const stored = insert_thread(tx, viewer,
                                    {.topic = topic->id,
                                     .title = base::trimmed(thread.title),
                                     .language = language,
                                     .marking = marking,
                                     .audience = audience->id,
                                     .bureaus = audience->bureaus,
                                     .state = state,
                                     .kind = thread.kind},
                                    moment.random);
  replace_tags(tx, stored.id, tags);
  auto const post = insert_post(tx, viewer,
                                {.thread = stored.id,
                                 .parent = std::nullopt,
                                 .path = {},
                                 .language = language,
                                 .body = asked.body,
                                 .html = mentions.html,
                                 .marking = marking,
                                 .audience = auth::kInherit,
                                 .bureaus = audience->bureaus,
                                 .state = state,
                                 .sequence = event},
                                moment.random);
  record_links(tx, post.id, asked.html);
  attach(tx, post.id, 1, *files);
  record_mentions(tx, post.id, mentions);
  follow_thread(tx, viewer.user, stored.id);
  EventPlace const at{EventObject::thread, topic->id, stored.id, post.id};
  if (event) {
    announce(tx, *event, at, post.id, viewer);
    record_disclosure(tx, post.id, DisclosureKind::published, viewer.now);
  } else {
    submit(tx, viewer, at, strictest);
  }
  add_to_tally(tx, stored.id);
  add_to_tally(tx, post.id);
  log_creation(tx, viewer, auth::AuditEvent::thread_created,
               {auth::AuditObjectKind::thread, stored.public_id}, *topic, marking.level, {post.public_id});
  return load_opened(tx, viewer, post.public_id, moment.limits);
}

base::Result<Thread> edit_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& thread, ThreadEdit const& edit, Moment const& moment) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return ErrorCode::not_found;
  auto change = plan(tx, *place, edit, viewer, moment.limits);
  if (!change) return change.error();
  if (changes_nothing(*place, *change)) {
    if (edit.version != place->version) return ErrorCode::version_conflict;
    return load_thread(tx, viewer, thread, moment.limits);
  }
  if (auto const done = apply_change(tx, viewer, *place, *std::move(change)); !done) return done.error();
  return load_thread(tx, viewer, thread, moment.limits);
}

}  // namespace forum
