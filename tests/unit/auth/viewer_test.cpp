#include "auth/viewer.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

#include "auth/readable.hpp"
#include "tests/unit/auth/auth_world.hpp"

namespace auth {
namespace {

using namespace std::chrono_literals;

class ViewerTest : public testing::Test {
 protected:
  ViewerTest() : france_(world_.add_bureau("FR")), officer_(world_.add_contributor("officer.fr", france_)) {}

  template <class Change>
  void change(Change change) {
    world_.write(change);
  }
  bool is_unavailable(UserId user) {
    auto const viewer = world_.try_viewer(user);
    if (!viewer) EXPECT_EQ(viewer.error().code, base::ErrorCode::account_unavailable);
    return !viewer;
  }
  void grant_between(UserId user, Role role, base::Timestamp from, std::optional<base::Timestamp> until) {
    change([&](storage::WriteTx& tx) {
      add_grant(tx, user, {role, Grant::Scope::organisation, france_.value, from, until});
    });
  }

  AuthWorld world_;
  OrganisationId france_;
  UserId officer_;
};

TEST_F(ViewerTest, tells_who_is_looking_and_for_whom) {
  auto const viewer = world_.viewer(officer_);
  EXPECT_EQ(viewer.user, officer_);
  EXPECT_EQ(viewer.username, "officer.fr");
  EXPECT_EQ(viewer.organisation, france_);
  EXPECT_EQ(viewer.bureau, france_);
  EXPECT_EQ(viewer.roles, std::vector{Role::contributor});
  EXPECT_EQ(viewer.ceiling, 3);
  EXPECT_FALSE(viewer.coordinated);
  EXPECT_FALSE(viewer.supervised);
}

TEST_F(ViewerTest, of_a_sub_bureau_belongs_to_the_desk_of_the_bureau_above) {
  auto const lyon = world_.add_below(france_, OrganisationKind::sub_bureau);
  auto const viewer = world_.viewer(world_.add_contributor("officer.lyon", lyon));
  EXPECT_EQ(viewer.organisation, lyon);
  EXPECT_EQ(viewer.bureau, france_);
}

TEST_F(ViewerTest, has_the_lower_of_his_own_and_his_organisations_level_for_a_ceiling) {
  change([&](storage::WriteTx& tx) { set_clearance(tx, officer_, Level::restricted); });
  EXPECT_EQ(world_.viewer(officer_).ceiling, 2);
  change([&](storage::WriteTx& tx) { set_max_level(tx, france_, Level::official_use_only); });
  EXPECT_EQ(world_.viewer(officer_).ceiling, 1);
  EXPECT_EQ(world_.viewer(officer_).clearance, Level::restricted);
}

TEST_F(ViewerTest, is_refused_unless_the_account_is_active) {
  for (auto const state : {UserState::pending, UserState::locked, UserState::left}) {
    change([&](storage::WriteTx& tx) { set_user_state(tx, officer_, state); });
    EXPECT_TRUE(is_unavailable(officer_)) << to_string(state);
  }
}

TEST_F(ViewerTest, is_refused_from_the_moment_the_vetting_lapses) {
  change([&](storage::WriteTx& tx) { set_vetted_until(tx, officer_, world_.now + 1ms); });
  EXPECT_FALSE(is_unavailable(officer_));
  world_.now += 1ms;
  EXPECT_TRUE(is_unavailable(officer_));
}

TEST_F(ViewerTest, reads_nothing_before_he_is_vetted) {
  change([&](storage::WriteTx& tx) { set_vetted_until(tx, officer_, std::nullopt); });
  EXPECT_EQ(world_.viewer(officer_).ceiling, kReadsNothing);
}

TEST_F(ViewerTest, is_refused_while_his_organisation_or_the_bureau_above_is_suspended) {
  auto const lyon = world_.add_below(france_, OrganisationKind::sub_bureau);
  auto const below = world_.add_contributor("officer.lyon", lyon);
  change([&](storage::WriteTx& tx) { set_organisation_status(tx, france_, OrganisationStatus::suspended); });
  EXPECT_TRUE(is_unavailable(officer_));
  EXPECT_TRUE(is_unavailable(below));
  change([&](storage::WriteTx& tx) {
    set_organisation_status(tx, france_, OrganisationStatus::active);
    set_organisation_status(tx, lyon, OrganisationStatus::suspended);
  });
  EXPECT_FALSE(is_unavailable(officer_));
  EXPECT_TRUE(is_unavailable(below));
}

TEST_F(ViewerTest, is_supervised_with_his_organisation_or_the_bureau_above) {
  auto const lyon = world_.add_below(france_, OrganisationKind::sub_bureau);
  auto const below = world_.add_contributor("officer.lyon", lyon);
  change([&](storage::WriteTx& tx) { set_organisation_status(tx, france_, OrganisationStatus::supervised); });
  EXPECT_TRUE(world_.viewer(officer_).supervised);
  EXPECT_TRUE(world_.viewer(below).supervised);
}

TEST_F(ViewerTest, reads_nothing_without_a_role_that_reads) {
  auto const user = world_.add_user("nobody.fr", france_);
  EXPECT_EQ(world_.viewer(user).ceiling, kReadsNothing);
  for (auto const role : {Role::compliance, Role::administrator, Role::auditor}) {
    world_.grant(user, role, france_);
    EXPECT_EQ(world_.viewer(user).ceiling, kReadsNothing) << to_string(role);
  }
  world_.grant(user, Role::reader, france_);
  EXPECT_EQ(world_.viewer(user).ceiling, 3);
}

TEST_F(ViewerTest, has_a_role_from_its_first_moment_until_its_last) {
  auto const user = world_.add_user("guest.fr", france_);
  grant_between(user, Role::reader, world_.now + 10ms, world_.now + 20ms);
  auto const reads_at = [&](std::chrono::milliseconds after) {
    return world_.read([&](storage::ReadTx& tx) { return load_viewer(tx, user, world_.now + after); })
        .value()
        .has(Role::reader);
  };
  EXPECT_FALSE(reads_at(9ms));
  EXPECT_TRUE(reads_at(10ms));
  EXPECT_TRUE(reads_at(19ms));
  EXPECT_FALSE(reads_at(20ms));
}

TEST_F(ViewerTest, has_each_role_once) {
  world_.grant(officer_, Role::contributor, france_);
  world_.grant(officer_, Role::coordinator, france_);
  EXPECT_EQ(world_.viewer(officer_).roles, (std::vector{Role::contributor, Role::coordinator}));
}

TEST_F(ViewerTest, gains_nothing_from_a_grant_for_an_organisation_that_is_not_his) {
  auto const kenya = world_.add_bureau("KE");
  auto const user = world_.add_user("moved.fr", france_);
  world_.grant(user, Role::coordinator, kenya);
  EXPECT_TRUE(world_.viewer(user).roles.empty());
  EXPECT_FALSE(world_.viewer(user).coordinated);
  EXPECT_EQ(world_.viewer(user).ceiling, kReadsNothing);
}

TEST_F(ViewerTest, coordinates_the_organisation_that_his_grant_names) {
  auto const lyon = world_.add_below(france_, OrganisationKind::sub_bureau);
  auto const of_lyon = world_.add_user("coordinator.lyon", lyon);
  world_.grant(of_lyon, Role::coordinator, lyon);
  EXPECT_EQ(world_.viewer(of_lyon).coordinated, lyon);
  world_.grant(of_lyon, Role::coordinator, france_);
  EXPECT_EQ(world_.viewer(of_lyon).coordinated, france_);
  auto const of_france = world_.add_user("coordinator.fr", france_);
  world_.grant(of_france, Role::coordinator, france_);
  EXPECT_EQ(world_.viewer(of_france).coordinated, france_);
}

TEST_F(ViewerTest, moderates_the_topics_that_were_given_to_him) {
  world_.grant_topic(officer_, TopicScope{4});
  world_.grant_topic(officer_, TopicScope{9});
  auto const viewer = world_.viewer(officer_);
  EXPECT_TRUE(viewer.has(Role::topic_moderator));
  EXPECT_TRUE(viewer.moderates(TopicScope{4}));
  EXPECT_TRUE(viewer.moderates(TopicScope{9}));
  EXPECT_FALSE(viewer.moderates(TopicScope{5}));
}

TEST_F(ViewerTest, cannot_be_given_a_role_where_it_means_nothing) {
  auto const add = [&](Grant const& grant) {
    world_.write([&](storage::WriteTx& tx) { add_grant(tx, officer_, grant); });
  };
  EXPECT_THROW(add({Role::reader, Grant::Scope::topic, 1, world_.now, {}}), std::invalid_argument);
  EXPECT_THROW(add({Role::topic_moderator, Grant::Scope::platform, {}, world_.now, {}}),
               std::invalid_argument);
  EXPECT_THROW(add({Role::coordinator, Grant::Scope::organisation, {}, world_.now, {}}),
               std::invalid_argument);
  EXPECT_THROW(add({Role::reader, Grant::Scope::platform, 1, world_.now, {}}), std::invalid_argument);
}

TEST_F(ViewerTest, that_does_not_exist_is_refused) {
  EXPECT_TRUE(is_unavailable(UserId{999}));
}

TEST_F(ViewerTest, may_change_at_every_change_of_the_policy_epoch) {
  auto epoch = world_.read([](storage::ReadTx& tx) { return policy_epoch(tx); });
  auto const moves = [&](auto what) {
    change(what);
    auto const before =
        std::exchange(epoch, world_.read([](storage::ReadTx& tx) { return policy_epoch(tx); }));
    return epoch > before;
  };
  using Tx = storage::WriteTx;
  EXPECT_TRUE(moves([&](Tx& tx) { set_clearance(tx, officer_, Level::open); }));
  EXPECT_TRUE(moves([&](Tx& tx) { set_vetted_until(tx, officer_, world_.now); }));
  EXPECT_TRUE(moves([&](Tx& tx) { set_user_state(tx, officer_, UserState::locked); }));
  EXPECT_TRUE(moves(
      [&](Tx& tx) { add_grant(tx, officer_, {Role::reader, Grant::Scope::platform, {}, world_.now, {}}); }));
  EXPECT_TRUE(moves([&](Tx& tx) { set_organisation_status(tx, france_, OrganisationStatus::suspended); }));
  EXPECT_TRUE(moves([&](Tx& tx) { set_max_level(tx, france_, Level::open); }));
  EXPECT_TRUE(moves([&](Tx& tx) { set_deny_list(tx, france_, {}); }));
  EXPECT_FALSE(moves([&](Tx& tx) { touch_policy_epoch(tx); }));
}

}  // namespace
}  // namespace auth
