#include "auth/users.hpp"

#include <algorithm>
#include <stdexcept>

#include "auth/named.hpp"
#include "auth/readable.hpp"
#include "auth/sessions.hpp"
#include "auth/users_sql.hpp"
#include "base/text.hpp"

namespace auth {
namespace {

constexpr auto kStates = std::to_array<Named<UserState>>({
    {UserState::pending, "pending"},
    {UserState::active, "active"},
    {UserState::locked, "locked"},
    {UserState::left, "left"},
});

constexpr auto kThemes = std::to_array<Named<Theme>>({
    {Theme::system, "system"},
    {Theme::light, "light"},
    {Theme::dark, "dark"},
});

constexpr auto kScopes = std::to_array<Named<Grant::Scope>>({
    {Grant::Scope::platform, "platform"},
    {Grant::Scope::organisation, "organisation"},
    {Grant::Scope::topic, "topic"},
    {Grant::Scope::thread, "thread"},
});

bool is_username_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

}  // namespace

std::string_view to_string(UserState state) {
  return name_of(kStates, state);
}
std::optional<UserState> parse_user_state(std::string_view name) {
  return value_of(kStates, name);
}
std::string_view to_string(Theme theme) {
  return name_of(kThemes, theme);
}
std::optional<Theme> parse_theme(std::string_view name) {
  return value_of(kThemes, name);
}
std::string_view to_string(Grant::Scope scope) {
  return name_of(kScopes, scope);
}
std::optional<Grant::Scope> parse_scope(std::string_view name) {
  return value_of(kScopes, name);
}

bool scope_fits(Role role, Grant::Scope scope) {
  switch (role) {
    case Role::topic_moderator:
      return scope == Grant::Scope::topic;
    case Role::guest:
      return scope == Grant::Scope::organisation || scope == Grant::Scope::thread;
    default:
      return scope == Grant::Scope::platform || scope == Grant::Scope::organisation;
  }
}

bool is_username(std::string_view text) {
  constexpr std::size_t kShortest = 2;
  constexpr std::size_t kLongest = 64;
  return text.size() >= kShortest && text.size() <= kLongest &&
         std::ranges::all_of(text, is_username_character);
}

std::optional<UserId> create_user(storage::WriteTx& tx, NewUser const& user, base::Timestamp now,
                                  base::Random& random) {
  if (!is_username(user.username)) throw std::invalid_argument("this is not fit for a user name");
  if (base::unfit_for_line(user.name) || base::unfit_for_line(user.function)) {
    throw std::invalid_argument("a name or function has characters that may not stand on a line");
  }
  return insert_user(tx, user, base::make_public_id(random), now);
}

void add_grant(storage::WriteTx& tx, UserId user, Grant const& grant) {
  if (!scope_fits(grant.role, grant.scope))
    throw std::invalid_argument("this role is not held in such a scope");
  if ((grant.scope == Grant::Scope::platform) == grant.scope_id.has_value()) {
    throw std::invalid_argument("a grant names the key of its scope, and none for the platform");
  }
  insert_grant(tx, user, grant);
  bump_policy_epoch(tx);
}

void set_user_state(storage::WriteTx& tx, UserId user, UserState state) {
  update_state(tx, user, state);
  if (state == UserState::left) end_sessions_of(tx, user);
  bump_policy_epoch(tx);
}

Me load_me(storage::ReadTx& tx, Viewer const& viewer) {
  auto const shown = select_shown_as(tx, viewer.user);
  return {viewer, load_organisation(tx, viewer.organisation, viewer.language),
          load_organisation(tx, viewer.bureau, viewer.language), shown.theme, shown.single_keys};
}

}  // namespace auth
