#include "forum/narrowing.hpp"

#include <algorithm>

#include "auth/organisations.hpp"
#include "auth/readable.hpp"
#include "forum/acts.hpp"
#include "forum/audiences.hpp"
#include "forum/fields.hpp"
#include "forum/post_store.hpp"
#include "forum/publishing.hpp"
#include "forum/submissions.hpp"
#include "forum/tallies.hpp"
#include "forum/thread_change.hpp"

namespace forum {
namespace {

using auth::AudienceBase;
using auth::State;
using base::ErrorCode;

constexpr char kAudience[] = "/audience";

// H3 goes by its own words: others may mean less.
bool keeps_caveats(auth::Marking const& now, auth::Marking const& next) {
  return (next.caveats.bits & now.caveats.bits) == now.caveats.bits;
}
bool keeps_words(auth::Marking const& now, auth::Marking const& next) {
  return !now.caveats.has(auth::Caveat::h3) || next.caveat_text == now.caveat_text;
}

// `own` names the asker's organisation, and that of the object is the source.
auth::NewAudience of_source(storage::ReadTx& tx, auth::OrganisationId source) {
  return {AudienceBase::only, {auth::public_id_of(tx, source)}, {}};
}

// What is asked, said in full: from those who read it now, the excluded are taken away.
auth::NewAudience in_full(storage::ReadTx& tx, PresentReaders const& now, auth::NewAudience const& asked) {
  if (asked.base == AudienceBase::own) return of_source(tx, now.source);
  if (asked.base != AudienceBase::inherit || now.audience == auth::kInherit) return asked;
  auto const present = auth::load_audience(tx, now.audience);
  auth::NewAudience full = present.base == AudienceBase::own
                               ? of_source(tx, now.source)
                               : auth::NewAudience{present.base, present.organisations, present.minus};
  for (auto const& excluded : asked.minus) {
    if (std::ranges::find(full.minus, excluded) == full.minus.end()) full.minus.push_back(excluded);
  }
  full.minus_groups = asked.minus_groups;
  return full;
}

// What is open to whoever joins later is wider than what names its readers, whoever is there today.
bool is_more_open(storage::ReadTx& tx, PresentReaders const& now, AudienceBase asked) {
  return asked == AudienceBase::all_members && now.audience != auth::kInherit &&
         auth::load_audience(tx, now.audience).base != AudienceBase::all_members;
}

bool adds_nothing(auth::NewAudience const& asked) {
  return asked == auth::NewAudience{};
}

base::Error source_missing() {
  return base::invalid_field(kAudience, base::FieldCode::own_organisation_missing);
}

struct PostChange {
  PostPlace post;  // as it will be
  PriorEnvelope prior;
};

base::Result<PostChange> plan(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place,
                              PostEdit const& edit, PresentReaders const& readers, Limits const& limits) {
  PostChange change{place, {}};
  auto& marking = place.is_first ? change.post.thread.marking : change.post.marking;
  auto& audience = place.is_first ? change.post.thread.audience : change.post.audience;
  auto const former_level = marking.level;
  if (edit.marking) {
    auto const raised = raise_marking(marking, *edit.marking, viewer, limits);
    if (!raised) return raised.error();
    marking = *raised;
  }
  if (edit.audience) {
    auto const narrowed = narrow_audience(tx, readers, *edit.audience, viewer, limits);
    if (!narrowed) return narrowed.error();
    audience = *narrowed;
  }
  if (audience != readers.audience) change.prior.audience = readers.audience;
  if (marking.level != former_level) change.prior.level = former_level;
  return change;
}

base::Result<void> narrow_answer(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& before,
                                 PostChange const& change) {
  auto const& next = change.post;
  auto const& thread = before.thread;
  int const bureaus = auth::count_bureaus(tx, {thread.topic.audience, thread.audience, next.audience});
  if (!update_handling(tx, next, bureaus)) return ErrorCode::version_conflict;
  recount_posts(tx, thread.id);
  if (change.prior.audience || change.prior.level) auth::bump_policy_epoch(tx);
  if (before.state == State::awaiting_release) renew_submission(tx, before.id);
  insert_changed_event(tx, {EventObject::post, thread.topic.id, thread.id, before.id}, viewer, change.prior);
  log_changes(tx, viewer, before, next);
  return {};
}

base::Result<void> narrow_with_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                      PostPlace const& before, PostChange const& change) {
  ThreadChange const of_thread{change.post.thread, change.prior};
  if (auto const done = apply_change(tx, viewer, before.thread, of_thread); !done) return done;
  // Of what waits the version has moved with the submission.
  if (before.state != State::awaiting_release) move_version(tx, before.id);
  return {};
}

}  // namespace

base::Result<auth::Marking> raise_marking(auth::Marking const& now, NewMarking const& asked,
                                          auth::Viewer const& viewer, Limits const& limits) {
  FieldErrors errors;
  auto const marking = settle_marking(asked, now, viewer.now, limits, errors);
  auto const refuse_unless = [&](bool holds, std::string_view field) {
    if (!holds) errors.push_back({"/marking/" + std::string(field), base::FieldCode::out_of_range});
  };
  refuse_unless(keeps_caveats(now, marking), "caveats");
  refuse_unless(keeps_words(now, marking), "caveat_text");
  refuse_unless(marking.legal_use <= now.legal_use, "legal_use");
  refuse_unless(marking.attribution >= now.attribution, "attribution");
  refuse_unless(!now.expires_on || marking.expires_on <= now.expires_on, "expires_on");
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
  if (auto const fits = check_level(marking.level, now.level, viewer); !fits) return fits.error();
  return marking;
}

PresentReaders present_readers(PostPlace const& place) {
  auto const& thread = place.thread;
  if (place.is_first) return {thread.audience, {thread.topic.audience}, thread.source, thread.topic.unit()};
  return {place.audience, {thread.topic.audience, thread.audience}, place.source, thread.topic.unit()};
}

base::Result<auth::AudienceId> narrow_audience(storage::WriteTx& tx, PresentReaders const& now,
                                               auth::NewAudience const& asked, auth::Viewer const& viewer,
                                               Limits const& limits) {
  FieldErrors errors;
  check_audience_size(asked, limits, errors);
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
  if (adds_nothing(asked)) return now.audience;
  auto const full = in_full(tx, now, asked);
  if (is_more_open(tx, now, full.base)) return audience_too_wide();
  auto const id = auth::intern_audience(tx, viewer, full, now.unit, kAudience);
  if (!id) return id.error();
  if (!auth::is_within(tx, *id, {now.audience})) return audience_too_wide();
  // Where he may know who reads what encloses it, whoever is named is among them.
  bool const names = full.base == AudienceBase::only && now.audience == auth::kInherit;
  if (names && !now.enclosing.empty() && !auth::is_within(tx, *id, now.enclosing)) return audience_too_wide();
  if (!std::ranges::binary_search(auth::members_of_all(tx, {*id}), now.source)) return source_missing();
  return *id;
}

base::Result<std::vector<auth::OrganisationId>> resolve_narrowed(storage::ReadTx& tx,
                                                                 PresentReaders const& now,
                                                                 auth::NewAudience const& asked,
                                                                 auth::Viewer const& viewer) {
  auto around = now.enclosing;
  around.push_back(now.audience);
  auto const present = auth::members_of_all(tx, around);
  if (adds_nothing(asked)) return present;
  auto const full = in_full(tx, now, asked);
  if (is_more_open(tx, now, full.base)) return audience_too_wide();
  auto const resolved = auth::resolve_audience(tx, viewer, full, now.unit, kAudience);
  if (!resolved) return resolved.error();
  auto const own = auth::members_of_all(tx, {now.audience});
  if (!std::ranges::includes(own, *resolved)) return audience_too_wide();
  bool const names = full.base == AudienceBase::only && now.audience == auth::kInherit;
  if (names && !std::ranges::includes(present, *resolved)) return audience_too_wide();
  if (!std::ranges::binary_search(*resolved, now.source)) return source_missing();
  std::vector<auth::OrganisationId> left;
  std::ranges::set_intersection(present, *resolved, std::back_inserter(left));
  return left;
}

base::Result<void> narrow_post(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place,
                               PostEdit const& edit, PresentReaders const& readers, Limits const& limits) {
  if (auto const verdict = require(viewer, auth::Action::narrow, target_of(place)); !verdict) {
    return verdict.error();
  }
  if (place.state != State::published && place.state != State::awaiting_release)
    return ErrorCode::state_conflict;
  if (edit.version != place.version) return ErrorCode::version_conflict;
  auto const change = plan(tx, viewer, place, edit, readers, limits);
  if (!change) return change.error();
  auto const& next = change->post;
  if (place.is_first) {
    if (changes_nothing(place.thread, {next.thread, {}})) return {};
    return narrow_with_thread(tx, viewer, place, *change);
  }
  if (next.marking == place.marking && next.audience == place.audience) return {};
  return narrow_answer(tx, viewer, place, *change);
}

base::Result<Contribution> narrow_contribution(storage::WriteTx& tx, auth::Viewer const& viewer,
                                               base::PublicId const& post, PostEdit const& edit,
                                               Limits const& limits) {
  auto const place = find_contributed_place(tx, viewer, post);
  auto const seen = find_post_place(tx, viewer, post);
  if (!place) return seen ? ErrorCode::not_permitted : ErrorCode::not_found;
  auto readers = present_readers(*place);
  if (!seen) readers.enclosing.clear();
  auto const done = narrow_post(tx, viewer, *place, edit, readers, limits);
  if (!done) return done.error();
  auto contribution = find_contribution(tx, viewer, post);
  if (!contribution) return ErrorCode::not_found;
  return *std::move(contribution);
}

}  // namespace forum
