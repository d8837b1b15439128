#include "forum/widening.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "forum/audiences.hpp"
#include "forum/cursors.hpp"
#include "forum/fields.hpp"
#include "forum/widening_effect.hpp"
#include "forum/widening_for_quote.hpp"
#include "forum/widening_rows.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using AudienceIds = std::vector<auth::AudienceId>;

// What holds for the object now and what would: the audiences from the topic down to it, and its level.
struct Step {
  AudienceIds before;
  AudienceIds after;
  auth::Level level_before;
  auth::Level level_after;
};

// Everybody keeps what he has, and something is widened.
base::Result<void> check_widens(storage::ReadTx& tx, Step const& step) {
  auto const refused = [](std::string_view pointer) {
    return base::invalid_field(std::string(pointer), base::FieldCode::out_of_range);
  };
  if (step.level_after > step.level_before) return refused("/marking/level");
  auto const before = auth::members_of_all(tx, step.before);
  auto const after = auth::members_of_all(tx, step.after);
  if (!std::ranges::includes(after, before)) return refused("/audience");
  if (after == before && step.level_after == step.level_before) return refused("/audience");
  return {};
}

base::Result<void> check_asking(storage::ReadTx& tx, auth::Viewer const& viewer, auth::Target const& target,
                                NewWidening const& asked, auth::ProposalLimits const& proposals,
                                Limits const& limits) {
  auto const may = require(viewer, auth::Action::request_widening, target);
  if (!may) return may.error();
  FieldErrors errors;
  if (auto const unfit = base::unfit_for_body(asked.reason)) errors.push_back({"/reason", *unfit});
  if (base::trimmed(asked.reason).empty()) errors.push_back({"/reason", base::FieldCode::empty});
  if (asked.audience) check_audience_size(*asked.audience, limits, errors);
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
  if (count_open_widenings(tx, viewer) >= proposals.open_per_person) return ErrorCode::too_many_proposals;
  return {};
}

// What is asked of an object, once it is known what that would be.
struct Wish {
  auth::AudienceId audience;
  auth::Level level;
  NewWidening const& asked;
  std::optional<ThreadId> quoted_in = {};

  std::string_view pointer(auth::AudienceId former) const {
    if (asked.quoted_in) return "/quoted_in";
    return audience == former ? "/marking/level" : "/audience";
  }
};

NewWideningRow row_of(ThreadPlace const& thread, Wish const& wish) {
  NewWideningRow row;
  row.thread = thread.id;
  row.thread_version = thread.version;
  row.audience = wish.audience;
  row.level = wish.level;
  row.is_for_quote = wish.asked.quoted_in.has_value();
  row.quoted_in = wish.quoted_in;
  return row;
}

base::Result<Widening> keep(storage::WriteTx& tx, auth::Viewer const& viewer, NewWideningRow row,
                            std::string_view reason, NewConsentRow consent, base::Random& random) {
  row.reason = reason;
  auto const expires_at = viewer.now + auth::kProposalLasts;
  auto const stored = insert_widening(tx, viewer, row, random);
  consent.widening = stored.id;
  insert_consent(tx, consent, viewer.now, expires_at, random);
  return find_widening(tx, viewer, stored.public_id).value();
}

base::Result<Widening> ask_of_post(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place,
                                   Wish const& wish, base::Random& random) {
  auto const& thread = place.thread;
  Step const step{{thread.topic.audience, thread.audience, place.audience},
                  {thread.topic.audience, thread.audience, wish.audience},
                  std::max(place.marking.level, thread.marking.level),
                  std::max(wish.level, thread.marking.level)};
  if (auto const widens = check_widens(tx, step); !widens) return widens.error();
  auto row = row_of(thread, wish);
  row.post = place.id;
  row.former_audience = place.audience;
  row.former_level = place.marking.level;
  if (has_asked(tx, viewer, row, place.version))
    return base::invalid_field(std::string(wish.pointer(place.audience)), base::FieldCode::duplicate);
  auto const gained = find_gained(tx, {step.before, step.level_before}, {step.after, step.level_after});
  return keep(
      tx, viewer, row, base::trimmed(wish.asked.reason),
      {.widening = {},
       .source = place.source,
       .turn = Turn::first,
       .gained = keep_recipients(tx, gained),
       .posts = {{place.id, place.version, place.audience, place.marking.level, wish.audience, wish.level}}},
      random);
}

base::Result<Widening> ask_of_thread(storage::WriteTx& tx, auth::Viewer const& viewer,
                                     ThreadPlace const& place, Wish const& wish,
                                     auth::ProposalLimits const& proposals, base::Random& random) {
  Step const step{{place.topic.audience, place.audience},
                  {place.topic.audience, wish.audience},
                  std::max(place.marking.level, place.topic.level),
                  std::max(wish.level, place.topic.level)};
  if (auto const widens = check_widens(tx, step); !widens) return widens.error();
  auto row = row_of(place, wish);
  row.former_audience = place.audience;
  row.former_level = place.marking.level;
  if (has_asked(tx, viewer, row, 0))
    return base::invalid_field(std::string(wish.pointer(place.audience)), base::FieldCode::duplicate);
  auto const gained = find_gained(tx, {step.before, step.level_before}, {step.after, step.level_after});
  auto posts =
      select_inheriting(tx, place, place.source, wish.level, viewer.now, proposals.posts_in_widening);
  for (auto& post : posts) {
    post.next_audience = post.audience;
    post.next_level = wish.level < place.marking.level ? wish.level : post.level;
  }
  return keep(tx, viewer, row, base::trimmed(wish.asked.reason),
              {.widening = {},
               .source = place.source,
               .turn = Turn::first,
               .gained = keep_recipients(tx, gained),
               .posts = std::move(posts)},
              random);
}

// Whoever may ask it of the post may ask it of the thread that keeps the post from going further.
base::Result<Widening> ask_for_quote(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place,
                                     NewWidening const& asked, auth::ProposalLimits const& proposals,
                                     Moment const& moment) {
  auto const settled = settle_for_quote(tx, viewer, place, *asked.quoted_in);
  if (!settled) return settled.error();
  Wish const wish{settled->audience, settled->level, asked, settled->quoted_in};
  if (!settled->is_of_thread) return ask_of_post(tx, viewer, place, wish, moment.random);
  auto const may = require(viewer, auth::Action::request_widening, target_of(place.thread));
  if (!may) return may.error();
  return ask_of_thread(tx, viewer, place.thread, wish, proposals, moment.random);
}

}  // namespace

base::Result<Widening> ask_post_widening(storage::WriteTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& post, NewWidening const& asked,
                                         auth::ProposalLimits const& proposals, Moment const& moment) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const fits = check_asking(tx, viewer, target_of(*place), asked, proposals, moment.limits);
  if (!fits) return fits.error();
  if (place->is_first && !asked.quoted_in)
    return base::Error(ErrorCode::not_permitted, "a first post goes with its thread");
  if (place->state != auth::State::published) return ErrorCode::state_conflict;
  if (asked.version != place->version) return ErrorCode::version_conflict;
  if (asked.quoted_in) return ask_for_quote(tx, viewer, *place, asked, proposals, moment);

  auto const level = asked.level.value_or(place->marking.level);
  if (auto const allowed = check_level(level, place->thread.marking.level, viewer); !allowed && asked.level)
    return allowed.error();
  auto audience = place->audience;
  if (asked.audience) {
    auto const settled = settle_audience(tx, viewer, asked.audience, *place);
    if (!settled) return settled.error();
    audience = settled->id;
  }
  return ask_of_post(tx, viewer, *place, {audience, level, asked}, moment.random);
}

base::Result<Widening> ask_thread_widening(storage::WriteTx& tx, auth::Viewer const& viewer,
                                           base::PublicId const& thread, NewWidening const& asked,
                                           auth::ProposalLimits const& proposals, Moment const& moment) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return ErrorCode::not_found;
  auto const fits = check_asking(tx, viewer, target_of(*place), asked, proposals, moment.limits);
  if (!fits) return fits.error();
  if (place->state != auth::State::published) return ErrorCode::state_conflict;
  if (asked.version != place->version) return ErrorCode::version_conflict;

  auto const level = asked.level.value_or(place->marking.level);
  if (auto const allowed = check_level(level, place->topic.level, viewer); !allowed && asked.level)
    return allowed.error();
  auto audience = place->audience;
  if (asked.audience) {
    auto const settled = settle_audience(tx, viewer, *asked.audience, place->topic);
    if (!settled) return settled.error();
    audience = settled->id;
  }
  return ask_of_thread(tx, viewer, *place, {audience, level, asked}, proposals, moment.random);
}

base::Result<Page<Widening>> load_widenings(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            PageRequest const& page) {
  auto const before = parse_newest_key(page);
  if (!before) return before.error();
  Page<Widening> result;
  result.items = select_widenings(tx, viewer, *before, page.limit + 1);
  if (std::ssize(result.items) > page.limit) {
    result.items.pop_back();
    append_number(result.next.emplace(), result.items.back().key);
  }
  return result;
}

base::Result<Widening> withdraw_widening(storage::WriteTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& id) {
  auto const widening = find_widening(tx, viewer, id);
  if (!widening) return ErrorCode::not_found;
  if (widening->outcome != auth::Outcome::open) return ErrorCode::already_decided;
  withdraw_consents(tx, WideningId{widening->key}, viewer);
  return find_widening(tx, viewer, id).value();
}

}  // namespace forum
