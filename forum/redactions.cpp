#include "forum/redactions.hpp"

#include <algorithm>

#include "auth/acting_role.hpp"
#include "base/text.hpp"
#include "forum/acts.hpp"
#include "forum/contributions.hpp"
#include "forum/publishing.hpp"
#include "forum/redaction_rows.hpp"
#include "forum/told.hpp"

namespace forum {
namespace {

using auth::Action;
using base::ErrorCode;
using base::FieldCode;

// As an erasure takes a second person, nobody takes out what he wrote himself, nor what he has put a text of
// his own in the place of: he would have taken it away alone.
bool may_redact(auth::Viewer const& viewer, PostPlace const& place, FormerVersion const& former) {
  return judge(viewer, Action::approve_erasure, target_of(place)) == auth::Verdict::allowed &&
         viewer.user != former.writer && viewer.user != former.replaced_by && viewer.user != place.author;
}

base::Result<PostPlace> find_own(storage::ReadTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& post) {
  auto place = find_contributed_place(tx, viewer, post);
  if (!place) return find_post_place(tx, viewer, post) ? ErrorCode::not_permitted : ErrorCode::not_found;
  if (place->state == auth::State::withdrawn) return ErrorCode::not_found;
  return *std::move(place);
}

}  // namespace

base::Result<void> redact_revision(storage::WriteTx& tx, auth::Viewer const& viewer,
                                   base::PublicId const& post, NewRedaction const& redaction, Moment const&) {
  auto const place = find_own(tx, viewer, post);
  if (!place) return place.error();
  if (auto const verdict = require(viewer, Action::approve_erasure, target_of(*place)); !verdict) {
    return verdict.error();
  }
  if (auto const unfit = base::unfit_for_body(redaction.reason))
    return base::invalid_field("/reason", *unfit);
  if (base::trimmed(redaction.reason).empty()) return base::invalid_field("/reason", FieldCode::empty);
  if (redaction.version == place->version) return ErrorCode::state_conflict;
  auto const former = select_former_versions(tx, place->id);
  auto const found = std::ranges::find(former, redaction.version, &FormerVersion::version);
  if (found == former.end()) return base::invalid_field("/version", FieldCode::out_of_range);
  if (!may_redact(viewer, *place, *found)) {
    return base::Error(ErrorCode::not_permitted, "nobody takes out what he wrote or replaced himself");
  }
  if (found->redacted) return ErrorCode::state_conflict;
  forget_version(tx, place->id, redaction.version);
  insert_redaction(tx, viewer, place->id, redaction);
  // Whoever has the history on screen loses the text.
  insert_changed_event(tx, {EventObject::post, place->thread.topic.id, place->thread.id, place->id}, viewer,
                       {});
  log_act(tx, viewer, auth::acting_role(viewer, Action::approve_erasure, target_of(*place)),
          auth::AuditEvent::revision_redacted, *place, redaction.reason);
  return {};
}

base::Result<std::map<int, RevisionStanding>> load_redactions(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                              base::PublicId const& post) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  bool const names_persons = tells_author(viewer, place->source, place->marking.attribution);
  std::map<int, RevisionStanding> standings;
  for (auto& former : select_former_versions(tx, place->id)) {
    RevisionStanding standing{std::move(former.redacted), false};
    if (standing.redacted && !names_persons) standing.redacted->by.reset();
    standing.may_redact = !standing.redacted && may_redact(viewer, *place, former);
    if (standing.redacted || standing.may_redact) standings.emplace(former.version, std::move(standing));
  }
  return standings;
}

}  // namespace forum
