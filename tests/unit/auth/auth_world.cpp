#include "tests/unit/auth/auth_world.hpp"

#include <stdexcept>
#include <stdlib.h>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "auth/migrations.hpp"
#include "tests/unit/auth/objects_sql.hpp"

namespace auth {
namespace {

using namespace std::chrono_literals;

// In memory where there is such a place: nothing here is about surviving a crash.
std::filesystem::path make_folder() {
  std::string const place = std::filesystem::is_directory("/dev/shm") ? "/dev/shm/" : testing::TempDir();
  std::string pattern = place + "colloquium-auth-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for the test");
  return pattern;
}

std::vector<storage::Migration> all_migrations() {
  std::vector<storage::Migration> all(migrations().begin(), migrations().end());
  all.push_back(objects_migration(0));
  // The numbers of other floors' steps are left out between ours.
  for (int version = 1; storage::Migration & migration : all) migration.version = version++;
  return all;
}

storage::DatabaseSettings settings_in(std::filesystem::path const& folder) {
  storage::DatabaseSettings settings;
  settings.path = folder / "auth.db";
  settings.readers = 1;
  return settings;
}

NewOrganisation organisation_of(OrganisationKind kind, std::string const& name) {
  NewOrganisation organisation;
  organisation.kind = kind;
  organisation.names = {name + " ar", name + " en", name + " es", name + " fr"};
  return organisation;
}

}  // namespace

AuthWorld::AuthWorld()
    : now(base::from_milliseconds(1'800'000'000'000)),
      folder_(make_folder()),
      database_(settings_in(folder_), all_migrations()) {
  NewUser vetter;
  vetter.username = "vetter";
  vetter.name = "Vetter";
  vetter.function = "Security officer";
  vetter.organisation = add_apart(OrganisationKind::secretariat);
  vetter_ = write([&](storage::WriteTx& tx) { return create_user(tx, vetter, now, random).value(); });
}

AuthWorld::~AuthWorld() {
  database_.stop();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

OrganisationId AuthWorld::add_bureau(std::string_view country) {
  NewOrganisation bureau = organisation_of(OrganisationKind::ncb, std::string(country));
  bureau.country = std::string(country);
  return write([&](storage::WriteTx& tx) { return create_organisation(tx, bureau, random); });
}

OrganisationId AuthWorld::add_below(OrganisationId bureau, OrganisationKind kind) {
  NewOrganisation below = organisation_of(kind, "below");
  below.parent = bureau;
  return write([&](storage::WriteTx& tx) { return create_organisation(tx, below, random); });
}

OrganisationId AuthWorld::add_apart(OrganisationKind kind) {
  return write(
      [&](storage::WriteTx& tx) { return create_organisation(tx, organisation_of(kind, "apart"), random); });
}

base::PublicId AuthWorld::public_id(OrganisationId organisation) {
  return read([&](storage::ReadTx& tx) { return load_organisation(tx, organisation, Language::en); })
      .public_id;
}

UserId AuthWorld::add_user(std::string_view username, OrganisationId organisation) {
  NewUser user;
  user.username = username;
  user.name = "Somebody";
  user.function = "Officer";
  user.organisation = organisation;
  user.clearance = Level::confidential;
  user.vetted_by = vetter_;
  user.vetted_until = now + 24h * 365;
  user.state = UserState::active;
  return write([&](storage::WriteTx& tx) { return create_user(tx, user, now, random).value(); });
}

UserId AuthWorld::add_contributor(std::string_view username, OrganisationId organisation) {
  auto const user = add_user(username, organisation);
  grant(user, Role::contributor, organisation);
  return user;
}

void AuthWorld::grant(UserId user, Role role, OrganisationId organisation) {
  write([&](storage::WriteTx& tx) {
    add_grant(tx, user, {role, Grant::Scope::organisation, organisation.value, now, std::nullopt});
  });
}

void AuthWorld::grant_topic(UserId user, TopicScope topic) {
  write([&](storage::WriteTx& tx) {
    add_grant(tx, user, {Role::topic_moderator, Grant::Scope::topic, topic.value, now, std::nullopt});
  });
}

base::Result<Viewer> AuthWorld::try_viewer(UserId user) {
  return read([&](storage::ReadTx& tx) { return load_viewer(tx, user, now); });
}

}  // namespace auth
