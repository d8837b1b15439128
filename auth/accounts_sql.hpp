// Rows of accounts as those see them who answer for them. Internal to this floor.
#pragma once

#include "auth/accounts.hpp"

namespace auth {

// Without the organisation's name, roles and acts.
std::vector<OfficerAccount> select_accounts_of(storage::ReadTx& tx, OrganisationId organisation,
                                               std::optional<AccountPlace> const& after, int most);
// Of organisations that have no security officer who works.
std::vector<OfficerAccount> select_first_officers(storage::ReadTx& tx, base::Timestamp now,
                                                  std::optional<AccountPlace> const& after, int most);
std::optional<OfficerAccount> find_officer_account(storage::ReadTx& tx, base::PublicId const& id);
std::vector<Role> select_roles(storage::ReadTx& tx, UserId user, base::Timestamp now);
// Whether a security officer works there who has let himself in: from then on nobody outside answers for his
// organisation.
bool has_security_officer(storage::ReadTx& tx, OrganisationId organisation, base::Timestamp now);
Level select_max_level(storage::ReadTx& tx, OrganisationId organisation);

void set_nominated_by(storage::WriteTx& tx, UserId user, UserId by);
void update_vetting(storage::WriteTx& tx, UserId user, UserId by, Vetting const& vetting);
// Moves the version: every act on an account does.
void bump_account(storage::WriteTx& tx, UserId user);
void move_account(storage::WriteTx& tx, UserId user, OrganisationId to, UserId by);
void delete_grants(storage::WriteTx& tx, UserId user);

}  // namespace auth
