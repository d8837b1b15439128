#include "auth/organisations_sql.hpp"

#include <stdexcept>

#include "auth/readable.hpp"

namespace auth {
namespace {

std::string const kColumns = "SELECT id, public_id, kind, country, city, name_ar, name_en, name_es, name_fr ";
constexpr int kFirstName = 5;  // the names stand in the order of Language

storage::Statement const kInsert(
    "organisation.insert",
    "INSERT INTO organisation (public_id, kind, parent_id, country, city, name_ar, name_en,"
    " name_es, name_fr, status, max_level)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id");
storage::Statement const kFindKind("organisation.find_kind", "SELECT kind FROM organisation WHERE id = $1");
storage::Statement const kFindParent("organisation.find_parent",
                                     "SELECT parent_id FROM organisation WHERE id = $1");
storage::Statement const kFindBureau("organisation.find_bureau",
                                     "SELECT id FROM organisation WHERE country = $1 AND kind = 'ncb'");
storage::Statement const kFind("organisation.find", "SELECT id FROM organisation WHERE public_id = $1");
storage::Statement const kSelectPublicId("organisation.select_public_id",
                                         "SELECT public_id FROM organisation WHERE id = $1");
storage::Statement const kSelect("organisation.select", kColumns + "FROM organisation WHERE id = $1");
storage::Statement const kSelectAddressable("organisation.select_addressable",
                                            kColumns + "FROM organisation WHERE status <> 'suspended'");
storage::Statement const kSelectBetween("organisation.select_between",
                                        kColumns +
                                            "FROM organisation WHERE id BETWEEN $1 AND $2 ORDER BY id");
storage::Statement const kSetStatus(
    "organisation.set_status",
    "UPDATE organisation SET status = $2, status_version = status_version + 1 WHERE id = $1");
storage::Statement const kSetMaxLevel("organisation.set_max_level",
                                      "UPDATE organisation SET max_level = $2 WHERE id = $1");

std::optional<std::string> owned(std::optional<std::string_view> text) {
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

Organisation read_organisation(storage::Row const& row, Language language) {
  return {row.id<OrganisationTag>(0),
          row.public_id(1),
          parse_organisation_kind(row.text(2)).value(),
          std::string(row.text(kFirstName + static_cast<int>(language))),
          owned(row.optional_text(3)),
          owned(row.optional_text(4))};
}

OrganisationId read_id(storage::Row const& row) {
  return row.id<OrganisationTag>(0);
}

}  // namespace

base::PublicId public_id_of(storage::ReadTx& tx, OrganisationId id) {
  return tx.one(kSelectPublicId, [](storage::Row const& row) { return row.public_id(0); }, id).value();
}

OrganisationId insert_organisation(storage::WriteTx& tx, NewOrganisation const& organisation,
                                   base::PublicId const& public_id) {
  auto const& names = organisation.names;
  return tx
      .one(kInsert, read_id, public_id, to_string(organisation.kind), organisation.parent,
           organisation.country, organisation.city, names.ar, names.en, names.es, names.fr,
           to_string(organisation.status), static_cast<std::int64_t>(organisation.max_level))
      .value();
}

std::optional<OrganisationKind> find_kind(storage::ReadTx& tx, OrganisationId id) {
  return tx.one(
      kFindKind, [](storage::Row const& row) { return parse_organisation_kind(row.text(0)).value(); }, id);
}

std::optional<OrganisationId> find_parent(storage::ReadTx& tx, OrganisationId id) {
  return tx.one(
               kFindParent, [](storage::Row const& row) { return row.optional_id<OrganisationTag>(0); }, id)
      .value();
}

std::optional<OrganisationId> find_bureau(storage::ReadTx& tx, std::string_view country) {
  return tx.one(kFindBureau, read_id, country);
}

std::optional<OrganisationId> find_organisation(storage::ReadTx& tx, base::PublicId const& id) {
  return tx.one(kFind, read_id, id);
}

Organisation load_organisation(storage::ReadTx& tx, OrganisationId id, Language language) {
  auto found = tx.one(kSelect, [&](storage::Row const& row) { return read_organisation(row, language); }, id);
  if (!found) throw std::logic_error("there is no organisation with this key");
  return std::move(*found);
}

std::vector<Organisation> select_addressable(storage::ReadTx& tx, Language language) {
  std::vector<Organisation> organisations;
  tx.each(kSelectAddressable,
          [&](storage::Row const& row) { organisations.push_back(read_organisation(row, language)); });
  return organisations;
}

std::vector<Organisation> select_between(storage::ReadTx& tx, OrganisationId first, OrganisationId last,
                                         Language language) {
  std::vector<Organisation> organisations;
  tx.each(
      kSelectBetween,
      [&](storage::Row const& row) { organisations.push_back(read_organisation(row, language)); }, first,
      last);
  return organisations;
}

void set_organisation_status(storage::WriteTx& tx, OrganisationId id, OrganisationStatus status) {
  tx.execute(kSetStatus, id, to_string(status));
  bump_policy_epoch(tx);
}

void set_max_level(storage::WriteTx& tx, OrganisationId id, Level level) {
  tx.execute(kSetMaxLevel, id, static_cast<std::int64_t>(level));
  bump_policy_epoch(tx);
}

}  // namespace auth
