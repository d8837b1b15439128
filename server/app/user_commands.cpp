// Accounts from the command line.
#include <cstdio>
#include <iostream>
#include <stdexcept>

#include "auth/operator_acts.hpp"
#include "auth/usernames.hpp"
#include "auth/users.hpp"
#include "forum/forget_person.hpp"
#include "forum/read_marks.hpp"
#include "server/app/commands.hpp"

namespace server::app {
namespace {

constexpr std::size_t kLeastPasswordCharacters = 15;  // ASVS 5.0, 6.2.1: without a second factor, 15

int refuse(std::string const& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  return 1;
}

std::string read_password() {
  std::string password;
  std::getline(std::cin, password);
  if (password.size() < kLeastPasswordCharacters) {
    throw std::runtime_error("a password needs at least " + std::to_string(kLeastPasswordCharacters) +
                             " characters");
  }
  return password;
}

auth::UserId require_user(storage::ReadTx& tx, std::string const& username) {
  auto const user = auth::find_user(tx, username);
  if (!user) throw std::runtime_error("no account " + username);
  return *user;
}

}  // namespace

int create_user(Settings const& settings, UserRequest const& request) {
  auto const role = auth::parse_role(request.role);
  auto const clearance = auth::parse_level(request.clearance);
  auto const language = auth::parse_language(request.language);
  if (!role) return refuse("unknown role " + request.role);
  if (*role == auth::Role::topic_moderator || *role == auth::Role::guest) {
    return refuse("the role " + request.role + " is given for a topic or thread, not with the account");
  }
  if (!clearance) return refuse("unknown clearance " + request.clearance);
  if (!language) return refuse("unknown language " + request.language);
  std::string const hash = auth::hash_password(read_password(), settings.password);

  base::SystemRandom random;
  auto const now = base::wall_clock_now();
  storage::Database database(settings.storage, all_migrations());
  auto const created = database.write_now([&](storage::WriteTx& tx) -> base::Result<bool> {
    auto const bureau = auth::find_bureau(tx, request.country);
    if (!bureau) throw std::runtime_error("no bureau for " + request.country);
    auto const ending = auth::username_ending(tx, *bureau);
    auto const username = auth::complete_username(request.username, ending);
    if (!username) {
      throw std::runtime_error(
          "a user name of this bureau is at most 64 of a-z, 0-9, '.', '-' and '_', and ends in " + ending);
    }
    auth::NewUser account;
    account.username = *username;
    account.name = request.name;
    account.function = request.function;
    account.organisation = *bureau;
    account.clearance = *clearance;
    account.vetted_until = now + std::chrono::days(request.vetted_days);
    account.state = auth::UserState::active;
    account.password_hash = hash;
    account.language = *language;
    auto const user = auth::create_user(tx, account, now, random);
    if (!user) return false;
    // Vetted by the operator, who stands in for the bureau's security officer until it has one.
    auth::set_vetted_by(tx, *user, *user);
    bool const is_of_organisation =
        *role != auth::Role::administrator && *role != auth::Role::auditor && *role != auth::Role::compliance;
    auth::add_grant(
        tx, *user,
        {*role, is_of_organisation ? auth::Grant::Scope::organisation : auth::Grant::Scope::platform,
         is_of_organisation ? std::optional(bureau->value) : std::nullopt, now, std::nullopt});
    forum::begin_reading(tx, *user, forum::Backlog::read);
    for (auto const event : {auth::AuditEvent::account_created, auth::AuditEvent::account_vetted})
      auth::log_of_operator(tx, event, *user, now);
    return true;
  });
  if (!created.value()) return refuse("the name " + request.username + " is taken");
  std::printf("created %s\n", request.username.c_str());
  return 0;
}

int set_user_state(Settings const& settings, std::string const& username, std::string const& state) {
  auto const wanted = auth::parse_user_state(state);
  if (!wanted) return refuse("unknown state " + state + ": active, locked or left");
  storage::Database database(settings.storage, all_migrations());
  auto const done = database.write_now([&](storage::WriteTx& tx) -> base::Result<void> {
    auto const user = require_user(tx, username);
    auth::set_user_state(tx, user, *wanted);
    if (*wanted == auth::UserState::left) forum::forget_person(tx, user);
    auth::log_of_operator(tx, auth::AuditEvent::account_changed, user, base::wall_clock_now());
    return {};
  });
  done.value();
  std::printf("%s is %s\n", username.c_str(), state.c_str());
  return 0;
}

int set_password(Settings const& settings, std::string const& username) {
  std::string const hash = auth::hash_password(read_password(), settings.password);
  storage::Database database(settings.storage, all_migrations());
  auto const done = database.write_now([&](storage::WriteTx& tx) -> base::Result<void> {
    auto const user = require_user(tx, username);
    auth::set_password_hash(tx, user, hash);
    auth::end_sessions_of(tx, user);
    auth::log_of_operator(tx, auth::AuditEvent::password_changed, user, base::wall_clock_now());
    return {};
  });
  done.value();
  std::printf("password of %s set; its sessions have ended\n", username.c_str());
  return 0;
}

int create_token(Settings const& settings, std::string const& username) {
  base::SystemRandom random;
  storage::Database database(settings.storage, all_migrations());
  auto const session = database.write_now([&](storage::WriteTx& tx) -> base::Result<auth::NewSession> {
    auto const user = require_user(tx, username);
    auto const now = base::wall_clock_now();
    auth::log_of_operator(tx, auth::AuditEvent::session_opened, user, now);
    return auth::create_session(tx, user, auth::Assurance::password, now, random);
  });
  std::printf("%s\n", session.value().token.c_str());
  return 0;
}

}  // namespace server::app
