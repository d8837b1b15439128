// What each bureau asks for before its officers' posts go out, and who stands in for its coordinators.
#include "auth/release_policy.hpp"

#include <algorithm>
#include <utility>

#include "auth/accounts.hpp"
#include "auth/accounts_sql.hpp"
#include "auth/audit_log.hpp"
#include "auth/users_sql.hpp"
#include "tests/unit/forum/releasing.hpp"

namespace forum {
namespace {

using base::ErrorCode;

class ReleasePolicies : public Releasing {
 protected:
  base::Result<auth::ReleasePolicy> set(std::string_view who, auth::NewReleasePolicy const& policy) {
    return set_as(world.viewer(who), policy);
  }
  base::Result<auth::ReleasePolicy> load(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return auth::load_release_policy(tx, viewer); });
  }
  base::Result<auth::ReleasePolicy> set_as(auth::Viewer const& viewer, auth::NewReleasePolicy const& policy) {
    return world.try_write(
        [&](storage::WriteTx& tx) { return auth::set_release_policy(tx, viewer, policy); });
  }
  // As France's substitute; all of France's posts wait.
  void name(std::string_view officer) {
    auto const substitute = world.viewer(officer).public_id;
    ASSERT_TRUE(set("coordinator.fr", {.rule = auth::ReleaseRule::always,
                                       .deadline_hours = 8,
                                       .substitute = substitute,
                                       .version = load("coordinator.fr")->version}));
  }
  void transfer(std::string_view officer, std::string_view security, std::string_view to) {
    auto const viewer = world.viewer(security);
    world.write([&](storage::WriteTx& tx) {
      auto const id = auth::select_user_public_id(tx, world.user(officer));
      auto const version = auth::load_account(tx, viewer, id)->version;
      ASSERT_TRUE(auth::transfer(tx, viewer, id, version, world.public_id(to), "Moves."));
    });
  }
  void vet(std::string_view officer, std::string_view security) {
    auto const viewer = world.viewer(security);
    world.write([&](storage::WriteTx& tx) {
      auto const id = auth::select_user_public_id(tx, world.user(officer));
      auto const version = auth::load_account(tx, viewer, id)->version;
      ASSERT_TRUE(auth::vet(tx, viewer, id, {version, world.now + 24h, auth::Level::confidential, {}}));
    });
  }
};

constexpr auth::NewReleasePolicy kAlways{
    .rule = auth::ReleaseRule::always, .deadline_hours = 8, .substitute = std::nullopt, .version = 1};

TEST_F(ReleasePolicies, of_always_makes_every_post_of_the_bureau_and_below_it_wait) {
  auto const thread = open();
  auto const before = world.reply("officer1.fr", thread).public_id;
  ASSERT_TRUE(set("coordinator.fr", kAlways));
  for (auto const who : {"officer1.fr", "officer1.lyon", "coordinator.fr"}) {
    auto const post = world.reply(who, thread);
    EXPECT_EQ(post.state, auth::State::awaiting_release) << who;
    EXPECT_EQ(post.stage, Stage::coordinator) << who;
  }
  EXPECT_EQ(world.reply("officer1.ke", thread).state, auth::State::published);
  auto const queued = queue("coordinator.fr").value();
  ASSERT_EQ(queued.page.items.size(), 2U);
  EXPECT_EQ(queued.page.items.front().submission.due_at, world.now + 8h);
  // What stands published is not changed without a release either.
  ASSERT_TRUE(world.edit("officer1.fr", before, 1, "Other words."));
  EXPECT_EQ(world.post("officer1.ke", before)->body, "Some text.");
  EXPECT_EQ(queue("coordinator.fr")->page.items.size(), 3U);
}

TEST_F(ReleasePolicies, of_never_change_nothing_from_restricted_on) {
  auto policy = kAlways;
  policy.rule = auth::ReleaseRule::never;
  ASSERT_TRUE(set("coordinator.fr", policy));
  auto const thread = open();
  EXPECT_EQ(world.reply("officer1.fr", thread).state, auth::State::published);
  EXPECT_EQ(world.post("officer1.fr", submit(thread, "officer1.fr"))->state, auth::State::awaiting_release);
}

TEST_F(ReleasePolicies, are_the_coordinators_to_set) {
  EXPECT_EQ(code_of(load("officer1.fr")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(set("security.fr", kAlways)), ErrorCode::not_permitted);
  EXPECT_EQ(load("coordinator.fr")->version, 1);
  EXPECT_EQ(load("coordinator.fr")->rule, auth::ReleaseRule::restricted_and_above);
  ASSERT_TRUE(set("coordinator.fr", kAlways));
  EXPECT_EQ(code_of(set("coordinator.fr", kAlways)), ErrorCode::version_conflict);
  EXPECT_EQ(load("coordinator.fr")->version, 2);
  EXPECT_EQ(load("coordinator.ke")->version, 1);
}

TEST_F(ReleasePolicies, name_a_substitute_who_releases_while_he_is_named) {
  auto const post = submit(open(), "officer1.fr");
  auto policy = kAlways;
  policy.substitute = world.viewer("officer2.fr").public_id;
  ASSERT_TRUE(set("coordinator.fr", policy));
  EXPECT_EQ(load("coordinator.fr")->substitute->name, "Person officer2.fr");
  EXPECT_EQ(waiting("officer2.fr"), Posts{post});
  EXPECT_EQ(world.post("officer2.fr", post)->may, (std::vector{PostAction::release, PostAction::return_}));
  EXPECT_EQ(code_of(world.edit("officer2.fr", post, 1, "Mine.")), ErrorCode::not_permitted);
  policy.version = 2;
  EXPECT_EQ(code_of(set("officer2.fr", policy)), ErrorCode::not_permitted);
  for (auto const who : {"officer1.ke", "coordinator.fr", "officer1.lyon"}) {
    policy.substitute = world.viewer(who).public_id;
    EXPECT_EQ(code_of(set("coordinator.fr", policy)), ErrorCode::invalid_body) << who;
  }
  policy.substitute.reset();
  ASSERT_TRUE(set("coordinator.fr", policy));
  EXPECT_EQ(code_of(queue("officer2.fr")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.post("officer2.fr", post)), ErrorCode::not_found);
}

// Posts that waited before are decided by the coordinators, whatever the policy says by then.
TEST_F(ReleasePolicies, that_ask_for_less_leave_what_waits_to_the_coordinators) {
  auto const thread = open();
  ASSERT_TRUE(set("coordinator.fr", kAlways));
  auto const post = world.reply("officer1.fr", thread).public_id;
  auto less = kAlways;
  less.rule = auth::ReleaseRule::never;
  less.version = 2;
  ASSERT_TRUE(set("coordinator.fr", less));
  EXPECT_EQ(world.reply("officer1.fr", thread).state, auth::State::published);
  EXPECT_EQ(waiting("coordinator.fr"), Posts{post});
  EXPECT_EQ(world.post("officer1.fr", post)->state, auth::State::awaiting_release);
  EXPECT_EQ(code_of(world.release("officer1.fr", post)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.post("officer2.fr", post)), ErrorCode::not_found);
  EXPECT_EQ(code_of(world.post("officer1.ke", post)), ErrorCode::not_found);
  // Returned and submitted again it waits as before.
  ASSERT_TRUE(world.send_back("coordinator.fr", post));
  ASSERT_TRUE(world.submit("officer1.fr", post));
  EXPECT_EQ(world.post("officer1.fr", post)->stage, Stage::coordinator);
  ASSERT_TRUE(world.release("coordinator.fr", post));
  EXPECT_EQ(world.post("officer1.ke", post)->state, auth::State::published);
}

TEST_F(ReleasePolicies, that_ask_for_more_hold_for_what_compliance_has_not_checked_yet) {
  auto const thread = open();
  world.set_status("ke", auth::OrganisationStatus::supervised);
  auto const before = world.reply("officer1.ke", thread).public_id;
  ASSERT_TRUE(set("coordinator.ke", kAlways));
  ASSERT_TRUE(check(before));
  EXPECT_EQ(world.post("officer1.ke", before)->stage, Stage::coordinator);
  EXPECT_EQ(code_of(world.post("officer1.fr", before)), ErrorCode::not_found);
  EXPECT_EQ(waiting("coordinator.ke"), Posts{before});
  EXPECT_EQ(notices("coordinator.ke"), Types{NotificationType::submitted});
  EXPECT_TRUE(world.release("coordinator.ke", before));
}

TEST_F(ReleasePolicies, of_a_sub_bureau_do_not_undo_that_of_the_bureau_above) {
  auto const thread = open();
  ASSERT_TRUE(set("coordinator.fr", kAlways));
  world.write([&](storage::WriteTx& tx) {
    auth::add_grant(tx, world.user("officer1.lyon"),
                    {auth::Role::coordinator,
                     auth::Grant::Scope::organisation,
                     world.organisation("fr.lyon").value,
                     world.now,
                     {}});
  });
  auto policy = kAlways;
  policy.rule = auth::ReleaseRule::never;
  policy.deadline_hours = 5;
  ASSERT_TRUE(set("officer1.lyon", policy));
  EXPECT_EQ(load("coordinator.fr")->rule, auth::ReleaseRule::always);
  auto const post = world.reply("officer1.lyon", thread);
  EXPECT_EQ(post.state, auth::State::awaiting_release);
  EXPECT_EQ(queue("coordinator.fr")->page.items.front().submission.due_at, world.now + 5h);
}

TEST_F(ReleasePolicies, with_a_substitute_leave_nobody_to_release_what_he_wrote_or_checked) {
  auto const thread = open();
  name("officer2.fr");
  auto const own = world.reply("officer2.fr", thread).public_id;
  auto const coordinators = world.reply("coordinator.fr", thread).public_id;
  EXPECT_EQ(waiting("officer2.fr"), Posts{coordinators});
  EXPECT_EQ(waiting("coordinator.fr"), Posts{own});
  EXPECT_EQ(code_of(world.release("officer2.fr", own)), ErrorCode::second_person_required);
  EXPECT_EQ(code_of(world.send_back("officer2.fr", own)), ErrorCode::second_person_required);
  EXPECT_EQ(code_of(world.release("coordinator.fr", coordinators)), ErrorCode::second_person_required);
  EXPECT_TRUE(world.release("officer2.fr", coordinators));
  EXPECT_TRUE(world.release("coordinator.fr", own));
  // What the coordinator has put other words into is for the substitute to release.
  auto const mended = world.reply("officer1.fr", thread).public_id;
  ASSERT_TRUE(world.edit("coordinator.fr", mended, 1, "Other words."));
  EXPECT_EQ(code_of(world.release("coordinator.fr", mended)), ErrorCode::second_person_required);
  EXPECT_TRUE(world.release("officer2.fr", mended));
}

TEST_F(ReleasePolicies, tell_a_lone_coordinator_that_nobody_else_releases_what_is_his) {
  auto const thread = open();
  ASSERT_TRUE(set("coordinator.fr", kAlways));
  EXPECT_EQ(queue("coordinator.fr")->own_waiting, 0);
  world.reply("coordinator.fr", thread);
  auto const alone = queue("coordinator.fr").value();
  EXPECT_EQ(alone.own_waiting, 1);
  EXPECT_FALSE(alone.others_release);
  name("officer2.fr");
  EXPECT_TRUE(queue("coordinator.fr")->others_release);
  // The substitute's own are the coordinator's to release, until that one works no more.
  world.reply("officer2.fr", thread);
  EXPECT_EQ(queue("officer2.fr")->own_waiting, 1);
  EXPECT_TRUE(queue("officer2.fr")->others_release);
  world.write([&](storage::WriteTx& tx) {
    auth::set_user_state(tx, world.user("coordinator.fr"), auth::UserState::locked);
  });
  EXPECT_FALSE(queue("officer2.fr")->others_release);
}

TEST_F(ReleasePolicies, tell_the_substitute_of_what_waits_while_he_is_named) {
  auto const thread = open();
  name("officer2.fr");
  auto const post = world.reply("officer1.fr", thread).public_id;
  world.reply("officer2.fr", thread);
  EXPECT_EQ(notices("officer2.fr"), Types{NotificationType::submitted});
  EXPECT_EQ(notices("coordinator.fr").size(), 2U);
  name("officer1.fr");
  EXPECT_TRUE(notices("officer2.fr").empty());
  EXPECT_EQ(unread_notices("officer2.fr"), 0);
  EXPECT_EQ(code_of(world.post("officer2.fr", post)), ErrorCode::not_found);
}

TEST_F(ReleasePolicies, give_a_substitute_no_more_than_his_clearance_lets_him_read) {
  auto const post = submit(open(), "officer1.fr");
  name("officer2.fr");
  EXPECT_EQ(waiting("officer2.fr"), Posts{post});
  world.write([&](storage::WriteTx& tx) {
    auth::set_clearance(tx, world.user("officer2.fr"), auth::Level::official_use_only);
  });
  EXPECT_TRUE(waiting("officer2.fr").empty());
  EXPECT_EQ(code_of(world.post("officer2.fr", post)), ErrorCode::not_found);
  EXPECT_EQ(code_of(world.release("officer2.fr", post)), ErrorCode::not_found);
}

TEST_F(ReleasePolicies, give_a_substitute_nothing_once_he_may_not_write_any_more) {
  auto const post = submit(open(), "officer1.fr");
  name("officer2.fr");
  world.write([&](storage::WriteTx& tx) {
    auth::delete_grants(tx, world.user("officer2.fr"));
    auth::add_grant(tx, world.user("officer2.fr"),
                    {auth::Role::reader, auth::Grant::Scope::platform, {}, world.now, {}});
  });
  EXPECT_EQ(code_of(queue("officer2.fr")), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(world.post("officer2.fr", post)), ErrorCode::not_found);
  // His coordinator sees that he is still named, and cannot name him again.
  EXPECT_EQ(load("coordinator.fr")->substitute->public_id, world.viewer("officer2.fr").public_id);
  EXPECT_EQ(load("coordinator.fr")->officers.size(), 1U);
}

TEST_F(ReleasePolicies, give_a_substitute_nothing_while_his_account_is_locked_or_his_vetting_lapsed) {
  auto const post = submit(open(), "officer1.fr");
  name("officer2.fr");
  auto const substitute = [&] {
    return code_of(world.database.read_now(
        [&](storage::ReadTx& tx) { return auth::load_viewer(tx, world.user("officer2.fr"), world.now); }));
  };
  world.write([&](storage::WriteTx& tx) {
    auth::set_user_state(tx, world.user("officer2.fr"), auth::UserState::locked);
  });
  EXPECT_EQ(substitute(), ErrorCode::account_unavailable);
  EXPECT_EQ(load("coordinator.fr")->substitute->name, "Person officer2.fr");
  world.write([&](storage::WriteTx& tx) {
    auth::set_user_state(tx, world.user("officer2.fr"), auth::UserState::active);
  });
  EXPECT_EQ(waiting("officer2.fr"), Posts{post});
  world.write([&](storage::WriteTx& tx) {
    auth::update_vetting(tx, world.user("officer2.fr"), world.user("security.fr"), {1, world.now, {}, {}});
  });
  EXPECT_EQ(substitute(), ErrorCode::account_unavailable);
  EXPECT_EQ(waiting("coordinator.fr"), Posts{post});
}

TEST_F(ReleasePolicies, forget_a_substitute_who_leaves_the_bureau_even_if_he_comes_back) {
  auto const post = submit(open(), "officer1.fr");
  name("officer2.fr");
  for (auto const [from, to] : {std::pair{"fr", "ke"}, std::pair{"ke", "fr"}}) {
    transfer("officer2.fr", std::string("security.") + from, to);
    vet("officer2.fr", std::string("security.") + to);
    EXPECT_FALSE(load("coordinator.fr")->substitute) << to;
    EXPECT_EQ(code_of(queue("officer2.fr")), ErrorCode::not_permitted) << to;
    EXPECT_EQ(code_of(world.post("officer2.fr", post)), ErrorCode::not_found) << to;
  }
  auto stale = kAlways;
  stale.version = 2;
  EXPECT_EQ(code_of(set("coordinator.fr", stale)), ErrorCode::version_conflict);
  EXPECT_TRUE(world.release("coordinator.fr", post));
}

TEST_F(ReleasePolicies, forget_a_substitute_whose_account_ends) {
  name("officer2.fr");
  auto const security = world.viewer("security.fr");
  world.write([&](storage::WriteTx& tx) {
    auto const id = world.viewer(tx, "officer2.fr").public_id;
    auto const version = auth::load_account(tx, security, id)->version;
    ASSERT_TRUE(auth::change_state(tx, security, id, version, auth::UserState::left, "Retired."));
  });
  EXPECT_FALSE(load("coordinator.fr")->substitute);
}

TEST_F(ReleasePolicies, are_kept_in_the_log_with_who_was_named) {
  name("officer2.fr");
  name("officer1.fr");
  auto const first = world.viewer("officer1.fr").public_id;
  auto const second = world.viewer("officer2.fr").public_id;
  auto const fr = world.public_id("fr");
  using Act = std::pair<auth::AuditEvent, base::PublicId>;
  std::vector<Act> acts;
  world.read([&](storage::ReadTx& tx) {
    for (int number = 1; auto const entry = auth::find_audit_entry(tx, number); ++number) {
      EXPECT_EQ(entry->record.actor.user, world.viewer(tx, "coordinator.fr").public_id);
      EXPECT_EQ(entry->record.sources, auth::PublicIds{fr});
      acts.emplace_back(entry->record.event, *entry->record.object.id);
    }
  });
  using enum auth::AuditEvent;
  EXPECT_EQ(acts, (std::vector{Act{release_policy_changed, fr}, Act{grant_given, second},
                               Act{release_policy_changed, fr}, Act{grant_withdrawn, second},
                               Act{grant_given, first}}));
}

}  // namespace
}  // namespace forum
