#include "forum/flags.hpp"

#include "auth/acting_role.hpp"
#include "auth/named.hpp"
#include "forum/acts.hpp"
#include "forum/flag_rows.hpp"
#include "forum/places.hpp"

namespace forum {
namespace {

using auth::Action;
using auth::Named;
using base::ErrorCode;

constexpr auto kReasons = std::to_array<Named<FlagReason>>({
    {FlagReason::off_subject, "off_subject"},
    {FlagReason::personal_data, "personal_data"},
    {FlagReason::neutrality, "neutrality"},
    {FlagReason::level_too_low, "level_too_low"},
    {FlagReason::other, "other"},
});
constexpr auto kOutcomes = std::to_array<Named<FlagOutcome>>({
    {FlagOutcome::settled, "settled"},
    {FlagOutcome::declined, "declined"},
});

base::Result<void> check_rate(storage::ReadTx& tx, auth::Viewer const& viewer, Limits const& limits) {
  constexpr std::chrono::hours kHour(1);
  base::Error refused(ErrorCode::too_many_requests);
  refused.retry_after_seconds = std::chrono::seconds(kHour).count();
  if (limits.flags_per_hour == 0) return refused;
  auto const oldest = find_flagged_at(tx, viewer, viewer.now - kHour, limits.flags_per_hour);
  if (!oldest) return {};
  auto const rest = std::chrono::ceil<std::chrono::seconds>(*oldest + kHour - viewer.now).count();
  refused.retry_after_seconds = static_cast<int>(std::max<std::int64_t>(rest, 1));
  return refused;
}

}  // namespace

std::string_view to_string(FlagReason reason) {
  return auth::name_of(kReasons, reason);
}
std::optional<FlagReason> parse_flag_reason(std::string_view name) {
  return auth::value_of(kReasons, name);
}
std::string_view to_string(FlagOutcome outcome) {
  return auth::name_of(kOutcomes, outcome);
}
std::optional<FlagOutcome> parse_flag_outcome(std::string_view name) {
  return auth::value_of(kOutcomes, name);
}

base::Result<OwnFlag> flag_post(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                NewFlag const& flag, Moment const& moment) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return ErrorCode::not_found;
  auto const role = auth::acting_role(viewer, Action::flag, target_of(*place));
  if (!role || place->author == viewer.user) return ErrorCode::not_permitted;
  auto const before = find_flag_row(tx, viewer, place->id);
  if (place->state != auth::State::published || (before && !before->is_withdrawn))
    return ErrorCode::state_conflict;
  if (auto const checked = check_rate(tx, viewer, moment.limits); !checked) return checked.error();
  auto const flag_case = open_flag_case(tx, viewer, place->id, base::make_public_id(moment.random));
  if (before) {
    update_flag(tx, viewer, before->id, flag);
  } else {
    insert_flag(tx, viewer, base::make_public_id(moment.random), flag_case, flag);
  }
  log_flag_act(tx, viewer, role, auth::AuditEvent::post_flagged, *place);
  return select_flag(tx, viewer, place->id).value();
}

void report_personal_data(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& own_post,
                          Moment const& moment) {
  auto const place = find_post_place(tx, viewer, own_post);
  if (!place) return;
  auto const before = find_flag_row(tx, viewer, place->id);
  if (before && !before->is_withdrawn && !before->is_decided) return;
  NewFlag const flag{.reason = FlagReason::personal_data};
  auto const flag_case = open_flag_case(tx, viewer, place->id, base::make_public_id(moment.random));
  if (before) {
    update_flag(tx, viewer, before->id, flag);
  } else {
    insert_flag(tx, viewer, base::make_public_id(moment.random), flag_case, flag);
  }
  log_flag_act(tx, viewer, auth::acting_role(viewer, Action::flag, target_of(*place)),
               auth::AuditEvent::post_flagged, *place);
}

base::Result<void> withdraw_flag(storage::WriteTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& post) {
  auto const place = find_post_place(tx, viewer, post);
  auto const flag = place ? find_flag_row(tx, viewer, place->id) : std::nullopt;
  if (!flag || flag->is_withdrawn) return ErrorCode::not_found;
  if (flag->is_decided) return ErrorCode::state_conflict;
  update_flag_withdrawn(tx, viewer, flag->id);
  touch_flag_case(tx, flag->flag_case);
  log_flag_act(tx, viewer, auth::acting_role(viewer, Action::flag, target_of(*place)),
               auth::AuditEvent::flag_withdrawn, *place);
  return {};
}

base::Result<OwnFlag> load_flag(storage::ReadTx& tx, auth::Viewer const& viewer, base::PublicId const& post) {
  auto const place = find_post_place(tx, viewer, post);
  auto flag = place ? select_flag(tx, viewer, place->id) : std::nullopt;
  if (!flag) return ErrorCode::not_found;
  return *std::move(flag);
}

}  // namespace forum
