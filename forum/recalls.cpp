#include "forum/recalls.hpp"

#include <algorithm>

#include "auth/acting_role.hpp"
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
// After this time every read that began before the recall has been answered, and is in the log.
constexpr std::chrono::minutes kSettling{2};

base::Result<PostPlace> find_to_recall(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       base::PublicId const& post, std::optional<int> version) {
  auto place = find_contributed_place(tx, viewer, post);
  if (!place) return find_post_place(tx, viewer, post) ? ErrorCode::not_permitted : ErrorCode::not_found;
  if (auto const verdict = require(viewer, auth::Action::withdraw, target_of(*place)); !verdict) {
    return verdict.error();
  }
  if (!may_recall(place->state)) return ErrorCode::state_conflict;
  if (version && *version != place->version) return ErrorCode::version_conflict;
  return *std::move(place);
}

base::Result<void> check_reason(std::string_view reason) {
  if (auto const unfit = base::unfit_for_body(reason)) return base::invalid_field("/reason", *unfit);
  if (base::trimmed(reason).empty()) return base::invalid_field("/reason", base::FieldCode::empty);
  return {};
}

void search(storage::ReadTx& tx, RecalledPost const& post, auth::Openers& openers) {
  auth::search_openers(tx, post.public_id, select_first_publication(tx, post.id) - kLongestRequest, openers);
}

// The source's own bureau knows what it recalls.
void ask_bureaus(storage::WriteTx& tx, RecalledPost const& post, auth::Openers const& openers,
                 base::Timestamp now, base::Random& random) {
  for (auto const& opener : openers.people) {
    auto const bureau = find_bureau_of(tx, opener.organisation);
    if (!bureau || *bureau == post.bureau) continue;
    if (!is_asked(tx, post.id, *bureau)) {
      insert_request(tx, post.id, *bureau, base::make_public_id(random), now);
    }
    insert_opener(tx, post.id, *bureau, opener);
  }
}

RecalledPost recalled_post(PostPlace const& place) {
  return {place.id, place.public_id, place.source_parent.value_or(place.source)};
}

void log(storage::WriteTx& tx, auth::Viewer const& viewer, PostPlace const& place, base::PublicId source,
         std::string_view reason) {
  auth::AuditRecord record{.at = viewer.now, .event = auth::AuditEvent::post_withdrawn};
  record.actor = auth::actor_of(viewer, auth::acting_role(viewer, auth::Action::withdraw, target_of(place)));
  record.object = {auth::AuditObjectKind::post, place.public_id};
  record.topic = place.thread.topic.public_id;
  record.level = std::max(place.marking.level, place.thread.marking.level);
  record.reason = reason;
  record.sources = {source};
  auth::append_audit(tx, record);
}

}  // namespace

base::Result<void> check_recall(storage::ReadTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                std::optional<int> version) {
  auto const place = find_to_recall(tx, viewer, post, version);
  if (!place) return place.error();
  return {};
}

base::Result<auth::Openers> find_openers(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& post, std::optional<int> version) {
  auto const place = find_to_recall(tx, viewer, post, version);
  if (!place) return place.error();
  auth::Openers openers;
  search(tx, recalled_post(*place), openers);
  return openers;
}

base::Result<Contribution> recall_post(storage::WriteTx& tx, auth::Viewer const& viewer,
                                       base::PublicId const& post, Recall const& recall,
                                       Moment const& moment) {
  auto const place = find_to_recall(tx, viewer, post, recall.version);
  if (!place) return place.error();
  if (auto const fits = check_reason(recall.reason); !fits) return fits.error();
  auto const reason = base::trimmed(recall.reason);
  auto openers = recall.openers;
  search(tx, recalled_post(*place), openers);
  insert_recall(tx, viewer, place->id, reason, openers.searched_to);
  ask_bureaus(tx, recalled_post(*place), openers, viewer.now, moment.random);
  take_out_of_sight(tx, viewer, *place);
  auto contribution = find_contribution(tx, viewer, post);
  if (!contribution) return ErrorCode::not_found;
  log(tx, viewer, *place, contribution->post.origin.source, reason);
  return *std::move(contribution);
}

void finish_recalls(storage::WriteTx& tx, base::Timestamp now, base::Random& random, int limit) {
  for (auto const& [post, searched_to] : select_unfinished(tx, now - kSettling, limit)) {
    auth::Openers openers;
    openers.searched_to = searched_to;
    search(tx, post, openers);
    ask_bureaus(tx, post, openers, now, random);
    update_finished(tx, post.id, openers.searched_to, now);
  }
}

base::Result<RecallState> load_recall(storage::ReadTx& tx, auth::Viewer const& viewer,
                                      base::PublicId const& post) {
  auto const place = find_contributed_place(tx, viewer, post);
  auto state = place ? find_recall(tx, place->id) : std::nullopt;
  if (!state) return ErrorCode::not_found;
  state->origin = origin_of(tx, *place);
  state->bureaus = select_asked(tx, place->id, viewer.language);
  return *std::move(state);
}

}  // namespace forum
