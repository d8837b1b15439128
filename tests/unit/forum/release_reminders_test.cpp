// Reminders of what waits for a release: when, whom, and what somebody who checks for compliance hears.
#include "forum/release_reminders.hpp"

#include "forum/events.hpp"
#include "tests/unit/forum/releasing.hpp"

namespace forum {
namespace {

class Reminders : public Releasing {
 protected:
  EventId last() {
    return world.read([](storage::ReadTx& tx) { return last_event(tx); });
  }
  // Whether the viewer is reminded by the last event.
  bool is_reminded(auth::Viewer const& viewer) {
    FactSets sets;
    auto const events = world.read([&](storage::ReadTx& tx) {
      sets.begin(auth::policy_epoch(tx));
      return load_events(tx, EventId{last_event(tx).value - 1}, 1, sets);
    });
    return !events.empty() && is_reminded_of_check(viewer, *events.front());
  }
  void supervise() { world.set_status("ke", auth::OrganisationStatus::supervised); }
};

TEST_F(Reminders, come_at_the_deadline_and_again_until_it_is_decided) {
  auto const post = submit(open());
  remind();
  EXPECT_EQ(notices("coordinator.ke"), Types{NotificationType::submitted});
  world.now += kDeadline;
  remind();
  EXPECT_EQ(notices("coordinator.ke"), Types{NotificationType::due});
  auto const reader = world.viewer("coordinator.ke");
  world.write([&](storage::WriteTx& tx) { read_notifications(tx, reader, {post}, world.limits); });
  auto const before = last();
  world.now += world.limits.release_reminder - 1ms;
  remind();
  EXPECT_EQ(last(), before);
  EXPECT_EQ(unread_notices("coordinator.ke"), 0);
  for (int day = 0; day < 2; ++day) {
    world.now += world.limits.release_reminder;
    auto const unread = last();
    remind();
    EXPECT_GT(last(), unread);
    EXPECT_EQ(notices("coordinator.ke"), Types{NotificationType::due});
    EXPECT_EQ(unread_notices("coordinator.ke"), 1);
    EXPECT_TRUE(notices("officer1.ke").empty());
    EXPECT_TRUE(notices("coordinator.fr").empty());
  }
  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_TRUE(notices("coordinator.ke").empty());
  auto const released = last();
  world.now += world.limits.release_reminder;
  remind();
  EXPECT_EQ(last(), released);
}

TEST_F(Reminders, of_what_went_back_to_its_author_wait_until_he_submits_it_again) {
  auto const post = submit(open());
  ASSERT_TRUE(world.send_back("coordinator.ke", post));
  world.now += kDeadline;
  remind();
  EXPECT_TRUE(notices("coordinator.ke").empty());
  ASSERT_TRUE(world.submit("officer1.ke", post));
  remind();
  EXPECT_EQ(notices("coordinator.ke"), Types{NotificationType::submitted});
  world.now += kDeadline;
  remind();
  EXPECT_EQ(notices("coordinator.ke"), Types{NotificationType::due});
}

TEST_F(Reminders, go_to_who_stands_in_as_well) {
  auto const coordinator = world.viewer("coordinator.ke");
  auto const substitute = world.viewer("officer2.ke").public_id;
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return set_release_policy(tx, coordinator,
                              {.rule = auth::ReleaseRule::restricted_and_above,
                               .deadline_hours = 8,
                               .substitute = substitute,
                               .version = 1});
  }));
  submit(open());
  world.now += 8h;
  remind();
  EXPECT_EQ(notices("officer2.ke"), Types{NotificationType::due});
  EXPECT_EQ(notices("coordinator.ke"), Types{NotificationType::due});
  EXPECT_TRUE(notices("officer1.ke").empty());
}

TEST_F(Reminders, are_for_compliance_while_the_check_is_its_turn) {
  supervise();
  auto const post = submit(open());
  world.now += kDeadline;
  remind();
  EXPECT_EQ(notices_of(compliance()), Types{NotificationType::check_due});
  EXPECT_TRUE(is_reminded(compliance()));
  EXPECT_FALSE(is_reminded(world.viewer("coordinator.ke")));
  EXPECT_EQ(notices("coordinator.ke"), Types{NotificationType::submitted});
  auto const before = last();
  remind();
  EXPECT_EQ(last(), before);
  world.now += world.limits.release_reminder;
  remind();
  EXPECT_GT(last(), before);
  EXPECT_EQ(notices_of(compliance()), Types{NotificationType::check_due});

  ASSERT_TRUE(check(post));
  EXPECT_TRUE(notices_of(compliance()).empty());
  world.now += world.limits.release_reminder;
  remind();
  EXPECT_EQ(notices("coordinator.ke"), Types{NotificationType::due});
  EXPECT_TRUE(notices_of(compliance()).empty());
}

TEST_F(Reminders, tell_compliance_nothing_of_what_is_not_in_its_queue) {
  supervise();
  submit(open());
  world.now += kDeadline;
  remind();
  auto low = compliance();
  low.highest_level = auth::Level::official_use_only;
  EXPECT_FALSE(is_reminded(low));
  EXPECT_TRUE(notices_of(low).empty());
  world.deny("ke", {"unit"});
  EXPECT_FALSE(is_reminded(compliance()));
  EXPECT_TRUE(notices_of(compliance()).empty());
  auto const viewer = compliance();
  auto const unread =
      world.read([&](storage::ReadTx& tx) { return count_unread_notifications(tx, viewer, world.limits); });
  EXPECT_EQ(unread, 0);
}

TEST_F(Reminders, of_a_change_come_as_those_of_a_post) {
  auto const thread = open();
  auto const post = submit(thread);
  ASSERT_TRUE(world.release("coordinator.ke", post));
  ASSERT_TRUE(world.edit("officer1.ke", post, 1, "Other words."));
  world.now += kDeadline;
  remind();
  EXPECT_EQ(notices("coordinator.ke"), Types{NotificationType::due});
  EXPECT_TRUE(notices("officer1.ke").empty());
}

}  // namespace
}  // namespace forum
