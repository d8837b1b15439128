#include "auth/organisations.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <tuple>

#include "auth/audience.hpp"
#include "auth/named.hpp"
#include "auth/organisations_sql.hpp"
#include "auth/readable.hpp"

namespace auth {
namespace {

constexpr auto kKinds = std::to_array<Named<OrganisationKind>>({
    {OrganisationKind::ncb, "ncb"},
    {OrganisationKind::sub_bureau, "sub_bureau"},
    {OrganisationKind::national_entity, "national_entity"},
    {OrganisationKind::secretariat, "secretariat"},
    {OrganisationKind::partner, "partner"},
});

constexpr auto kStatuses = std::to_array<Named<OrganisationStatus>>({
    {OrganisationStatus::active, "active"},
    {OrganisationStatus::supervised, "supervised"},
    {OrganisationStatus::suspended, "suspended"},
});

bool stands_under_a_bureau(OrganisationKind kind) {
  return kind == OrganisationKind::sub_bureau || kind == OrganisationKind::national_entity;
}

// The read rule looks one step up; a longer chain, or a parent of another kind, would escape it.
void check_parent(storage::ReadTx& tx, NewOrganisation const& organisation) {
  if (organisation.parent.has_value() != stands_under_a_bureau(organisation.kind)) {
    throw std::invalid_argument(
        "sub-bureaus and national entities stand under a national bureau, nothing else does");
  }
  if (organisation.parent && find_kind(tx, *organisation.parent) != OrganisationKind::ncb) {
    throw std::invalid_argument("the parent of an organisation is a national bureau");
  }
}

// By country code, kind, name; those without a country last.
auto place_in_list(Organisation const& organisation) {
  auto const& country = organisation.country;
  return std::tuple(!country.has_value(), country ? std::string_view(*country) : std::string_view(),
                    organisation.kind, std::string_view(organisation.name), organisation.id);
}

}  // namespace

std::string_view to_string(OrganisationKind kind) {
  return name_of(kKinds, kind);
}
std::optional<OrganisationKind> parse_organisation_kind(std::string_view name) {
  return value_of(kKinds, name);
}
std::string_view to_string(OrganisationStatus status) {
  return name_of(kStatuses, status);
}
std::optional<OrganisationStatus> parse_organisation_status(std::string_view name) {
  return value_of(kStatuses, name);
}

std::string const& Names::in(Language language) const {
  switch (language) {
    case Language::ar:
      return ar;
    case Language::en:
      return en;
    case Language::es:
      return es;
    case Language::fr:
      return fr;
  }
  throw std::logic_error("a language without a name");
}

Names bureau_names(std::string_view city) {
  std::string const place(city);
  return {"المكتب المركزي الوطني " + place, "NCB " + place, "OCN " + place, "BCN " + place};
}

OrganisationId create_organisation(storage::WriteTx& tx, NewOrganisation const& organisation,
                                   base::Random& random) {
  check_parent(tx, organisation);
  auto const id = insert_organisation(tx, organisation, base::make_public_id(random));
  add_to_open_audiences(tx, id);
  bump_policy_epoch(tx);
  return id;
}

std::vector<Organisation> load_organisations(storage::ReadTx& tx, Viewer const& viewer) {
  // A guest addresses nobody.
  if (viewer.is_guest()) return {load_organisation(tx, viewer.organisation, viewer.language)};
  auto organisations = select_addressable(tx, viewer.language);
  std::ranges::sort(organisations, {}, place_in_list);
  return organisations;
}

std::vector<Organisation> load_organisations(storage::ReadTx& tx, std::vector<OrganisationId> const& ids,
                                             Language language) {
  if (ids.empty()) return {};
  if (!std::ranges::is_sorted(ids)) throw std::logic_error("keys of organisations are not ascending");
  auto organisations = select_between(tx, ids.front(), ids.back(), language);
  std::erase_if(organisations, [&](Organisation const& organisation) {
    return !std::ranges::binary_search(ids, organisation.id);
  });
  return organisations;
}

std::vector<Organisation> load_all_organisations(storage::ReadTx& tx, Language language) {
  auto organisations = select_between(tx, OrganisationId{0},
                                      OrganisationId{std::numeric_limits<std::int64_t>::max()}, language);
  std::ranges::sort(organisations, {}, place_in_list);
  return organisations;
}

}  // namespace auth
