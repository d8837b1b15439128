#include "auth/users.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

#include "auth/secrets.hpp"
#include "tests/unit/auth/auth_world.hpp"

namespace auth {
namespace {

class Users : public testing::Test {
 protected:
  std::optional<UserId> create(std::string_view username, std::string_view name = "Somebody") {
    NewUser user;
    user.username = username;
    user.name = name;
    user.function = "Officer";
    user.organisation = france_;
    return world_.write(
        [&](storage::WriteTx& tx) { return create_user(tx, user, world_.now, world_.random); });
  }
  Me me(UserId user) {
    auto const viewer = world_.viewer(user);
    return world_.read([&](storage::ReadTx& tx) { return load_me(tx, viewer); });
  }
  void edit(UserId user, Settings const& settings) {
    auto const viewer = world_.viewer(user);
    world_.write([&](storage::WriteTx& tx) { edit_settings(tx, viewer, settings); });
  }

  AuthWorld world_;
  OrganisationId france_ = world_.add_bureau("FR");
};

TEST_F(Users, have_names_of_their_own) {
  auto const first = create("officer1.fr");
  ASSERT_TRUE(first);
  EXPECT_FALSE(create("officer1.fr"));
  EXPECT_EQ(world_.read([](storage::ReadTx& tx) { return find_user(tx, "officer1.fr"); }), first);
  EXPECT_FALSE(world_.read([](storage::ReadTx& tx) { return find_user(tx, "officer2.fr"); }));
}

TEST_F(Users, have_names_of_plain_characters) {
  EXPECT_TRUE(is_username("officer-1_x.fr"));
  for (std::string const unfit : {"", "x", "Officer", "o fficer", "offiсer", "a/b", "a@b"}) {
    EXPECT_FALSE(is_username(unfit)) << unfit;
    EXPECT_THROW(create(unfit), std::invalid_argument) << unfit;
  }
  EXPECT_FALSE(is_username(std::string(65, 'a')));
  EXPECT_THROW(create("officer1.fr", "Anna\u202Ebog"), std::invalid_argument);
}

TEST_F(Users, are_told_who_they_are_in_their_language) {
  auto const lyon = world_.add_below(france_, OrganisationKind::sub_bureau);
  auto const user = world_.add_contributor("officer.lyon", lyon);
  edit(user, {.language = Language::fr, .theme = {}, .single_keys = {}});
  auto const told = me(user);
  EXPECT_EQ(told.viewer.user, user);
  EXPECT_EQ(told.organisation.name, "below fr");
  EXPECT_EQ(told.bureau.name, "FR fr");
  EXPECT_EQ(told.theme, Theme::system);
  EXPECT_TRUE(told.single_keys);
}

TEST_F(Users, change_only_the_settings_that_they_name) {
  auto const user = world_.add_contributor("officer.fr", france_);
  edit(user, {.language = Language::ar, .theme = Theme::dark, .single_keys = false});
  edit(user, {});
  auto const told = me(user);
  EXPECT_EQ(told.viewer.language, Language::ar);
  EXPECT_EQ(told.theme, Theme::dark);
  EXPECT_FALSE(told.single_keys);
}

TEST_F(Users, and_everything_named_have_names_that_lead_back) {
  for (int i = 0; i <= static_cast<int>(Role::guest); ++i) {
    EXPECT_EQ(parse_role(to_string(static_cast<Role>(i))), static_cast<Role>(i));
  }
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(parse_level(to_string(static_cast<Level>(i))), static_cast<Level>(i));
    EXPECT_EQ(parse_legal_use(to_string(static_cast<LegalUse>(i))), static_cast<LegalUse>(i));
    EXPECT_EQ(parse_language(to_string(static_cast<Language>(i))), static_cast<Language>(i));
    EXPECT_EQ(parse_user_state(to_string(static_cast<UserState>(i))), static_cast<UserState>(i));
    EXPECT_EQ(parse_scope(to_string(static_cast<Grant::Scope>(i))), static_cast<Grant::Scope>(i));
  }
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(parse_attribution(to_string(static_cast<Attribution>(i))), static_cast<Attribution>(i));
    EXPECT_EQ(parse_theme(to_string(static_cast<Theme>(i))), static_cast<Theme>(i));
    EXPECT_EQ(parse_organisation_status(to_string(static_cast<OrganisationStatus>(i))),
              static_cast<OrganisationStatus>(i));
  }
  for (auto const caveat : {Caveat::h1, Caveat::h2, Caveat::h3, Caveat::display_only}) {
    EXPECT_EQ(parse_caveat(to_string(caveat)), caveat);
  }
  EXPECT_EQ(parse_level("public"), Level::open);
  for (std::string_view const unknown : {"", "Public", "public ", "open"}) EXPECT_FALSE(parse_level(unknown));
}

TEST_F(Users, share_keys_that_are_made_once_for_each_name) {
  auto const key = [&](std::string_view name) {
    return world_.write([&](storage::WriteTx& tx) { return load_or_create_key(tx, name, world_.random); });
  };
  auto const cursors = key("cursors");
  EXPECT_EQ(key("cursors"), cursors);
  EXPECT_NE(key("others"), cursors);
}

// A statement that does not fit the tables would fail only when somebody first needs it.
TEST_F(Users, and_all_of_this_floor_have_statements_that_the_engine_accepts) {
  EXPECT_GT(storage::Statement::all().size(), 40U);
  world_.write_and_undo([](storage::WriteTx& tx) {
    for (auto const* statement : storage::Statement::all()) {
      constexpr std::nullptr_t kNull = nullptr;
      EXPECT_NO_THROW(tx.query(*statement, kNull, kNull, kNull, kNull, kNull, kNull, kNull, kNull, kNull,
                               kNull, kNull, kNull, kNull, kNull, kNull, kNull, kNull, kNull, kNull))
          << statement->name();
    }
  });
}

}  // namespace
}  // namespace auth
