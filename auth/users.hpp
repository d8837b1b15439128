// Accounts of people: one organisation at a time; roles are grants.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/organisations.hpp"
#include "auth/viewer.hpp"

namespace auth {

enum class UserState { pending, active, locked, left };
std::string_view to_string(UserState state);
std::optional<UserState> parse_user_state(std::string_view name);

enum class Theme { system, light, dark };
std::string_view to_string(Theme theme);
std::optional<Theme> parse_theme(std::string_view name);

struct NewUser {
  std::string username;  // lower case letters, digits, '.', '-', '_'
  std::string name;
  std::string function;
  OrganisationId organisation;
  Level clearance = Level::official_use_only;
  std::optional<UserId> vetted_by;
  std::optional<base::Timestamp> vetted_until;
  UserState state = UserState::pending;
  std::optional<std::string> password_hash;
  Language language = Language::en;
};

struct Grant {
  Role role;
  enum class Scope { platform, organisation, topic, thread } scope;
  std::optional<std::int64_t> scope_id;
  base::Timestamp from;
  std::optional<base::Timestamp> until;
};
std::string_view to_string(Grant::Scope scope);
std::optional<Grant::Scope> parse_scope(std::string_view name);
// Where a role may be held: topic moderators for a topic, guests for an organisation, which gives them
// nothing to read, and for the threads that they are invited to, all others for an organisation or the
// platform. A grant elsewhere gives nothing.
bool scope_fits(Role role, Grant::Scope scope);

// The person who is signed in, as he is told.
struct Me {
  Viewer viewer;
  Organisation organisation;
  Organisation bureau;
  Theme theme;
  bool single_keys;
};

struct Settings {
  std::optional<Language> language;
  std::optional<Theme> theme;
  std::optional<bool> single_keys;
};

// 2 to 64 of the characters that a user name is made of.
bool is_username(std::string_view text);

// Nothing where the name is taken. Throws std::invalid_argument for texts that are not fit: callers check
// first.
std::optional<UserId> create_user(storage::WriteTx& tx, NewUser const& user, base::Timestamp now,
                                  base::Random& random);
std::optional<UserId> find_user(storage::ReadTx& tx, std::string_view username);
// Throws std::invalid_argument for a scope that the role cannot have, or one without its key.
void add_grant(storage::WriteTx& tx, UserId user, Grant const& grant);
// Somebody who left has no sessions any more; a locked account keeps them, refused, until they time out.
void set_user_state(storage::WriteTx& tx, UserId user, UserState state);
void set_vetted_until(storage::WriteTx& tx, UserId user, std::optional<base::Timestamp> until);
// Whoever vouches for the account; an account that nobody vouches for may nothing.
void set_vetted_by(storage::WriteTx& tx, UserId user, UserId vetted_by);
void set_clearance(storage::WriteTx& tx, UserId user, Level clearance);
void set_password_hash(storage::WriteTx& tx, UserId user, std::string_view hash);
// The day on which somebody was here last, in UTC; written when a session is opened.
void note_seen(storage::WriteTx& tx, UserId user, base::Timestamp now);

Me load_me(storage::ReadTx& tx, Viewer const& viewer);
void edit_settings(storage::WriteTx& tx, Viewer const& viewer, Settings const& settings);

}  // namespace auth
