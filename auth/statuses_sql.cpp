#include "auth/statuses_sql.hpp"

namespace auth {
namespace {

std::string const kColumns = "SELECT id, status, status_version, max_level, let_in_by FROM organisation";
storage::Statement const kSelectAll("status.select_all", kColumns + " ORDER BY id");
storage::Statement const kSelect("status.select", kColumns + " WHERE id = $1");
storage::Statement const kSetLetInBy("status.set_let_in_by",
                                     "UPDATE organisation SET let_in_by = $2 WHERE id = $1");

StatusRow read_status(storage::Row const& row) {
  return {row.id<OrganisationTag>(0), parse_organisation_status(row.text(1)).value(),
          static_cast<int>(row.integer(2)), static_cast<Level>(row.integer(3)), row.optional_id<UserTag>(4)};
}

}  // namespace

std::vector<StatusRow> select_statuses(storage::ReadTx& tx) {
  std::vector<StatusRow> rows;
  tx.each(kSelectAll, [&](storage::Row const& row) { rows.push_back(read_status(row)); });
  return rows;
}

void set_let_in_by(storage::WriteTx& tx, OrganisationId organisation, UserId administrator) {
  tx.execute(kSetLetInBy, organisation, administrator);
}

StatusRow select_status(storage::ReadTx& tx, OrganisationId organisation) {
  return tx.one(kSelect, read_status, organisation).value();
}

}  // namespace auth
