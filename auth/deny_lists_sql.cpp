#include "auth/deny_lists_sql.hpp"

#include "auth/deny_lists.hpp"
#include "auth/readable.hpp"

namespace auth {
namespace {

storage::Statement const kSelect("deny.select",
                                 "SELECT denied_id FROM deny WHERE source_id = $1 ORDER BY denied_id");
storage::Statement const kSelectVersion("deny.select_version",
                                        "SELECT deny_version FROM organisation WHERE id = $1");
storage::Statement const kSelectDeniers(
    "deny.select_deniers",
    "SELECT DISTINCT source_id FROM deny WHERE denied_id IN ($1, $2) AND source_id <> $1 ORDER BY source_id");
storage::Statement const kInsert(
    "deny.insert", "INSERT INTO deny (source_id, denied_id) VALUES ($1, $2) ON CONFLICT DO NOTHING");
storage::Statement const kDelete("deny.delete", "DELETE FROM deny WHERE source_id = $1 AND denied_id = $2");
storage::Statement const kBump("deny.bump",
                               "UPDATE organisation SET deny_version = deny_version + 1 WHERE id = $1");

}  // namespace

std::vector<OrganisationId> select_deny_list(storage::ReadTx& tx, OrganisationId source) {
  std::vector<OrganisationId> denied;
  tx.each(kSelect, [&](storage::Row const& row) { denied.push_back(row.id<OrganisationTag>(0)); }, source);
  return denied;
}

int select_deny_version(storage::ReadTx& tx, OrganisationId source) {
  return tx
      .one(
          kSelectVersion, [](storage::Row const& row) { return static_cast<int>(row.integer(0)); }, source)
      .value();
}

std::vector<OrganisationId> load_deniers(storage::ReadTx& tx, Viewer const& viewer) {
  std::vector<OrganisationId> deniers;
  tx.each(
      kSelectDeniers, [&](storage::Row const& row) { deniers.push_back(row.id<OrganisationTag>(0)); },
      viewer.organisation, viewer.bureau);
  return deniers;
}

void insert_deny(storage::WriteTx& tx, OrganisationId source, OrganisationId denied) {
  tx.execute(kInsert, source, denied);
}

void delete_deny(storage::WriteTx& tx, OrganisationId source, OrganisationId denied) {
  tx.execute(kDelete, source, denied);
}

void bump_deny_list(storage::WriteTx& tx, OrganisationId source) {
  tx.execute(kBump, source);
  bump_policy_epoch(tx);
}

}  // namespace auth
