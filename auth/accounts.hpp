// The accounts of an organisation, as those see them who answer for them: its coordinators and security
// officers nominate, a security officer vets, locks, ends and transfers; an administrator does so for an
// organisation's first security officer alone. Nobody acts on his own account, and who nominated an account,
// or transferred it to where it is, never vets it: neither at once nor later, whatever he has become since.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/policy.hpp"
#include "auth/proposals.hpp"
#include "auth/users.hpp"

namespace auth {

constexpr std::chrono::days kLongestVetting{2 * 366};

enum class AccountAct { vet, lock, unlock, end, transfer, give_code };
std::string_view to_string(AccountAct act);

struct OfficerAccount {
  UserId user;
  base::PublicId public_id;
  std::string username;
  std::string name;
  std::string function;
  OrganisationId organisation_id;
  Organisation organisation;
  std::vector<Role> roles;
  Level clearance;
  UserState state;
  std::optional<base::Timestamp> vetted_until;
  std::optional<base::Timestamp> last_seen_on;  // a day, in UTC
  std::optional<UserId> nominated_by;
  std::optional<UserId> transferred_by;  // the last who did
  bool has_password;
  int version;  // moves with each act on the account
  std::vector<AccountAct> may;
};

// The parts of the list, in its order.
enum class AccountPart { pending, working, left };

// Where a page of accounts ends: its last account, and the part in which that stood.
struct AccountPlace {
  AccountPart part;
  UserId user;
};

struct OfficerAccounts {
  std::vector<OfficerAccount> accounts;  // by part and name
  std::optional<AccountPlace> next;      // nothing after the last page
  bool may_nominate;
  // What the user names of those end in whom the viewer nominates; nothing where that depends on their
  // organisation.
  std::optional<std::string> username_ending;
};

struct Nomination {
  // Nothing: the viewer's own.
  std::optional<base::PublicId> organisation;
  std::string username;  // without a dot, the organisation's ending is put to it
  std::string name;
  std::string function;
  Role role;
  Level clearance;
  Language language;
};

struct Vetting {
  int version;
  base::Timestamp until;
  std::optional<Level> clearance;
  std::optional<std::string> function;
};

// A page of the accounts that the viewer answers for; of an administrator the first security officers of all
// organisations, but those who have left.
base::Result<OfficerAccounts> load_accounts(storage::ReadTx& tx, Viewer const& viewer,
                                            std::optional<AccountPlace> const& after, int limit);
base::Result<OfficerAccount> load_account(storage::ReadTx& tx, Viewer const& viewer,
                                          base::PublicId const& id);
// By which role the viewer may do that, as the account is now.
std::optional<Role> role_acting_on(storage::ReadTx& tx, Viewer const& viewer, OfficerAccount const& account,
                                   AccountAct act);

// A pending account, which may nothing until it is vetted. Errors: not_found, not_permitted, invalid_body.
base::Result<OfficerAccount> nominate(storage::WriteTx& tx, Viewer const& viewer,
                                      Nomination const& nomination, base::Random& random);
// Of a pending account, or again before or after it lapsed. Errors: not_found, not_permitted, invalid_body,
// second_person_required, version_conflict, state_conflict (locked, or gone).
base::Result<OfficerAccount> vet(storage::WriteTx& tx, Viewer const& viewer, base::PublicId const& id,
                                 Vetting const& vetting);
// To locked, active again, or left, which is for ever. The same errors.
base::Result<OfficerAccount> change_state(storage::WriteTx& tx, Viewer const& viewer,
                                          base::PublicId const& id, int version, UserState state,
                                          std::string const& reason);
// Ends here and starts pending there: sessions and grants go at once, with what the forum keeps for the
// person (forum::forget_person, which the caller calls in the same transaction). Gives the account's key.
base::Result<UserId> transfer(storage::WriteTx& tx, Viewer const& viewer, base::PublicId const& id,
                              int version, base::PublicId const& to, std::string const& reason);

}  // namespace auth
