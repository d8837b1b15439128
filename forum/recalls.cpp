#include "forum/recalls.hpp"

#include <algorithm>

#include "auth/audit_log.hpp"
#include "base/text.hpp"
#include "forum/recall_rows.hpp"
#include "forum/withdrawal.hpp"

namespace forum {
namespace {

using base::ErrorCode;

// The time of a record is that of its request, which may have begun a little before the post was published
// and have been answered after it.
constexpr std::chrono::minutes kLongestRequest{1};

base::Result<PostPlace> find_to_recall(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       base::PublicId const& post, std::optional<int> version) {
  auto place = find_contributed_place(tx, viewer, post);
  if (!place) return find_post_place(tx, viewer, post) ? ErrorCode::not_permitted : ErrorCode::not_found;
  if (auto const verdict = require(viewer, auth::Action::withdraw, target_of(*place)); !verdict) {
    return verdict.error();
  }
  if (place->state != auth::State::published) return ErrorCode::state_conflict;
  if (version && *version != place->version) return ErrorCode::version_conflict;
  return *std::move(place);
}

base::Result<void> check_reason(std::string_view reason) {
  if (auto const unfit = base::unfit_for_body(reason)) return base::invalid_field("/reason", *unfit);
  if (base::trimmed(reason).empty()) return base::invalid_field("/reason", base::FieldCode::empty);
  return {};
}

void search(storage::ReadTx& tx, PostPlace const& place, auth::Openers& openers) {
  auth::search_openers(tx, place.public_id, select_first_publication(tx, place.id) - kLongestRequest,
                       openers);
}

// The source's own bureau knows what it recalls.
void ask_bureaus(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place,
                 auth::Openers const& openers, Moment const& moment) {
  auto const own = place.source_parent.value_or(place.source);
  for (auto const& [organisation, officer] : openers.people) {
    auto const bureau = find_bureau_of(tx, organisation);
    if (!bureau || *bureau == own) continue;
    if (!is_asked(tx, place.id, *bureau)) {
      insert_request(tx, place.id, *bureau, base::make_public_id(moment.random), viewer.now);
    }
    insert_opener(tx, place.id, *bureau, officer);
  }
}

void log(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place, base::PublicId source,
         std::string_view reason) {
  auth::AuditRecord record{.at = viewer.now, .event = auth::AuditEvent::post_withdrawn};
  bool const is_own = place.author == viewer.user && place.source == viewer.organisation;
  record.actor = auth::actor_of(viewer, is_own ? std::nullopt : std::optional(auth::Role::coordinator));
  record.object = {auth::AuditObjectKind::post, place.public_id};
  record.topic = place.thread.topic.public_id;
  record.level = std::max(place.marking.level, place.thread.marking.level);
  record.reason = reason;
  record.sources = {source};
  auth::append_audit(tx, record);
}

}  // namespace

base::Result<auth::Openers> find_openers(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& post, std::optional<int> version) {
  auto const place = find_to_recall(tx, viewer, post, version);
  if (!place) return place.error();
  auth::Openers openers;
  search(tx, *place, openers);
  return openers;
}

base::Result<Recalled> recall_post(storage::WriteTx& tx, auth::Viewer const& viewer,
                                   base::PublicId const& post, Recall const& recall, Moment const& moment) {
  auto const place = find_to_recall(tx, viewer, post, recall.version);
  if (!place) return place.error();
  if (auto const fits = check_reason(recall.reason); !fits) return fits.error();
  auto const reason = base::trimmed(recall.reason);
  Recalled recalled{{}, recall.openers};
  search(tx, *place, recalled.openers);
  insert_recall(tx, viewer, place->id, reason);
  ask_bureaus(tx, viewer, *place, recalled.openers, moment);
  take_out_of_sight(tx, viewer, *place);
  auto contribution = find_contribution(tx, viewer, post);
  if (!contribution) return ErrorCode::not_found;
  recalled.contribution = *std::move(contribution);
  log(tx, viewer, *place, recalled.contribution.post.origin.source, reason);
  return recalled;
}

base::Result<void> ask_late_openers(storage::WriteTx& tx, auth::Viewer const& viewer,
                                    base::PublicId const& post, auth::Openers openers, Moment const& moment) {
  auto const place = find_contributed_place(tx, viewer, post);
  if (!place || find_recaller(tx, place->id) != viewer.user) return ErrorCode::not_found;
  openers.people.clear();  // they have been asked
  search(tx, *place, openers);
  ask_bureaus(tx, viewer, *place, openers, moment);
  return {};
}

base::Result<RecallState> load_recall(storage::ReadTx& tx, auth::Viewer const& viewer,
                                      base::PublicId const& post) {
  auto const place = find_contributed_place(tx, viewer, post);
  auto state = place ? find_recall(tx, place->id) : std::nullopt;
  if (!state) return ErrorCode::not_found;
  state->bureaus = select_asked(tx, place->id, viewer.language);
  return *std::move(state);
}

}  // namespace forum
