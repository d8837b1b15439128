#include "forum/flag_cases.hpp"

#include "auth/conflicts.hpp"
#include "auth/named.hpp"
#include "forum/acts.hpp"
#include "forum/flag_case_page.hpp"
#include "forum/flag_rows.hpp"
#include "forum/parties.hpp"

namespace forum {
namespace {

using auth::Action;
using auth::AuditEvent;
using auth::Named;
using auth::Role;
using base::ErrorCode;

constexpr auto kStates = std::to_array<Named<FlagCaseState>>({
    {FlagCaseState::open, "open"},
    {FlagCaseState::taken, "taken"},
    {FlagCaseState::settled, "settled"},
    {FlagCaseState::declined, "declined"},
});
constexpr auto kFilters = std::to_array<Named<FlagCaseFilter>>({
    {FlagCaseFilter::open, "open"},
    {FlagCaseFilter::past, "past"},
});

// A change of what waits, by who saw it as it is now.
template <class Change>
base::Result<FlagCase> change_case(storage::WriteTx& tx, auth::Viewer const& viewer,
                                   base::PublicId const& flag_case, int version, Change change) {
  auto const found = find_flag_case_place(tx, viewer, flag_case);
  if (!found) return ErrorCode::not_found;
  if (is_decided(found->row)) return ErrorCode::state_conflict;
  if (version != found->row.version) return ErrorCode::version_conflict;
  if (auto const changed = change(*found); !changed) return changed.error();
  return load_flag_case(tx, viewer, found->row.id).value();
}

}  // namespace

std::string_view to_string(FlagCaseState state) {
  return auth::name_of(kStates, state);
}
std::string_view to_string(FlagCaseFilter filter) {
  return auth::name_of(kFilters, filter);
}
std::optional<FlagCaseFilter> parse_flag_case_filter(std::string_view name) {
  return auth::value_of(kFilters, name);
}

bool reviews_flags(auth::Viewer const& viewer) {
  return viewer.is_vetted && viewer.ceiling != auth::kReadsNothing &&
         (viewer.has(Role::topic_moderator) || viewer.has(Role::unit_officer) ||
          viewer.has(Role::data_protection_officer) || viewer.has(Role::compliance));
}

std::optional<Role> reviewing_office(auth::Viewer const& viewer, auth::Target const& target,
                                     FlagReasons const& reasons) {
  if (target.author == viewer.user) return std::nullopt;
  for (Role const role : {Role::topic_moderator, Role::unit_officer}) {
    if (auth::gives(role, viewer, Action::review_flags, target)) return role;
  }
  if (reasons.personal_data &&
      auth::gives(Role::data_protection_officer, viewer, Action::review_data_flags, target))
    return Role::data_protection_officer;
  if ((reasons.personal_data || reasons.level_too_low) &&
      auth::gives(Role::compliance, viewer, Action::review_data_flags, target))
    return Role::compliance;
  return std::nullopt;
}

std::optional<FlagCasePlace> find_flag_case_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  base::PublicId const& flag_case) {
  auto const row = find_flag_case_row(tx, flag_case);
  if (!row) return std::nullopt;
  auto place = find_post_place(tx, viewer, row->post);
  if (!place) place = find_place_in_hiding(tx, viewer, row->post);
  auto const office = place ? reviewing_office(viewer, target_of(*place), row->reasons) : std::nullopt;
  if (!office) return std::nullopt;
  return FlagCasePlace{*row, *std::move(place), *office};
}

bool is_decided(FlagCaseRow const& row) {
  return row.state == FlagCaseState::settled || row.state == FlagCaseState::declined;
}

bool decides_with_a_part(storage::ReadTx& tx, auth::Viewer const& viewer, Role office,
                         std::int64_t flag_case) {
  bool const keeps_order = office == Role::topic_moderator || office == Role::unit_officer;
  return keeps_order && auth::has_conflict(viewer, parties_of_case(tx, viewer, flag_case));
}

base::Result<FlagCase> take_flag_case(storage::WriteTx& tx, auth::Viewer const& viewer,
                                      base::PublicId const& flag_case, int version) {
  return change_case(tx, viewer, flag_case, version, [&](FlagCasePlace const& found) -> base::Result<void> {
    if (found.row.assignee == viewer.user) return ErrorCode::state_conflict;
    update_flag_case_taken(tx, viewer, found.row.id);
    log_flag_act(tx, viewer, found.office, AuditEvent::flags_taken, found.place);
    return {};
  });
}

base::Result<FlagCase> put_back_flag_case(storage::WriteTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& flag_case, int version) {
  return change_case(tx, viewer, flag_case, version, [&](FlagCasePlace const& found) -> base::Result<void> {
    if (found.row.assignee != viewer.user) return ErrorCode::state_conflict;
    update_flag_case_put_back(tx, found.row.id);
    log_flag_act(tx, viewer, found.office, AuditEvent::flags_put_back, found.place);
    return {};
  });
}

base::Result<FlagCase> note_on_flag_case(storage::WriteTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& flag_case, std::string_view text,
                                         Moment const& moment) {
  auto const found = find_flag_case_place(tx, viewer, flag_case);
  if (!found) return ErrorCode::not_found;
  if (count_flag_notes(tx, found->row.id) >= moment.limits.notes_on_flags)
    return base::invalid_field("/text", base::FieldCode::too_many);
  insert_flag_note(tx, viewer, found->row.id, text);
  log_flag_act(tx, viewer, found->office, AuditEvent::flags_noted, found->place);
  return load_flag_case(tx, viewer, found->row.id).value();
}

base::Result<FlagCase> decide_flag_case(storage::WriteTx& tx, auth::Viewer const& viewer,
                                        base::PublicId const& flag_case, FlagVerdict const& verdict) {
  return change_case(
      tx, viewer, flag_case, verdict.version, [&](FlagCasePlace const& found) -> base::Result<void> {
        if (found.row.assignee && found.row.assignee != viewer.user) return ErrorCode::state_conflict;
        if (!verdict.approved_by && decides_with_a_part(tx, viewer, found.office, found.row.id))
          return ErrorCode::second_person_required;
        update_flag_case_decided(tx, viewer, found.row.id, verdict.outcome, verdict.reply);
        auto const event =
            verdict.outcome == FlagOutcome::settled ? AuditEvent::flags_settled : AuditEvent::flags_declined;
        log_flag_act(tx, viewer, found.office, event, found.place, {verdict.reply, verdict.approved_by});
        return {};
      });
}

}  // namespace forum
