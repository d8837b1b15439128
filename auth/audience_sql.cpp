#include "auth/audience_sql.hpp"

namespace auth {
namespace {

storage::Statement const kSelectOrganisations("audience.select_organisations",
                                              "SELECT id, kind, parent_id FROM organisation ORDER BY id");
storage::Statement const kInsert(
    "audience.insert",
    "INSERT INTO audience (base, owner_id, definition, bureaus) VALUES ($1, $2, $3, 0)"
    " ON CONFLICT (definition) DO NOTHING RETURNING id");
storage::Statement const kFind("audience.find", "SELECT id FROM audience WHERE definition = $1");
storage::Statement const kInsertTerm("audience.insert_term",
                                     "INSERT INTO audience_term (audience_id, side, organisation_id)"
                                     " VALUES ($1, $2, $3)");
storage::Statement const kInsertMember(
    "audience.insert_member", "INSERT INTO audience_member (organisation_id, audience_id) VALUES ($2, $1)");
storage::Statement const kCountBureaus("audience.count_bureaus",
                                       "UPDATE audience SET bureaus = (SELECT count(*) FROM audience_member m"
                                       " JOIN organisation o ON o.id = m.organisation_id"
                                       " WHERE m.audience_id = audience.id AND o.kind = 'ncb')"
                                       " WHERE id = $1");
storage::Statement const kIsMember(
    "audience.is_member", "SELECT 1 FROM audience_member WHERE organisation_id = $2 AND audience_id = $1");
storage::Statement const kSelectMembers("audience.select_members",
                                        "SELECT organisation_id FROM audience_member WHERE audience_id = $1"
                                        " ORDER BY organisation_id");
storage::Statement const kSelectBureaus(
    "audience.select_bureaus",
    "SELECT m.organisation_id FROM audience_member m"
    " JOIN organisation o ON o.id = m.organisation_id"
    " WHERE m.audience_id = $1 AND o.kind = 'ncb' ORDER BY m.organisation_id");
storage::Statement const kSelectBureauCount("audience.select_bureau_count",
                                            "SELECT bureaus FROM audience WHERE id = $1");
storage::Statement const kMemberOutside(
    "audience.member_outside",
    "SELECT 1 FROM audience_member m WHERE m.audience_id = $1 AND NOT EXISTS (SELECT 1 FROM audience_member w"
    " WHERE w.organisation_id = m.organisation_id AND w.audience_id = $2) LIMIT 1");
storage::Statement const kSelectBase("audience.select_base", "SELECT base FROM audience WHERE id = $1");
storage::Statement const kSelectTerms(
    "audience.select_terms",
    "SELECT t.side, o.public_id FROM audience_term t"
    " JOIN organisation o ON o.id = t.organisation_id WHERE t.audience_id = $1"
    " ORDER BY t.side, t.organisation_id");

// Who is excluded stays excluded with what is founded below it later.
storage::Statement const kJoinOpenAudiences(
    "audience.join_open",
    "INSERT INTO audience_member (organisation_id, audience_id) SELECT o.id, a.id FROM organisation o"
    " JOIN audience a ON a.base = 'inherit' OR (a.base = 'all_members'"
    " AND o.kind IN ('ncb', 'sub_bureau', 'national_entity'))"
    " WHERE o.id = $1 AND NOT EXISTS (SELECT 1 FROM audience_term t WHERE t.audience_id = a.id"
    " AND t.side = 'minus' AND (t.organisation_id = o.id OR t.organisation_id = o.parent_id))"
    " ON CONFLICT DO NOTHING");
storage::Statement const kCountBureausOfOpen(
    "audience.count_bureaus_of_open",
    "UPDATE audience SET bureaus = (SELECT count(*) FROM audience_member m"
    " JOIN organisation o ON o.id = m.organisation_id"
    " WHERE m.audience_id = audience.id AND o.kind = 'ncb')"
    " WHERE base IN ('inherit', 'all_members')");

AudienceId read_id(storage::Row const& row) {
  return row.id<AudienceTag>(0);
}

Member read_member(storage::Row const& row) {
  return {row.id<OrganisationTag>(0), parse_organisation_kind(row.text(1)).value(),
          row.optional_id<OrganisationTag>(2)};
}

std::vector<OrganisationId> select_ids(storage::ReadTx& tx, storage::Statement const& statement,
                                       AudienceId audience) {
  std::vector<OrganisationId> ids;
  tx.each(statement, [&](storage::Row const& row) { ids.push_back(row.id<OrganisationTag>(0)); }, audience);
  return ids;
}

}  // namespace

std::vector<Member> select_organisations(storage::ReadTx& tx) {
  std::vector<Member> organisations;
  tx.each(kSelectOrganisations, [&](storage::Row const& row) { organisations.push_back(read_member(row)); });
  return organisations;
}

std::optional<AudienceId> insert_audience(storage::WriteTx& tx, Definition const& definition,
                                          base::Digest const& digest) {
  auto const id = tx.one(kInsert, read_id, to_string(definition.base), definition.owner, digest);
  if (!id) return std::nullopt;
  for (auto const organisation : definition.only) tx.execute(kInsertTerm, *id, "only", organisation);
  for (auto const organisation : definition.minus) tx.execute(kInsertTerm, *id, "minus", organisation);
  return id;
}

std::optional<AudienceId> find_audience(storage::ReadTx& tx, base::Digest const& digest) {
  return tx.one(kFind, read_id, digest);
}

void insert_members(storage::WriteTx& tx, AudienceId audience, std::vector<OrganisationId> const& members) {
  for (auto const organisation : members) tx.execute(kInsertMember, audience, organisation);
  tx.execute(kCountBureaus, audience);
}

bool is_member(storage::ReadTx& tx, AudienceId audience, OrganisationId organisation) {
  return tx.query(kIsMember, audience, organisation).next();
}

std::vector<OrganisationId> select_members(storage::ReadTx& tx, AudienceId audience) {
  return select_ids(tx, kSelectMembers, audience);
}

std::vector<OrganisationId> select_bureaus(storage::ReadTx& tx, AudienceId audience) {
  return select_ids(tx, kSelectBureaus, audience);
}

int select_bureau_count(storage::ReadTx& tx, AudienceId audience) {
  return tx
      .one(
          kSelectBureauCount, [](storage::Row const& row) { return static_cast<int>(row.integer(0)); },
          audience)
      .value();
}

bool has_member_outside(storage::ReadTx& tx, AudienceId inner, AudienceId outer) {
  return tx.query(kMemberOutside, inner, outer).next();
}

Audience load_audience(storage::ReadTx& tx, AudienceId id) {
  Audience audience;
  audience.base =
      tx.one(
            kSelectBase, [](storage::Row const& row) { return parse_audience_base(row.text(0)).value(); }, id)
          .value();
  tx.each(
      kSelectTerms,
      [&](storage::Row const& row) {
        if (row.text(0) == "minus") {
          audience.minus.push_back(row.public_id(1));
        } else if (audience.base != AudienceBase::own) {
          audience.organisations.push_back(row.public_id(1));
        }
      },
      id);
  return audience;
}

void add_to_open_audiences(storage::WriteTx& tx, OrganisationId organisation) {
  tx.execute(kJoinOpenAudiences, organisation);
  tx.execute(kCountBureausOfOpen);
}

}  // namespace auth
