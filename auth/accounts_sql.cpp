#include "auth/accounts_sql.hpp"

#include "auth/readable.hpp"

namespace auth {
namespace {

std::string const kColumns =
    "SELECT u.id, u.public_id, u.username, u.name, u.function, u.organisation_id, u.clearance, u.state,"
    " u.vetted_until, u.last_seen_on, u.nominated_by, u.transferred_by, u.password_hash IS NOT NULL, "
    "u.version FROM users u";

// Before the first part.
constexpr std::int64_t kBeforeAll = -1;

// AccountPart, as the index users_in_list has it.
std::string const kPart = "CASE u.state WHEN 'pending' THEN 0 WHEN 'left' THEN 2 ELSE 1 END";

// The page after the account $2, which stood in the part $3; of at most $4 accounts. $1 is another for each.
std::string page_of(std::string const& condition) {
  return kColumns + " WHERE " + condition + " AND (" + kPart +
         ", u.name, u.id) > ($3, (SELECT name FROM users WHERE id = $2), $2) ORDER BY " + kPart +
         ", u.name, u.id LIMIT $4";
}

// Whether this account (an SQL name) holds that role at the time `now` (an SQL value).
std::string is_security_officer(std::string const& user, std::string const& now) {
  return user +
         ".id IN (SELECT g.user_id FROM role_grant g WHERE g.role = 'security_officer'"
         " AND (g.valid_until IS NULL OR g.valid_until > " +
         now + "))";
}

// Whether `user` is a security officer who works: vetted, and let in by a password of his own.
std::string is_working_officer(std::string const& user, std::string const& now) {
  return user + ".state = 'active' AND " + user + ".vetted_until > " + now + " AND " + user +
         ".password_hash IS NOT NULL AND " + is_security_officer(user, now);
}

storage::Statement const kSelectOf("account.select_of", page_of("u.organisation_id = $1"));
storage::Statement const kSelectFirstOfficers(
    "account.select_first_officers",
    page_of("u.state <> 'left' AND " + is_security_officer("u", "$1") +
            " AND NOT EXISTS (SELECT 1 FROM users w WHERE w.organisation_id = u.organisation_id AND " +
            is_working_officer("w", "$1") + ")"));
storage::Statement const kFind("account.find", kColumns + " WHERE u.public_id = $1");
storage::Statement const kSelectRoles(
    "account.select_roles",
    "SELECT DISTINCT role FROM role_grant WHERE user_id = $1 AND (valid_until IS NULL OR valid_until > $2)");
storage::Statement const kHasSecurityOfficer("account.has_security_officer",
                                             "SELECT 1 FROM users u WHERE u.organisation_id = $1 AND " +
                                                 is_working_officer("u", "$2") + " LIMIT 1");
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
    "UPDATE users SET organisation_id = $2, transferred_by = $3, state = 'pending', vetted_by = NULL,"
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
  account.transferred_by = row.optional_id<UserTag>(11);
  account.has_password = row.boolean(12);
  account.version = static_cast<int>(row.integer(13));
  return account;
}

template <class First>
std::vector<OfficerAccount> select_page(storage::ReadTx& tx, storage::Statement const& statement,
                                        First const& first, std::optional<AccountPlace> const& after,
                                        int most) {
  std::vector<OfficerAccount> accounts;
  tx.each(
      statement, [&](storage::Row const& row) { accounts.push_back(read_account(row)); }, first,
      after ? after->user.value : 0, after ? static_cast<std::int64_t>(after->part) : kBeforeAll,
      std::int64_t{most});
  return accounts;
}

}  // namespace

std::vector<OfficerAccount> select_accounts_of(storage::ReadTx& tx, OrganisationId organisation,
                                               std::optional<AccountPlace> const& after, int most) {
  return select_page(tx, kSelectOf, organisation, after, most);
}

std::vector<OfficerAccount> select_first_officers(storage::ReadTx& tx, base::Timestamp now,
                                                  std::optional<AccountPlace> const& after, int most) {
  return select_page(tx, kSelectFirstOfficers, now, after, most);
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
