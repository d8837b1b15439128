#include "auth/accounts_sql.hpp"

#include "auth/readable.hpp"

namespace auth {
namespace {

std::string const kColumns =
    "SELECT u.id, u.public_id, u.username, u.name, u.function, u.organisation_id, u.clearance, u.state,"
    " u.vetted_until, u.last_seen_on, u.nominated_by, u.password_hash IS NOT NULL, u.version FROM users u";
std::string const kIsSecurityOfficer =
    "EXISTS (SELECT 1 FROM role_grant g WHERE g.user_id = u.id AND g.role = 'security_officer')";

storage::Statement const kSelectOf("account.select_of", kColumns + " WHERE u.organisation_id = $1");
storage::Statement const kSelectSecurityOfficers("account.select_security_officers",
                                                 kColumns + " WHERE u.state <> 'left' AND " +
                                                     kIsSecurityOfficer);
storage::Statement const kFind("account.find", kColumns + " WHERE u.public_id = $1");
storage::Statement const kSelectRoles(
    "account.select_roles",
    "SELECT DISTINCT role FROM role_grant WHERE user_id = $1 AND (valid_until IS NULL OR valid_until > $2)");
storage::Statement const kHasSecurityOfficer(
    "account.has_security_officer",
    "SELECT 1 FROM users u WHERE u.organisation_id = $1 AND u.state = 'active' AND u.vetted_until > $2"
    " AND u.password_hash IS NOT NULL AND " +
        kIsSecurityOfficer + " LIMIT 1");
storage::Statement const kSelectMaxLevel("account.select_max_level",
                                         "SELECT max_level FROM organisation WHERE id = $1");
storage::Statement const kSetNominatedBy("account.set_nominated_by",
                                         "UPDATE users SET nominated_by = $2 WHERE id = $1");
storage::Statement const kVet(
    "account.vet",
    "UPDATE users SET state = 'active', vetted_by = $2, vetted_until = $3,"
    " clearance = COALESCE($4, clearance), function = COALESCE($5, function) WHERE id = $1");
storage::Statement const kBump("account.bump", "UPDATE users SET version = version + 1 WHERE id = $1");
storage::Statement const kMove(
    "account.move",
    "UPDATE users SET organisation_id = $2, nominated_by = $3, state = 'pending', vetted_by = NULL,"
    " vetted_until = NULL, clearance = 0, password_hash = NULL WHERE id = $1");
storage::Statement const kDeleteGrants("account.delete_grants", "DELETE FROM role_grant WHERE user_id = $1");

OfficerAccount read_account(storage::Row const& row) {
  OfficerAccount account{};
  account.user = row.id<UserTag>(0);
  account.public_id = row.public_id(1);
  account.username = row.text(2);
  account.name = row.text(3);
  account.function = row.text(4);
  account.organisation_id = row.id<OrganisationTag>(5);
  account.clearance = static_cast<Level>(row.integer(6));
  account.state = parse_user_state(row.text(7)).value();
  account.vetted_until = row.optional_time(8);
  account.last_seen_on = row.optional_time(9);
  account.nominated_by = row.optional_id<UserTag>(10);
  account.has_password = row.boolean(11);
  account.version = static_cast<int>(row.integer(12));
  return account;
}

}  // namespace

std::vector<OfficerAccount> select_accounts_of(storage::ReadTx& tx, OrganisationId organisation) {
  std::vector<OfficerAccount> accounts;
  tx.each(kSelectOf, [&](storage::Row const& row) { accounts.push_back(read_account(row)); }, organisation);
  return accounts;
}

std::vector<OfficerAccount> select_security_officers(storage::ReadTx& tx) {
  std::vector<OfficerAccount> accounts;
  tx.each(kSelectSecurityOfficers, [&](storage::Row const& row) { accounts.push_back(read_account(row)); });
  return accounts;
}

std::optional<OfficerAccount> find_officer_account(storage::ReadTx& tx, base::PublicId const& id) {
  return tx.one(kFind, read_account, id);
}

std::vector<Role> select_roles(storage::ReadTx& tx, UserId user, base::Timestamp now) {
  std::vector<Role> roles;
  tx.each(
      kSelectRoles, [&](storage::Row const& row) { roles.push_back(parse_role(row.text(0)).value()); }, user,
      now);
  return roles;
}

bool has_security_officer(storage::ReadTx& tx, OrganisationId organisation, base::Timestamp now) {
  return tx.one(kHasSecurityOfficer, [](storage::Row const&) { return true; }, organisation, now).has_value();
}

Level select_max_level(storage::ReadTx& tx, OrganisationId organisation) {
  return tx
      .one(
          kSelectMaxLevel, [](storage::Row const& row) { return static_cast<Level>(row.integer(0)); },
          organisation)
      .value();
}

void set_nominated_by(storage::WriteTx& tx, UserId user, UserId by) {
  tx.execute(kSetNominatedBy, user, by);
}

void update_vetting(storage::WriteTx& tx, UserId user, UserId by, Vetting const& vetting) {
  auto const clearance =
      vetting.clearance ? std::optional(static_cast<std::int64_t>(*vetting.clearance)) : std::nullopt;
  tx.execute(kVet, user, by, vetting.until, clearance, vetting.function);
  bump_policy_epoch(tx);
}

void bump_account(storage::WriteTx& tx, UserId user) {
  tx.execute(kBump, user);
}

void move_account(storage::WriteTx& tx, UserId user, OrganisationId to, UserId by) {
  tx.execute(kMove, user, to, by);
  bump_policy_epoch(tx);
}

void delete_grants(storage::WriteTx& tx, UserId user) {
  tx.execute(kDeleteGrants, user);
  bump_policy_epoch(tx);
}

}  // namespace auth
