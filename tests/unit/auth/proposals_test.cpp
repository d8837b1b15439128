// Decisions that take two people, on the floor where they are made.
#include <gtest/gtest.h>

#include "auth/audit_log.hpp"
#include "auth/decisions.hpp"
#include "auth/deny_lists.hpp"
#include "auth/readable.hpp"
#include "auth/statuses.hpp"
#include "tests/unit/auth/auth_world.hpp"

namespace auth {
namespace {

using base::ErrorCode;

class Proposals : public testing::Test {
 protected:
  UserId add_officer(std::string_view name, Role role) {
    auto const user = world.add_user(name, fr);
    world.grant(user, role, fr);
    return user;
  }
  base::Result<Proposal> try_to_propose(UserId who) {
    auto const viewer = world.viewer(who);
    return world.write([&](storage::WriteTx& tx) {
      auto const list = load_deny_list(tx, viewer, world_id).value();
      return propose_deny_change(tx, viewer, world_id, {list.version, {denied_id}, {}, "Because."}, limits,
                                 world.random);
    });
  }
  Proposal propose(UserId who) { return try_to_propose(who).value(); }
  std::vector<Proposal> listed(UserId who) {
    auto const viewer = world.viewer(who);
    return world.read(
        [&](storage::ReadTx& tx) { return load_deny_list(tx, viewer, world_id).value().proposals; });
  }
  base::Result<Proposal> decide(UserId who, Proposal const& proposal, Decision decision = Decision::approve) {
    auto const viewer = world.viewer(who);
    return world.write(
        [&](storage::WriteTx& tx) { return decide_proposal(tx, viewer, proposal.public_id, decision); });
  }
  std::int64_t epoch() {
    return world.read([](storage::ReadTx& tx) { return policy_epoch(tx); });
  }

  AuthWorld world;
  ProposalLimits limits;
  OrganisationId fr = world.add_bureau("FR");
  OrganisationId ke = world.add_bureau("KE");
  base::PublicId world_id = world.public_id(fr);
  base::PublicId denied_id = world.public_id(ke);
  UserId first = add_officer("coordinator1.fr", Role::coordinator);
  UserId second = add_officer("coordinator2.fr", Role::coordinator);
  UserId security = add_officer("security.fr", Role::security_officer);
};

TEST_F(Proposals, change_nothing_until_the_second_person_approves) {
  auto const before = epoch();
  auto const proposal = propose(first);
  EXPECT_EQ(epoch(), before);
  EXPECT_EQ(decide(first, proposal).error().code, ErrorCode::second_person_required);
  auto const approved = decide(second, proposal);
  ASSERT_TRUE(approved);
  EXPECT_EQ(approved->outcome, Outcome::approved);
  EXPECT_GT(epoch(), before);
  auto const denied = world.read([&](storage::ReadTx& tx) { return load_denied(tx, fr); });
  EXPECT_EQ(*denied, std::vector<std::int64_t>{ke.value});
}

TEST_F(Proposals, expire_after_their_time) {
  auto const proposal = propose(first);
  world.now += kProposalLasts;
  EXPECT_EQ(decide(security, proposal).error().code, ErrorCode::already_decided);
  auto const viewer = world.viewer(first);
  auto const now =
      world.read([&](storage::ReadTx& tx) { return load_proposal(tx, viewer, proposal.public_id).value(); });
  EXPECT_EQ(now.outcome, Outcome::expired);
  EXPECT_FALSE(now.may_withdraw);
}

TEST_F(Proposals, that_have_expired_stand_among_the_past_ones) {
  auto const expired = propose(first);
  world.now += kProposalLasts;
  auto const open = propose(first);
  auto const list = listed(security);
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].public_id, open.public_id);
  EXPECT_EQ(list[0].outcome, Outcome::open);
  EXPECT_EQ(list[1].public_id, expired.public_id);
  EXPECT_EQ(list[1].outcome, Outcome::expired);
  EXPECT_FALSE(list[1].may_approve);
}

TEST_F(Proposals, are_open_in_a_limited_number_for_each_organisation) {
  limits.open_per_organisation = 3;
  auto const one = propose(first);
  propose(first);
  auto const third = propose(second);
  EXPECT_EQ(try_to_propose(first).error().code, ErrorCode::too_many_proposals);
  EXPECT_EQ(try_to_propose(second).error().code, ErrorCode::too_many_proposals) << "whoever asks";
  ASSERT_TRUE(decide(security, one, Decision::refuse));
  EXPECT_TRUE(try_to_propose(first));
  EXPECT_EQ(try_to_propose(first).error().code, ErrorCode::too_many_proposals);
  world.now += kProposalLasts;
  EXPECT_TRUE(try_to_propose(first)) << "expired ones do not count";
  EXPECT_EQ(decide(security, third).error().code, ErrorCode::already_decided);
}

TEST_F(Proposals, stay_listed_while_they_are_open_however_many_came_after_them) {
  auto const waits = propose(first);
  for (int i = 0; i < 60; ++i) ASSERT_TRUE(decide(security, propose(first), Decision::refuse));
  auto const list = listed(security);
  EXPECT_EQ(list.size(), 51U);
  EXPECT_EQ(list.front().public_id, waits.public_id);
}

TEST_F(Proposals, are_told_to_the_audit_log_with_both_who_made_them_and_who_approved) {
  auto const proposal = propose(first);
  ASSERT_TRUE(decide(security, proposal));
  auto const entry = world.read(
      [](storage::ReadTx& tx) { return find_audit_entry(tx, load_audit_head(tx).size()).value(); });
  EXPECT_EQ(entry.record.event, AuditEvent::deny_list_changed);
  EXPECT_EQ(entry.record.actor.user, world.viewer(first).public_id);
  EXPECT_EQ(entry.record.approved_by, world.viewer(security).public_id);
  EXPECT_EQ(entry.record.object.id, world_id);
  EXPECT_TRUE(entry.record.parts.empty()) << "whose list, never who is on it";
}

TEST_F(Proposals, do_not_exist_for_another_organisation) {
  auto const proposal = propose(first);
  auto const stranger = world.add_user("coordinator.ke", ke);
  world.grant(stranger, Role::coordinator, ke);
  EXPECT_EQ(decide(stranger, proposal).error().code, ErrorCode::not_found);
}

TEST_F(Proposals, of_a_status_are_made_by_compliance_and_approved_by_an_administrator) {
  auto const unit = world.add_apart(OrganisationKind::secretariat);
  auto const compliance = world.add_user("compliance.ipsg", unit);
  auto const administrator = world.add_user("admin.ipsg", unit);
  world.grant(compliance, Role::compliance, unit);
  world.grant(administrator, Role::administrator, unit);
  auto const viewer = world.viewer(compliance);
  auto const proposal = world.write([&](storage::WriteTx& tx) {
    return propose_status(tx, viewer, denied_id, {1, OrganisationStatus::suspended, "D 1", "As decided."},
                          limits, world.random)
        .value();
  });
  EXPECT_EQ(decide(first, proposal).error().code, ErrorCode::not_found);
  EXPECT_EQ(decide(compliance, proposal).error().code, ErrorCode::not_permitted);
  ASSERT_TRUE(decide(administrator, proposal));
  auto const officer = world.add_contributor("officer.ke", ke);
  EXPECT_EQ(world.try_viewer(officer).error().code, ErrorCode::account_unavailable);
}

}  // namespace
}  // namespace auth
