#include "auth/accounts.hpp"

#include <algorithm>
#include <stdexcept>

#include "auth/accounts_sql.hpp"
#include "auth/acting_role.hpp"
#include "auth/audit_log.hpp"
#include "auth/named.hpp"
#include "auth/release_policy_sql.hpp"
#include "auth/sessions.hpp"
#include "auth/setup_codes_sql.hpp"
#include "auth/usernames.hpp"
#include "auth/users_sql.hpp"

namespace auth {
namespace {

using base::ErrorCode;
using base::FieldCode;

constexpr auto kActs = std::to_array<Named<AccountAct>>({
    {AccountAct::vet, "vet"},
    {AccountAct::lock, "lock"},
    {AccountAct::unlock, "unlock"},
    {AccountAct::end, "end"},
    {AccountAct::transfer, "transfer"},
    {AccountAct::give_code, "give_code"},
});

// Those that a bureau gives; the others are the platform's, a topic's or the Secretariat's.
bool is_nominated(Role role) {
  return role == Role::reader || role == Role::contributor || role == Role::coordinator ||
         role == Role::security_officer || role == Role::data_protection_officer || role == Role::guest;
}

Target target_of(storage::ReadTx& tx, Viewer const& viewer, OfficerAccount const& account) {
  Target target = target_of(account.organisation_id);
  target.is_first_officer = std::ranges::find(account.roles, Role::security_officer) != account.roles.end() &&
                            !has_security_officer(tx, account.organisation_id, viewer.now);
  return target;
}

bool permits(Viewer const& viewer, Action action, Target const& target) {
  return judge(viewer, action, target) == Verdict::allowed;
}

bool fits(AccountAct act, UserState state) {
  switch (act) {
    case AccountAct::vet:
      return state == UserState::pending || state == UserState::active;
    case AccountAct::lock:
      return state == UserState::pending || state == UserState::active;
    case AccountAct::unlock:
      return state == UserState::locked;
    case AccountAct::end:
      return state != UserState::left;
    case AccountAct::transfer:
    case AccountAct::give_code:
      return state == UserState::active;
  }
  return false;
}

Action action_of(AccountAct act) {
  return act == AccountAct::vet ? Action::approve_account : Action::manage_account;
}

// Who brought the account here never vets it; and nobody acts on himself.
bool is_second_person(Viewer const& viewer, OfficerAccount const& account, AccountAct act) {
  bool const brought = account.nominated_by == viewer.user || account.transferred_by == viewer.user;
  return account.user != viewer.user && !(act == AccountAct::vet && brought);
}

AccountPart part_of(UserState state) {
  switch (state) {
    case UserState::pending:
      return AccountPart::pending;
    case UserState::active:
    case UserState::locked:
      return AccountPart::working;
    case UserState::left:
      return AccountPart::left;
  }
  throw std::logic_error("an account in no part of the list");
}

void complete(storage::ReadTx& tx, Viewer const& viewer, OfficerAccount& account) {
  account.organisation = load_organisation(tx, account.organisation_id, viewer.language);
  account.roles = select_roles(tx, account.user, viewer.now);
  std::ranges::sort(account.roles);
  auto const target = target_of(tx, viewer, account);
  for (auto const& [act, name] : kActs) {
    // A code lets a new account in; nobody alone takes over one that has its password.
    if (act == AccountAct::give_code && account.has_password) continue;
    if (fits(act, account.state) && is_second_person(viewer, account, act) &&
        permits(viewer, action_of(act), target)) {
      account.may.push_back(act);
    }
  }
}

bool may_read(storage::ReadTx& tx, Viewer const& viewer, OfficerAccount const& account) {
  return permits(viewer, Action::read_accounts, target_of(tx, viewer, account));
}

// The account, if the viewer may do that to it as it is now.
base::Result<OfficerAccount> find_for(storage::ReadTx& tx, Viewer const& viewer, base::PublicId const& id,
                                      AccountAct act, int version) {
  auto account = load_account(tx, viewer, id);
  if (!account) return account.error();
  auto const may = require(viewer, action_of(act), target_of(tx, viewer, *account));
  if (!may) return may.error();
  if (!is_second_person(viewer, *account, act)) return base::Error(ErrorCode::second_person_required);
  if (account->version != version) return base::Error(ErrorCode::version_conflict);
  if (!fits(act, account->state)) return base::Error(ErrorCode::state_conflict);
  return account;
}

// `role`: by which he may, as things are before he does it. `organisations`: those whose security officers
// see the record.
void log(storage::WriteTx& tx, Viewer const& viewer, std::optional<Role> role, AuditEvent event,
         base::PublicId const& account, PublicIds organisations, std::string const& reason = {}) {
  AuditRecord record{.at = viewer.now, .event = event};
  record.actor = actor_of(viewer, role);
  record.object = {AuditObjectKind::account, account};
  record.reason = reason;
  std::ranges::sort(organisations);
  record.sources = std::move(organisations);
  append_audit(tx, record);
}

// Nobody clears another for more than he is cleared for himself.
Level most_clearance(storage::ReadTx& tx, Viewer const& viewer, OrganisationId organisation) {
  return std::min(viewer.clearance, select_max_level(tx, organisation));
}

std::vector<base::FieldError> flaws_of(storage::ReadTx& tx, Viewer const& viewer,
                                       Nomination const& nomination, OrganisationId organisation,
                                       std::optional<std::string> const& username) {
  std::vector<base::FieldError> errors;
  if (!username)
    errors.push_back({"/username", FieldCode::malformed});
  else if (find_user(tx, *username))
    errors.push_back({"/username", FieldCode::taken});
  if (!is_nominated(nomination.role)) errors.push_back({"/role", FieldCode::unknown_value});
  if (nomination.clearance > most_clearance(tx, viewer, organisation))
    errors.push_back({"/clearance", FieldCode::out_of_range});
  return errors;
}

}  // namespace

std::string_view to_string(AccountAct act) {
  return name_of(kActs, act);
}

std::optional<Role> role_acting_on(storage::ReadTx& tx, Viewer const& viewer, OfficerAccount const& account,
                                   AccountAct act) {
  return acting_role(viewer, action_of(act), target_of(tx, viewer, account));
}

base::Result<OfficerAccounts> load_accounts(storage::ReadTx& tx, Viewer const& viewer,
                                            std::optional<AccountPlace> const& after, int limit) {
  bool const answers_for_own = permits(viewer, Action::read_accounts, target_of(viewer.organisation));
  Target first;
  first.is_first_officer = true;
  bool const answers_for_first = permits(viewer, Action::read_accounts, first);
  if (!answers_for_own && !answers_for_first) return base::Error(ErrorCode::not_found);
  OfficerAccounts known;
  known.accounts = answers_for_own ? select_accounts_of(tx, viewer.organisation, after, limit + 1)
                                   : select_first_officers(tx, viewer.now, after, limit + 1);
  if (known.accounts.size() > static_cast<std::size_t>(limit)) {
    known.accounts.resize(static_cast<std::size_t>(limit));
    known.next = AccountPlace{part_of(known.accounts.back().state), known.accounts.back().user};
  }
  for (auto& account : known.accounts) complete(tx, viewer, account);
  // The condition of the statement once more, as the policy has it.
  std::erase_if(known.accounts,
                [&](OfficerAccount const& account) { return !may_read(tx, viewer, account); });
  known.may_nominate =
      permits(viewer, Action::nominate, answers_for_own ? target_of(viewer.organisation) : first);
  if (answers_for_own) known.username_ending = username_ending(tx, viewer.organisation);
  return known;
}

base::Result<OfficerAccount> load_account(storage::ReadTx& tx, Viewer const& viewer,
                                          base::PublicId const& id) {
  auto account = find_officer_account(tx, id);
  if (!account) return base::Error(ErrorCode::not_found);
  complete(tx, viewer, *account);
  if (!may_read(tx, viewer, *account)) return base::Error(ErrorCode::not_found);
  return *std::move(account);
}

base::Result<OfficerAccount> nominate(storage::WriteTx& tx, Viewer const& viewer,
                                      Nomination const& nomination, base::Random& random) {
  auto const named = nomination.organisation ? find_organisation(tx, *nomination.organisation)
                                             : std::optional(viewer.organisation);
  Target target = target_of(named.value_or(OrganisationId{}));
  target.is_first_officer =
      named && nomination.role == Role::security_officer && !has_security_officer(tx, *named, viewer.now);
  if (auto const may = require(viewer, Action::nominate, target); !may) return may.error();
  auto const username = complete_username(nomination.username, username_ending(tx, *named));
  auto errors = flaws_of(tx, viewer, nomination, *named, username);
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));

  auto const role = acting_role(viewer, Action::nominate, target);
  NewUser account;
  account.username = *username;
  account.name = nomination.name;
  account.function = nomination.function;
  account.organisation = *named;
  account.clearance = nomination.clearance;
  account.language = nomination.language;
  auto const user = create_user(tx, account, viewer.now, random).value();
  add_grant(tx, user, {nomination.role, Grant::Scope::organisation, named->value, viewer.now, std::nullopt});
  set_nominated_by(tx, user, viewer.user);
  auto const id = select_user_public_id(tx, user);
  log(tx, viewer, role, AuditEvent::account_created, id, {public_id_of(tx, *named)});
  return load_account(tx, viewer, id);
}

base::Result<OfficerAccount> vet(storage::WriteTx& tx, Viewer const& viewer, base::PublicId const& id,
                                 Vetting const& vetting) {
  auto const account = find_for(tx, viewer, id, AccountAct::vet, vetting.version);
  if (!account) return account.error();
  std::vector<base::FieldError> errors;
  if (vetting.until <= viewer.now || vetting.until > viewer.now + kLongestVetting)
    errors.push_back({"/vetted_until", FieldCode::out_of_range});
  if (vetting.clearance && *vetting.clearance > most_clearance(tx, viewer, account->organisation_id))
    errors.push_back({"/clearance", FieldCode::out_of_range});
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
  auto const role = role_acting_on(tx, viewer, *account, AccountAct::vet);
  update_vetting(tx, account->user, viewer.user, vetting);
  bump_account(tx, account->user);
  log(tx, viewer, role, AuditEvent::account_vetted, id, {account->organisation.public_id});
  return load_account(tx, viewer, id);
}

base::Result<OfficerAccount> change_state(storage::WriteTx& tx, Viewer const& viewer,
                                          base::PublicId const& id, int version, UserState state,
                                          std::string const& reason) {
  auto const act = state == UserState::locked   ? AccountAct::lock
                   : state == UserState::active ? AccountAct::unlock
                                                : AccountAct::end;
  auto const account = find_for(tx, viewer, id, act, version);
  if (!account) return account.error();
  auto const role = role_acting_on(tx, viewer, *account, act);
  // One that was locked before anybody vetted it goes back to where it was.
  bool const was_vetted = account->vetted_until.has_value();
  set_user_state(tx, account->user, state == UserState::active && !was_vetted ? UserState::pending : state);
  // Neither a session nor a code outlives the lock under which it lay.
  if (state != UserState::active) {
    end_sessions_of(tx, account->user);
    delete_setup_code(tx, account->user);
  }
  if (state == UserState::left) end_substitution(tx, account->user);
  bump_account(tx, account->user);
  log(tx, viewer, role, AuditEvent::account_changed, id, {account->organisation.public_id}, reason);
  return load_account(tx, viewer, id);
}

base::Result<UserId> transfer(storage::WriteTx& tx, Viewer const& viewer, base::PublicId const& id,
                              int version, base::PublicId const& to, std::string const& reason) {
  auto const account = find_for(tx, viewer, id, AccountAct::transfer, version);
  if (!account) return account.error();
  auto const organisation = find_organisation(tx, to);
  if (!organisation) return base::invalid_field("/organisation_id", FieldCode::unknown_organisation);
  if (*organisation == account->organisation_id)
    return base::invalid_field("/organisation_id", FieldCode::own_organisation);
  auto const role = role_acting_on(tx, viewer, *account, AccountAct::transfer);
  // Nothing that the former organisation knows opens the account in the new one.
  end_sessions_of(tx, account->user);
  delete_setup_code(tx, account->user);
  delete_grants(tx, account->user);
  end_substitution(tx, account->user);
  move_account(tx, account->user, *organisation, viewer.user);
  add_grant(tx, account->user,
            {Role::contributor, Grant::Scope::organisation, organisation->value, viewer.now, std::nullopt});
  bump_account(tx, account->user);
  log(tx, viewer, role, AuditEvent::account_transferred, id, {account->organisation.public_id, to}, reason);
  return account->user;
}

}  // namespace auth
