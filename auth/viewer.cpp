#include "auth/viewer.hpp"

#include <algorithm>
#include <span>

#include "auth/known_accounts.hpp"
#include "auth/named.hpp"
#include "auth/policy.hpp"
#include "auth/sessions.hpp"
#include "auth/viewer_sql.hpp"

namespace auth {
namespace {

constexpr auto kRoles = std::to_array<Named<Role>>({
    {Role::reader, "reader"},
    {Role::contributor, "contributor"},
    {Role::coordinator, "coordinator"},
    {Role::security_officer, "security_officer"},
    {Role::data_protection_officer, "data_protection_officer"},
    {Role::topic_moderator, "topic_moderator"},
    {Role::unit_officer, "unit_officer"},
    {Role::compliance, "compliance"},
    {Role::administrator, "administrator"},
    {Role::auditor, "auditor"},
    {Role::guest, "guest"},
});

constexpr auto kLanguages = std::to_array<Named<Language>>({
    {Language::ar, "ar"},
    {Language::en, "en"},
    {Language::es, "es"},
    {Language::fr, "fr"},
});

// The others read through break-glass, or one named object.
bool is_reading_role(Role role) {
  switch (role) {
    case Role::reader:
    case Role::contributor:
    case Role::coordinator:
    case Role::security_officer:
    case Role::data_protection_officer:
    case Role::topic_moderator:
    case Role::unit_officer:
      return true;
    case Role::compliance:
    case Role::administrator:
    case Role::auditor:
    case Role::guest:
      return false;
  }
  return false;
}

// Without such a role he who was named would only read what waits, and could decide nothing.
bool may_stand_in(Role role) {
  return right_of(role, Action::release) == Right::stand_in;
}

bool holds(HeldGrant const& grant, base::Timestamp now) {
  return grant.from <= now && (!grant.until || *grant.until > now);
}

// A grant for an organisation that the officer has left gives nothing.
bool applies(HeldGrant const& grant, Viewer const& viewer) {
  if (!scope_fits(grant.role, grant.scope)) return false;
  if (grant.scope == Grant::Scope::platform) return true;
  if (!grant.scope_id) return false;
  if (grant.scope != Grant::Scope::organisation) return true;
  return *grant.scope_id == viewer.organisation.value || *grant.scope_id == viewer.bureau.value;
}

// A coordinator releases for the organisation that his grant names; for two, the bureau is the wider.
void add_coordination(Viewer& viewer, HeldGrant const& grant) {
  OrganisationId const organisation{grant.scope == Grant::Scope::organisation ? *grant.scope_id
                                                                              : viewer.organisation.value};
  if (viewer.coordinated != viewer.bureau) viewer.coordinated = organisation;
}

void add_grants(Viewer& viewer, std::span<HeldGrant const> grants, base::Timestamp now) {
  for (auto const& grant : grants) {
    if (!holds(grant, now) || !applies(grant, viewer)) continue;
    if (!viewer.has(grant.role)) viewer.roles.push_back(grant.role);
    if (grant.role == Role::coordinator) add_coordination(viewer, grant);
    if (grant.role == Role::guest && grant.scope == Grant::Scope::thread)
      viewer.invited_to.push_back(ThreadScope{*grant.scope_id});
    if (grant.role == Role::topic_moderator) viewer.moderated_topics.push_back(TopicScope{*grant.scope_id});
  }
  std::ranges::sort(viewer.roles);
}

bool may_work(Account const& account, base::Timestamp now) {
  bool const lapsed = account.vetted_until && *account.vetted_until <= now;
  return account.state == UserState::active && !lapsed && account.status != OrganisationStatus::suspended &&
         account.parent_status != OrganisationStatus::suspended;
}

int find_guest_ceiling(Viewer const& viewer) {
  if (!viewer.is_vetted || viewer.invited_to.empty() || std::ranges::any_of(viewer.roles, is_reading_role)) {
    return kReadsNothing;
  }
  return static_cast<int>(viewer.highest_level);
}

int find_ceiling(Viewer const& viewer) {
  if (!viewer.is_vetted || std::ranges::none_of(viewer.roles, is_reading_role)) return kReadsNothing;
  return static_cast<int>(viewer.highest_level);
}

base::Result<Viewer> make_viewer(Account account, std::span<HeldGrant const> grants, Level sign_in_allows,
                                 base::Timestamp now) {
  if (!may_work(account, now)) return base::Error(base::ErrorCode::account_unavailable);
  Viewer& viewer = account.viewer;
  viewer.now = now;
  viewer.sign_in_allows = sign_in_allows;
  viewer.is_vetted = account.vetted_by_somebody && account.vetted_until;
  // Compliance or a coordinator: whose turn it is, only forum/submissions.hpp has to know.
  viewer.supervised = account.releases_everything || account.status == OrganisationStatus::supervised ||
                      account.parent_status == OrganisationStatus::supervised;
  add_grants(viewer, grants, now);
  viewer.highest_level = std::min({viewer.clearance, account.max_level, viewer.sign_in_allows});
  viewer.ceiling = find_ceiling(viewer);
  viewer.guest_ceiling = find_guest_ceiling(viewer);
  viewer.stands_in =
      viewer.stands_in && !viewer.coordinated && std::ranges::any_of(viewer.roles, may_stand_in);
  if (viewer.stands_in) viewer.coordinated = viewer.organisation;
  return std::move(viewer);
}

base::Result<Viewer> make_known_viewer(KnownAccount const& known, SessionLimits const& limits,
                                       base::Timestamp now) {
  return make_viewer(known.signed_in.account, known.grants,
                     highest_level(limits.needed, known.signed_in.assurance), now);
}

// Nothing where the database has to be asked: an account that is known may have been seen again since it was
// read, which only a session's timeout asks for.
std::optional<base::Result<Viewer>> find_known(KnownAccounts const& known, base::Digest const& token_hash,
                                               std::int64_t stamp, SessionLimits const& limits,
                                               base::Timestamp now) {
  auto const account = known.find(token_hash, stamp);
  if (!account || !is_alive(account->signed_in.session, limits, now)) return std::nullopt;
  return make_known_viewer(*account, limits, now);
}

}  // namespace

std::string_view to_string(Role role) {
  return name_of(kRoles, role);
}
std::optional<Role> parse_role(std::string_view name) {
  return value_of(kRoles, name);
}
std::string_view to_string(Language language) {
  return name_of(kLanguages, language);
}
std::optional<Language> parse_language(std::string_view name) {
  return value_of(kLanguages, name);
}

bool Viewer::has(Role role) const {
  return std::ranges::find(roles, role) != roles.end();
}

bool Viewer::is_guest() const {
  return roles == std::vector{Role::guest};
}

bool Viewer::moderates(TopicScope topic) const {
  return std::ranges::find(moderated_topics, topic) != moderated_topics.end();
}

base::Result<Viewer> load_viewer(storage::ReadTx& tx, base::Digest const& token_hash,
                                 SessionLimits const& limits, base::Timestamp now) {
  auto found = find_account_by_session(tx, token_hash);
  if (!found || !is_alive(found->session, limits, now)) return base::Error(base::ErrorCode::not_signed_in);
  auto const grants = select_grants(tx, found->account.viewer.user);
  return make_viewer(std::move(found->account), grants, highest_level(limits.needed, found->assurance), now);
}

base::Result<Viewer> load_viewer(storage::ReadTx& tx, UserId user, base::Timestamp now) {
  auto found = find_account(tx, user);
  if (!found) return base::Error(base::ErrorCode::account_unavailable);
  return make_viewer(std::move(*found), select_grants(tx, user), Level::confidential, now);
}

base::Result<Viewer> load_viewer(storage::ReadTx& tx, base::Digest const& token_hash,
                                 SessionLimits const& limits, base::Timestamp now, KnownAccounts& known) {
  auto const stamp = account_stamp(tx);
  if (auto viewer = find_known(known, token_hash, stamp, limits, now)) return *std::move(viewer);
  auto found = find_account_by_session(tx, token_hash);
  if (!found || !is_alive(found->session, limits, now)) return base::Error(base::ErrorCode::not_signed_in);
  auto grants = select_grants(tx, found->account.viewer.user);
  auto const account = std::make_shared<KnownAccount const>(*std::move(found), std::move(grants));
  known.keep(token_hash, stamp, account);
  return make_known_viewer(*account, limits, now);
}

base::Result<Viewer> load_viewer(storage::WriteTx& tx, base::Digest const& token_hash,
                                 SessionLimits const& limits, base::Timestamp now, KnownAccounts& known) {
  if (auto viewer = find_known(known, token_hash, account_stamp(tx), limits, now)) return *std::move(viewer);
  return load_viewer(tx, token_hash, limits, now);
}

}  // namespace auth
