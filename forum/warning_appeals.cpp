#include "forum/warning_appeals.hpp"

#include "auth/acting_role.hpp"
#include "auth/conflicts.hpp"
#include "auth/named.hpp"
#include "forum/acts.hpp"
#include "forum/author_note_rows.hpp"
#include "forum/contributions.hpp"
#include "forum/publishing.hpp"
#include "forum/submissions.hpp"
#include "forum/warning_appeal_rows.hpp"

namespace forum {
namespace {

using auth::Action;
using auth::AuditEvent;
using auth::Named;
using auth::Role;
using base::ErrorCode;

constexpr auto kStates = std::to_array<Named<WarningAppealState>>({
    {WarningAppealState::open, "open"},
    {WarningAppealState::lifted, "lifted"},
    {WarningAppealState::upheld, "upheld"},
});
constexpr auto kFilters = std::to_array<Named<WarningAppealFilter>>({
    {WarningAppealFilter::open, "open"},
    {WarningAppealFilter::past, "past"},
});
constexpr auto kOutcomes = std::to_array<Named<WarningOutcome>>({
    {WarningOutcome::lifted, "lifted"},
    {WarningOutcome::upheld, "upheld"},
});

}  // namespace

std::string_view to_string(WarningAppealState state) {
  return auth::name_of(kStates, state);
}
std::string_view to_string(WarningAppealFilter filter) {
  return auth::name_of(kFilters, filter);
}
std::optional<WarningAppealFilter> parse_warning_appeal_filter(std::string_view name) {
  return auth::value_of(kFilters, name);
}
std::optional<WarningOutcome> parse_warning_outcome(std::string_view name) {
  return auth::value_of(kOutcomes, name);
}

bool keeps_order_somewhere(auth::Viewer const& viewer) {
  return viewer.is_vetted && viewer.ceiling != auth::kReadsNothing &&
         (viewer.has(Role::topic_moderator) || viewer.has(Role::unit_officer));
}

bool is_third(auth::Viewer const& viewer, HeardWarningRow const& heard) {
  return heard.stands_apart && viewer.user != heard.warned_by &&
         auth::are_of_two_countries(viewer, heard.warned_for);
}

base::Result<Warning> appeal_warning(storage::WriteTx& tx, auth::Viewer const& viewer,
                                     base::PublicId const& warning, std::string_view reason,
                                     ModerationLimits const& limits, base::Random& random) {
  auto const own = select_own_warning(tx, viewer, warning, limits);
  if (!own) return ErrorCode::not_found;
  auto const row = find_author_note_row(tx, warning, viewer.now - limits.notes_kept);
  auto const place = find_contributed_place(tx, viewer, row.value().post);
  if (!place) return ErrorCode::not_found;
  auto const role = auth::acting_role(viewer, Action::appeal, target_of(*place));
  if (!role) return ErrorCode::not_permitted;
  if (own->appeal) return ErrorCode::state_conflict;
  insert_warning_appeal(tx, viewer, base::make_public_id(random), warning, reason);
  log_flag_act(tx, viewer, role, AuditEvent::warning_appealed, *place);
  return select_own_warning(tx, viewer, warning, limits).value();
}

base::Result<HeardWarning> decide_warning_appeal(storage::WriteTx& tx, auth::Viewer const& viewer,
                                                 base::PublicId const& appeal, WarningVerdict const& verdict,
                                                 ModerationLimits const& limits) {
  auto const heard = find_heard_warning(tx, viewer, appeal, limits);
  if (!heard) return ErrorCode::not_found;
  if (!is_third(viewer, *heard)) return ErrorCode::second_person_required;
  if (heard->told.appeal.state != WarningAppealState::open) return ErrorCode::already_decided;
  auto const post = find_post_place(tx, viewer, heard->told.post.object).value();
  bool const is_lifted = verdict.outcome == WarningOutcome::lifted;
  update_warning_appeal_decided(tx, viewer, heard->id, verdict);
  auto const event =
      insert_notice_event(tx, {EventObject::post, post.thread.topic.id, post.thread.id, post.id}, viewer);
  tell_own_officer(tx, event, post.id, post.author,
                   is_lifted ? Notice::warning_lifted : Notice::warning_upheld);
  tell_officer(tx, event, post.id, heard->warned_by,
               is_lifted ? Notice::own_warning_lifted : Notice::own_warning_upheld);
  log_flag_act(tx, viewer, auth::acting_role(viewer, Action::decide_appeal, target_of(post)),
               is_lifted ? AuditEvent::warning_lifted : AuditEvent::warning_upheld, post);
  return find_heard_warning(tx, viewer, appeal, limits).value().told;
}

}  // namespace forum
