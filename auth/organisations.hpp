// Organisations: national bureaus, their sub-bureaus and national entities, Secretariat units, partners.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "auth/viewer.hpp"

namespace auth {

enum class OrganisationKind { ncb, sub_bureau, national_entity, secretariat, partner };
std::string_view to_string(OrganisationKind kind);
std::optional<OrganisationKind> parse_organisation_kind(std::string_view name);

enum class OrganisationStatus { active, supervised, suspended };
std::string_view to_string(OrganisationStatus status);
std::optional<OrganisationStatus> parse_organisation_status(std::string_view name);

struct Names {
  std::string ar, en, es, fr;
  std::string const& in(Language language) const;
};

// As it is told to a reader, in his language.
struct Organisation {
  OrganisationId id;
  base::PublicId public_id;
  OrganisationKind kind;
  std::string name;
  std::optional<std::string> country;  // ISO 3166-1 alpha-2
  std::optional<std::string> city;

  bool operator==(Organisation const&) const = default;
};

struct NewOrganisation {
  OrganisationKind kind;
  std::optional<OrganisationId> parent;
  std::optional<std::string> country;
  std::optional<std::string> city;
  Names names;
  OrganisationStatus status = OrganisationStatus::active;
  Level max_level = Level::confidential;
};

// "NCB Paris", "BCN Paris", "OCN Paris", "المكتب المركزي الوطني Paris".
Names bureau_names(std::string_view city);

OrganisationId create_organisation(storage::WriteTx& tx, NewOrganisation const& organisation,
                                   base::Random& random);
std::optional<OrganisationId> find_bureau(storage::ReadTx& tx, std::string_view country);
std::optional<OrganisationId> find_organisation(storage::ReadTx& tx, base::PublicId const& id);
base::PublicId public_id_of(storage::ReadTx& tx, OrganisationId id);
Organisation load_organisation(storage::ReadTx& tx, OrganisationId id, Language language);

// Those whom the viewer may address: all that are not suspended, by country code, kind, name.
std::vector<Organisation> load_organisations(storage::ReadTx& tx, Viewer const& viewer);
// These keys as organisations in the same order; `ids` ascending.
std::vector<Organisation> load_organisations(storage::ReadTx& tx, std::vector<OrganisationId> const& ids,
                                             Language language);

// Every organisation there is, suspended or not, in the same order: for the operator's tools.
std::vector<Organisation> load_all_organisations(storage::ReadTx& tx, Language language);

// Each moves the policy epoch, and what has a version, that too.
void set_organisation_status(storage::WriteTx& tx, OrganisationId id, OrganisationStatus status);
void set_max_level(storage::WriteTx& tx, OrganisationId id, Level level);
// The whole list at once, as tools and tests set it; deny_lists.hpp has the way that takes two people.
void set_deny_list(storage::WriteTx& tx, OrganisationId source, std::vector<OrganisationId> const& denied);

}  // namespace auth
