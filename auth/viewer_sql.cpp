#include "auth/viewer_sql.hpp"

#include <string>

namespace auth {
namespace {

std::string const kAccountColumns =
    "u.id, u.public_id, u.username, u.name, u.function, u.language, u.organisation_id, o.parent_id, "
    "u.clearance, "
    "u.state, u.vetted_by, u.vetted_until, o.status, o.max_level, p.status,"
    // Each by its key: for an IN of both SQLite would fill a table of its own.
    " EXISTS (SELECT 1 FROM release_policy r WHERE r.organisation_id = o.id AND r.rule = 'always')"
    " OR EXISTS (SELECT 1 FROM release_policy r WHERE r.organisation_id = o.parent_id AND r.rule = 'always'),"
    " EXISTS (SELECT 1 FROM release_policy r WHERE r.organisation_id = o.id AND r.substitute_id = u.id),"
    " o.public_id";
constexpr int kAccountColumnCount = 18;

std::string const kAccountJoins =
    " JOIN organisation o ON o.id = u.organisation_id"
    " LEFT JOIN organisation p ON p.id = o.parent_id";

storage::Statement const kFindAccount("viewer.find_account", "SELECT " + kAccountColumns + " FROM users u" +
                                                                 kAccountJoins + " WHERE u.id = $1");

storage::Statement const kFindAccountBySession("viewer.find_account_by_session",
                                               "SELECT " + kAccountColumns +
                                                   ", s.created_at, s.last_seen_at, s.assurance"
                                                   " FROM session s JOIN users u ON u.id = s.user_id" +
                                                   kAccountJoins + " WHERE s.token_hash = $1");

storage::Statement const kSelectGrants(
    "viewer.select_grants",
    "SELECT role, scope, scope_id, valid_from, valid_until FROM role_grant WHERE user_id = $1");

storage::Statement const kStamp("account_stamp.select", "SELECT accounts FROM policy_epoch WHERE id = 1");

Account read_account(storage::Row const& row) {
  Account account;
  Viewer& viewer = account.viewer;
  viewer.user = row.id<UserTag>(0);
  viewer.public_id = row.public_id(1);
  viewer.username = row.text(2);
  viewer.name = row.text(3);
  viewer.function = row.text(4);
  viewer.language = parse_language(row.text(5)).value();
  viewer.organisation = row.id<OrganisationTag>(6);
  viewer.bureau = row.optional_id<OrganisationTag>(7).value_or(viewer.organisation);
  viewer.clearance = static_cast<Level>(row.integer(8));
  account.state = parse_user_state(row.text(9)).value();
  account.vetted_by_somebody = !row.is_null(10);
  account.vetted_until = row.optional_time(11);
  account.status = parse_organisation_status(row.text(12)).value();
  account.max_level = static_cast<Level>(row.integer(13));
  if (auto const name = row.optional_text(14)) {
    OrganisationStatus const status = parse_organisation_status(*name).value();
    account.parent_status = status;
  }
  account.releases_everything = row.boolean(15);
  viewer.stands_in = row.boolean(16);
  viewer.organisation_public_id = row.public_id(17);
  return account;
}

SignedInAccount read_signed_in_account(storage::Row const& row) {
  return {read_account(row),
          {row.time(kAccountColumnCount), row.time(kAccountColumnCount + 1)},
          static_cast<Assurance>(row.integer(kAccountColumnCount + 2))};
}

HeldGrant read_grant(storage::Row const& row) {
  return {parse_role(row.text(0)).value(), parse_scope(row.text(1)).value(), row.optional_integer(2),
          row.time(3), row.optional_time(4)};
}

}  // namespace

std::optional<Account> find_account(storage::ReadTx& tx, UserId user) {
  return tx.one(kFindAccount, read_account, user);
}

std::optional<SignedInAccount> find_account_by_session(storage::ReadTx& tx, base::Digest const& token_hash) {
  return tx.one(kFindAccountBySession, read_signed_in_account, token_hash);
}

std::vector<HeldGrant> select_grants(storage::ReadTx& tx, UserId user) {
  std::vector<HeldGrant> grants;
  tx.each(kSelectGrants, [&](storage::Row const& row) { grants.push_back(read_grant(row)); }, user);
  return grants;
}

std::int64_t account_stamp(storage::ReadTx& tx) {
  return tx.one(kStamp, [](storage::Row const& row) { return row.integer(0); }).value();
}

}  // namespace auth
