#include "auth/letting_in.hpp"

#include <unicode/uloc.h>

#include "auth/audit_log.hpp"
#include "auth/organisations_sql.hpp"
#include "auth/statuses_sql.hpp"

namespace auth {
namespace {

using base::ErrorCode;
using base::FieldCode;

bool has_country(OrganisationKind kind) {
  return kind != OrganisationKind::secretariat && kind != OrganisationKind::partner;
}

bool has_parent(OrganisationKind kind) {
  return kind == OrganisationKind::sub_bureau || kind == OrganisationKind::national_entity;
}

bool is_country_code(std::string_view code) {
  for (auto const* known = uloc_getISOCountries(); *known != nullptr; ++known) {
    if (code == *known) return true;
  }
  return false;
}

std::optional<FieldCode> flaw_of_country(storage::ReadTx& tx, NewMember const& member) {
  if (!has_country(member.kind)) return member.country ? std::optional(FieldCode::contradicts) : std::nullopt;
  if (!member.country) return FieldCode::required;
  if (!is_country_code(*member.country)) return FieldCode::unknown_value;
  bool const has_bureau = find_bureau(tx, *member.country).has_value();
  if (member.kind == OrganisationKind::ncb)
    return has_bureau ? std::optional(FieldCode::taken) : std::nullopt;
  return has_bureau ? std::nullopt : std::optional(FieldCode::unknown_organisation);
}

}  // namespace

base::Result<Standing> let_in(storage::WriteTx& tx, Viewer const& viewer, NewMember const& member,
                              base::Random& random) {
  if (judge(viewer, Action::read_statuses, {}) != Verdict::allowed) return base::Error(ErrorCode::not_found);
  if (auto const may = require(viewer, Action::let_in_organisation, {}); !may) return may.error();
  if (auto const flaw = flaw_of_country(tx, member)) return base::invalid_field("/country", *flaw);

  NewOrganisation organisation{};
  organisation.kind = member.kind;
  if (has_parent(member.kind)) organisation.parent = find_bureau(tx, *member.country);
  organisation.country = member.country;
  organisation.city = member.city;
  organisation.names = member.names;
  organisation.status = OrganisationStatus::suspended;
  organisation.max_level = member.max_level;
  auto const id = create_organisation(tx, organisation, random);
  set_let_in_by(tx, id, viewer.user);

  AuditRecord record{.at = viewer.now, .event = AuditEvent::organisation_created};
  record.actor = actor_of(viewer, Role::administrator);
  auto const public_id = public_id_of(tx, id);
  record.object = {AuditObjectKind::organisation, public_id};
  record.sources = {public_id};
  record.level = member.max_level;
  append_audit(tx, record);
  auto const status = select_status(tx, id);
  return Standing{load_organisation(tx, id, viewer.language), status.status, status.version,
                  status.max_level};
}

}  // namespace auth
