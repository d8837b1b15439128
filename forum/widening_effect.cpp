#include "forum/widening_effect.hpp"

#include <algorithm>
#include <iterator>

#include "auth/acting_role.hpp"
#include "auth/audit_log.hpp"
#include "forum/audiences.hpp"
#include "forum/disclosures.hpp"
#include "forum/former_labels.hpp"
#include "forum/publishing.hpp"
#include "forum/tallies.hpp"
#include "forum/thread_store.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using Keys = std::vector<auth::OrganisationId>;
using AudienceIds = std::vector<auth::AudienceId>;

// Who asked and who consents, as the audit log has them.
struct Actors {
  auth::AuditActor actor;
  std::optional<base::PublicId> approved_by;
};

// Others' posts are their own source's affair: who asked for the thread is not named there.
Actors actors_of_later(auth::Viewer const& viewer) {
  auth::Target own;
  own.source = viewer.coordinated;
  return {auth::actor_of(viewer, acting_role(viewer, auth::Action::consent_widening, own)), std::nullopt};
}

// Who has left, is locked, works elsewhere now, or may not ask it any more is no first person.
base::Result<Actors> actors_of_first(storage::ReadTx& tx, auth::Viewer const& viewer,
                                     ConsentRow const& consent, auth::Target const& target,
                                     auto const& may_read) {
  auto const asker = auth::load_viewer(tx, consent.asked_by, viewer.now);
  if (!asker || asker->organisation != consent.asked_from ||
      judge(*asker, auth::Action::request_widening, target) != auth::Verdict::allowed || !may_read(*asker)) {
    return ErrorCode::state_conflict;
  }
  auto const role = acting_role(*asker, auth::Action::request_widening, target);
  return Actors{auth::actor_of(*asker, role), viewer.public_id};
}

// Of a post that was split off (splits.hpp) others would read it than the source was shown.
bool is_as_asked(storage::ReadTx& tx, ThreadPlace const& thread, std::vector<WidenedPost> const& posts,
                 base::Timestamp now) {
  return std::ranges::all_of(posts, [&](WidenedPost const& asked) {
    auto const is = find_published(tx, thread.id, asked.id, now);
    return is && is->version == asked.version && is->audience == asked.audience && is->level == asked.level;
  });
}

struct Widened {
  auth::AuditObject object;
  base::PublicId topic;
  auth::OrganisationId source;
  Reached before;
  Reached after;
  auth::PublicIds parts = {};
};

void log(storage::WriteTx& tx, auth::Viewer const& viewer, ConsentRow const& consent, Actors const& actors,
         Widened const& widened) {
  auth::AuditRecord record{.at = viewer.now, .event = auth::AuditEvent::audience_widened};
  record.actor = actors.actor;
  record.approved_by = actors.approved_by;
  record.object = widened.object;
  record.topic = widened.topic;
  record.level = widened.after.level;
  if (consent.turn == Turn::first) record.reason = consent.reason;
  record.sources = {auth::public_id_of(tx, widened.source)};
  record.parts = widened.parts;
  std::ranges::sort(record.parts);
  if (widened.after.level < widened.before.level) {
    auto lowered = record;
    lowered.event = auth::AuditEvent::level_lowered;
    auth::append_audit(tx, lowered);
  }
  // By audience alone: the log is shown to more than the disclosure record.
  auto const had = auth::members_of_all(tx, widened.before.audiences);
  Keys gained;
  std::ranges::set_difference(auth::members_of_all(tx, widened.after.audiences), had,
                              std::back_inserter(gained));
  if (gained.empty()) return;
  for (auto const id : gained) record.recipients.push_back(auth::public_id_of(tx, id));
  std::ranges::sort(record.recipients);
  auth::append_audit(tx, record);
}

// Posts of this audience, which the consent is not about, shall be read by those who read them before.
void pin(storage::WriteTx& tx, ThreadPlace const& before, ThreadPlace const& next, ConsentId consent,
         auth::AudienceId audience) {
  auto const had = auth::members_of_all(tx, {before.topic.audience, before.audience, audience});
  auto const gets = auth::members_of_all(tx, {next.topic.audience, next.audience, audience});
  if (std::ranges::includes(had, gets)) return;
  if (!had.empty()) {
    pin_audience(tx, before.id, consent, audience,
                 auth::intern_audience(tx, auth::AudienceBase::only, had, {}, std::nullopt));
    return;
  }
  // An audience of nobody does not exist; its own source reads a post in any case.
  for (auto const& post : select_lonely(tx, before.id, consent, audience)) {
    auto const own = auth::intern_audience(tx, auth::AudienceBase::only, {post.source}, {}, std::nullopt);
    pin_post_audience(tx, post.id, own);
  }
}

// What the others are to be asked, as it will stand once their posts are pinned.
std::vector<NewConsentRow> prepare_others(storage::ReadTx& tx, ThreadPlace const& before,
                                          ConsentRow const& consent, base::Timestamp now, int most) {
  std::vector<NewConsentRow> others;
  auto const readers = auth::members_of_all(tx, {before.topic.audience, before.audience});
  for (auto const source : select_other_sources(tx, before, consent.level, now)) {
    // Who has lost the thread would learn from the question who reads it now.
    if (!std::ranges::binary_search(readers, source)) continue;
    others.push_back({.widening = consent.widening,
                      .source = source,
                      .turn = Turn::later,
                      .gained = consent.gained,
                      .posts = select_inheriting(tx, before, source, consent.level, now, most)});
  }
  return others;
}

void ask_others(storage::WriteTx& tx, auth::Viewer const& viewer, ThreadPlace const& before,
                ConsentRow const& consent, std::vector<NewConsentRow> others, base::Random& random) {
  bool const lowers = consent.level < before.marking.level;
  for (auto& other : others) {
    for (auto& post : other.posts) {
      post = find_published(tx, before.id, post.id, viewer.now).value();
      post.next_audience = auth::kInherit;
      post.next_level = lowers ? consent.level : post.level;
    }
    insert_consent(tx, other, viewer.now, viewer.now + auth::kProposalLasts, random);
  }
}

}  // namespace

std::vector<auth::OrganisationId> find_gained(storage::ReadTx& tx, Reached const& before,
                                              Reached const& after) {
  auto const had = resolve_recipients(tx, before);
  auto const gets = resolve_recipients(tx, after);
  Keys gained;
  std::ranges::set_difference(gets, had, std::back_inserter(gained));
  return gained;
}

base::Result<void> widen_thread(storage::WriteTx& tx, auth::Viewer const& viewer, ConsentRow const& consent,
                                auth::ProposalLimits const& proposals, Moment const& moment) {
  auto const before = find_thread_place(tx, viewer, consent.thread);
  if (!before) return ErrorCode::not_found;
  auto const posts = select_widened_posts(tx, consent.id);
  auto next = *before;
  next.audience = consent.audience;
  next.marking.level = consent.level;
  next.bureaus = auth::count_bureaus(tx, {next.topic.audience, next.audience});
  Widened widened{{auth::AuditObjectKind::thread, before->public_id},
                  before->topic.public_id,
                  before->source,
                  {{before->topic.audience, before->audience}, before->marking.level},
                  {{next.topic.audience, next.audience}, next.marking.level}};
  auto const is_same =
      before->state == auth::State::published && before->version == consent.thread_version &&
      find_gained(tx, widened.before, widened.after) == select_recipients(tx, consent.gained) &&
      is_as_asked(tx, *before, posts, viewer.now);
  if (!is_same) return ErrorCode::version_conflict;
  auto const actors = actors_of_first(
      tx, viewer, consent, target_of(*before),
      [&](auth::Viewer const& asker) { return find_thread_place(tx, asker, consent.thread).has_value(); });
  if (!actors) return actors.error();

  auto others = prepare_others(tx, *before, consent, viewer.now, proposals.posts_in_widening);
  for (auto const audience : select_kept_audiences(tx, before->id, consent.id)) {
    pin(tx, *before, next, consent.id, audience);
  }
  if (next.marking.level < before->marking.level)
    pin_level(tx, before->id, consent.id, before->marking.level);
  for (auto const& post : posts)
    update_envelope(tx, post.id, post.next_audience, post.next_level, next.bureaus);

  subtract_from_tally(tx, before->id);
  if (!update_thread(tx, next)) return ErrorCode::version_conflict;
  // Who reads it from now on was never meant to be told what it was called before.
  forget_former(tx, next.id);
  add_to_tally(tx, before->id);
  mark_first_post(tx, before->id, next.marking);
  recount_bureaus(tx, next);
  recount_posts(tx, before->id);
  auth::bump_policy_epoch(tx);
  PriorEnvelope prior;
  if (next.audience != before->audience) prior.audience = before->audience;
  if (next.marking.level != before->marking.level) prior.level = before->marking.level;
  insert_changed_event(tx, {EventObject::thread, next.topic.id, before->id, std::nullopt}, viewer, prior);
  for (auto const& post : posts) {
    widened.parts.push_back(find_post_public_id(tx, post.id));
    record_disclosure(tx, post.id, DisclosureKind::widened, viewer.now);
  }
  log(tx, viewer, consent, *actors, widened);
  ask_others(tx, viewer, *before, consent, std::move(others), moment.random);
  return {};
}

base::Result<void> widen_posts(storage::WriteTx& tx, auth::Viewer const& viewer, ConsentRow const& consent) {
  auto const thread = find_thread_place(tx, viewer, consent.thread);
  if (!thread) return ErrorCode::not_found;
  auto const posts = select_widened_posts(tx, consent.id);
  if (posts.empty() || thread->state != auth::State::published || consent.level < thread->marking.level ||
      !is_as_asked(tx, *thread, posts, viewer.now)) {
    return ErrorCode::version_conflict;
  }
  auto const reached = [&](auth::AudienceId audience, auth::Level level) {
    return Reached{{thread->topic.audience, thread->audience, audience},
                   std::max(level, thread->marking.level)};
  };
  auto const gains = select_recipients(tx, consent.gained);
  for (auto const& post : posts) {
    if (find_gained(tx, reached(post.audience, post.level), reached(post.next_audience, post.next_level)) !=
        gains) {
      return ErrorCode::version_conflict;
    }
  }
  auto actors = base::Result<Actors>(actors_of_later(viewer));
  if (consent.turn == Turn::first) {
    auto const place = find_post_place(tx, viewer, find_post_public_id(tx, posts.front().id));
    if (!place) return ErrorCode::not_found;
    actors = actors_of_first(tx, viewer, consent, target_of(*place), [&](auth::Viewer const& asker) {
      return find_post_place(tx, asker, place->public_id).has_value();
    });
  }
  if (!actors) return actors.error();

  for (auto const& post : posts) {
    update_envelope(tx, post.id, post.next_audience, post.next_level,
                    auth::count_bureaus(tx, {thread->topic.audience, thread->audience, post.next_audience}));
    record_disclosure(tx, post.id, DisclosureKind::widened, viewer.now);
    PriorEnvelope prior;
    if (post.next_audience != post.audience) prior.audience = post.audience;
    if (post.next_level != post.level) prior.level = post.level;
    insert_changed_event(tx, {EventObject::post, thread->topic.id, thread->id, post.id}, viewer, prior);
    log(tx, viewer, consent, *actors,
        {{auth::AuditObjectKind::post, find_post_public_id(tx, post.id)},
         thread->topic.public_id,
         consent.source,
         reached(post.audience, post.level),
         reached(post.next_audience, post.next_level)});
  }
  recount_posts(tx, thread->id);
  auth::bump_policy_epoch(tx);
  return {};
}

}  // namespace forum
