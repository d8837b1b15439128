// Accounts as those see them who answer for them: who may vet whom, and the list page by page.
#include "auth/accounts.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "auth/audit_log.hpp"
#include "auth/setup_codes.hpp"
#include "tests/unit/auth/auth_world.hpp"

namespace auth {
namespace {

using base::ErrorCode;
using namespace std::chrono_literals;

class Accounts : public testing::Test {
 protected:
  UserId add_officer(std::string_view name, Role role, OrganisationId organisation) {
    auto const user = world.add_user(name, organisation);
    world.grant(user, role, organisation);
    world.write([&](storage::WriteTx& tx) { set_password_hash(tx, user, "hash"); });
    return user;
  }
  OfficerAccount add_nominee(UserId by, std::string_view username, std::string_view name = "New Officer",
                             Role role = Role::contributor) {
    auto const viewer = world.viewer(by);
    Nomination nomination{};
    nomination.username = username;
    nomination.name = name;
    nomination.function = "Analyst";
    nomination.role = role;
    nomination.clearance = Level::restricted;
    return world.write(
        [&](storage::WriteTx& tx) { return nominate(tx, viewer, nomination, world.random).value(); });
  }
  // The account as it is now, by whoever may see it.
  OfficerAccount look(UserId who, base::PublicId const& id) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) { return load_account(tx, viewer, id).value(); });
  }
  base::Result<OfficerAccount> try_to_vet(UserId who, base::PublicId const& id) {
    auto const viewer = world.viewer(who);
    Vetting const vetting{look(who, id).version, world.now + 24h * 365, std::nullopt, std::nullopt};
    return world.write([&](storage::WriteTx& tx) { return vet(tx, viewer, id, vetting); });
  }
  void move(UserId who, base::PublicId const& id, OrganisationId to) {
    auto const viewer = world.viewer(who);
    auto const version = look(who, id).version;
    auto const organisation = world.public_id(to);
    ASSERT_TRUE(world.write([&](storage::WriteTx& tx) {
      return transfer(tx, viewer, id, version, organisation, "Posted abroad.");
    }));
  }
  bool may_vet(UserId who, base::PublicId const& id) {
    auto const may = look(who, id).may;
    return std::ranges::find(may, AccountAct::vet) != may.end();
  }
  // The names on all pages, of `limit` accounts each.
  std::vector<std::string> names_on_pages(UserId who, int limit, std::size_t* pages = nullptr) {
    auto const viewer = world.viewer(who);
    std::vector<std::string> names;
    std::optional<AccountPlace> after;
    for (std::size_t page = 1; page < 100; ++page) {
      auto const list =
          world.read([&](storage::ReadTx& tx) { return load_accounts(tx, viewer, after, limit).value(); });
      EXPECT_LE(list.accounts.size(), static_cast<std::size_t>(limit));
      for (auto const& account : list.accounts) names.push_back(account.name);
      if (pages != nullptr) *pages = page;
      if (!list.next) return names;
      after = list.next;
    }
    ADD_FAILURE() << "the list never ends";
    return names;
  }

  AuthWorld world;
  OrganisationId fr = world.add_bureau("FR");
  OrganisationId ke = world.add_bureau("KE");
  UserId coordinator = add_officer("coordinator.fr", Role::coordinator, fr);
  UserId security = add_officer("security.fr", Role::security_officer, fr);
};

TEST_F(Accounts, are_never_vetted_by_whoever_nominated_them_whatever_he_becomes) {
  auto const id = add_nominee(coordinator, "new.fr").public_id;
  EXPECT_EQ(try_to_vet(coordinator, id).error().code, ErrorCode::not_permitted);
  world.grant(coordinator, Role::security_officer, fr);
  EXPECT_FALSE(may_vet(coordinator, id));
  EXPECT_EQ(try_to_vet(coordinator, id).error().code, ErrorCode::second_person_required);
  ASSERT_TRUE(try_to_vet(security, id));
  EXPECT_FALSE(may_vet(coordinator, id));
  EXPECT_EQ(try_to_vet(coordinator, id).error().code, ErrorCode::second_person_required)
      << "nor for longer, after somebody else did";
  EXPECT_TRUE(try_to_vet(security, id));
}

TEST_F(Accounts, of_an_organisation_begin_with_its_security_officers_who_bring_in_its_coordinator) {
  auto const unit = world.add_apart(OrganisationKind::secretariat);
  auto const first = add_officer("security.unit", Role::security_officer, unit);
  auto const second = add_officer("security2.unit", Role::security_officer, unit);
  auto const id = add_nominee(first, "head", "New Officer", Role::coordinator).public_id;
  EXPECT_FALSE(may_vet(first, id));
  EXPECT_EQ(try_to_vet(first, id).error().code, ErrorCode::second_person_required);
  EXPECT_EQ(look(first, id).state, UserState::pending);
  ASSERT_TRUE(try_to_vet(second, id));
  EXPECT_EQ(look(first, id).state, UserState::active);
}

TEST_F(Accounts, are_never_vetted_by_whoever_nominated_or_transferred_them_where_they_come_to) {
  auto const abroad = add_officer("security.ke", Role::security_officer, ke);
  auto const id = add_nominee(coordinator, "new.fr").public_id;
  ASSERT_TRUE(try_to_vet(security, id));
  move(security, id, ke);
  // Both who brought it there come to the new bureau, too, and answer for its accounts.
  auto const follows = [&](UserId who) {
    auto const other = world.viewer(who).public_id;
    auto const answers = add_officer(base::to_string(other).substr(0, 8), Role::security_officer, fr);
    if (who == coordinator) world.grant(who, Role::security_officer, fr);
    move(answers, other, ke);
    ASSERT_TRUE(try_to_vet(abroad, other));
    world.grant(who, Role::security_officer, ke);
    world.write([&](storage::WriteTx& tx) { set_clearance(tx, who, Level::confidential); });
  };
  follows(coordinator);
  follows(security);
  for (auto const who : {coordinator, security}) {
    EXPECT_FALSE(may_vet(who, id));
    EXPECT_EQ(try_to_vet(who, id).error().code, ErrorCode::second_person_required);
  }
  EXPECT_TRUE(try_to_vet(abroad, id));
}

TEST_F(Accounts, are_listed_page_by_page_pending_ones_first) {
  for (char name = 'a'; name <= 'e'; ++name) {
    add_nominee(coordinator, std::string("pending-") + name + ".fr", std::string("Pending ") + name);
    world.add_user(std::string("working.") + name, fr);
  }
  auto const left = world.add_user("zz.left", fr);
  world.add_user("elsewhere", ke);
  world.write([&](storage::WriteTx& tx) { set_user_state(tx, left, UserState::left); });
  auto const all = names_on_pages(security, 100);
  EXPECT_EQ(all.size(), 13U);
  EXPECT_EQ(all.front(), "Pending a");
  EXPECT_EQ(all[4], "Pending e");
  for (int const limit : {1, 2, 3, 5, 12, 13}) {
    std::size_t pages = 0;
    EXPECT_EQ(names_on_pages(security, limit, &pages), all) << limit;
    EXPECT_EQ(pages, (all.size() + static_cast<std::size_t>(limit) - 1) / static_cast<std::size_t>(limit));
  }
}

TEST_F(Accounts, of_first_security_officers_are_listed_page_by_page_for_administrators) {
  auto const unit = world.add_apart(OrganisationKind::secretariat);
  auto const administrator = world.add_user("admin.ipsg", unit);
  world.grant(administrator, Role::administrator, unit);
  EXPECT_TRUE(names_on_pages(administrator, 2).empty()) << "France has one who works";
  for (std::string const country : {"BR", "EG", "ES", "IN", "JP"}) {
    auto const bureau = world.add_bureau(country);
    auto const number = std::to_string(bureau.value);
    auto const first = world.add_user("security." + number, bureau);
    world.grant(first, Role::security_officer, bureau);
    world.add_contributor("officer." + number, bureau);
  }
  auto const all = names_on_pages(administrator, 100);
  EXPECT_EQ(all.size(), 5U);
  for (int const limit : {1, 2, 4, 5}) EXPECT_EQ(names_on_pages(administrator, limit), all) << limit;
}

TEST_F(Accounts, get_a_one_time_code_by_an_act_of_its_own) {
  auto const id = add_nominee(coordinator, "new.fr").public_id;
  ASSERT_TRUE(try_to_vet(security, id));
  auto const viewer = world.viewer(security);
  auto const code = world.write(
      [&](storage::WriteTx& tx) { return give_setup_code(tx, viewer, id, world.random).value().code; });
  auto const entry = world.read(
      [](storage::ReadTx& tx) { return find_audit_entry(tx, load_audit_head(tx).size()).value(); });
  EXPECT_EQ(entry.record.event, AuditEvent::setup_code_given);
  EXPECT_EQ(to_string(entry.record.event), "setup_code.given");
  EXPECT_EQ(kind_of(entry.record.event), AuditKind::authority);
  EXPECT_EQ(entry.record.actor.user, viewer.public_id);
  EXPECT_EQ(entry.record.object.id, id);
  EXPECT_EQ(entry.record.reason.find(code), std::string::npos);
}

}  // namespace
}  // namespace auth
