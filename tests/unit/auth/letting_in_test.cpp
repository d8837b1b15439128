// An administrator lets an organisation in; that it works takes a decision that compliance carries out.
#include "auth/letting_in.hpp"

#include <gtest/gtest.h>

#include "auth/audit_log.hpp"
#include "auth/decisions.hpp"
#include "tests/unit/auth/auth_world.hpp"

namespace auth {
namespace {

using base::ErrorCode;
using base::FieldCode;

class LettingIn : public testing::Test {
 protected:
  UserId add_officer(std::string_view name, Role role) {
    auto const user = world.add_user(name, unit);
    world.grant(user, role, unit);
    return user;
  }
  static NewMember member(OrganisationKind kind, std::optional<std::string> country = std::nullopt) {
    return {kind, std::move(country), "Here", {"هنا", "Here", "Aquí", "Ici"}, Level::restricted};
  }
  base::Result<Standing> let_in(UserId who, NewMember const& asked) {
    auto const viewer = world.viewer(who);
    return world.database().write_now(
        [&](storage::WriteTx& tx) { return auth::let_in(tx, viewer, asked, world.random); });
  }
  FieldCode flaw(NewMember const& asked) {
    auto const refused = let_in(administrator, asked);
    if (refused) throw std::logic_error("it was let in");
    return refused.error().fields.at(0).code;
  }

  AuthWorld world;
  OrganisationId fr = world.add_bureau("FR");
  OrganisationId unit = world.add_apart(OrganisationKind::secretariat);
  UserId administrator = add_officer("admin.ipsg", Role::administrator);
  UserId compliance = add_officer("compliance.ipsg", Role::compliance);
};

TEST_F(LettingIn, begins_suspended_and_takes_compliance_to_work) {
  auto const let = let_in(administrator, member(OrganisationKind::sub_bureau, "FR"));
  ASSERT_TRUE(let);
  EXPECT_EQ(let->status, OrganisationStatus::suspended);
  EXPECT_EQ(let->max_level, Level::restricted);
  auto const proposer = world.viewer(compliance);
  auto const himself = world.viewer(administrator);
  auto const approver = world.viewer(add_officer("admin2.ipsg", Role::administrator));
  ASSERT_TRUE(world.database().write_now([&](storage::WriteTx& tx) -> base::Result<void> {
    auto const proposal = propose_status(tx, proposer, let->organisation.public_id,
                                         {let->version, OrganisationStatus::active, "Decision 7", "Let in."},
                                         ProposalLimits{}, world.random);
    if (!proposal) return proposal.error();
    EXPECT_FALSE(load_proposal(tx, himself, proposal->public_id)->may_approve);
    EXPECT_EQ(decide_proposal(tx, himself, proposal->public_id, Decision::approve, {}).error().code,
              ErrorCode::second_person_required);
    auto const decided = decide_proposal(tx, approver, proposal->public_id, Decision::approve, {});
    if (!decided) return decided.error();
    return {};
  }));
}

TEST_F(LettingIn, is_for_administrators) {
  auto const officer = world.add_contributor("officer1.fr", fr);
  EXPECT_EQ(let_in(officer, member(OrganisationKind::partner)).error().code, ErrorCode::not_found);
  EXPECT_EQ(let_in(compliance, member(OrganisationKind::partner)).error().code, ErrorCode::not_permitted);
  EXPECT_TRUE(let_in(administrator, member(OrganisationKind::partner)));
}

TEST_F(LettingIn, gives_each_country_one_bureau_and_puts_what_stands_under_it_there) {
  EXPECT_EQ(flaw(member(OrganisationKind::ncb, "FR")), FieldCode::taken);
  EXPECT_EQ(flaw(member(OrganisationKind::ncb)), FieldCode::required);
  EXPECT_EQ(flaw(member(OrganisationKind::ncb, "XQ")), FieldCode::unknown_value);
  EXPECT_EQ(flaw(member(OrganisationKind::national_entity, "VU")), FieldCode::unknown_organisation);
  EXPECT_EQ(flaw(member(OrganisationKind::partner, "VU")), FieldCode::contradicts);
  EXPECT_TRUE(let_in(administrator, member(OrganisationKind::ncb, "VU")));
  EXPECT_TRUE(let_in(administrator, member(OrganisationKind::national_entity, "VU")));
}

}  // namespace
}  // namespace auth
