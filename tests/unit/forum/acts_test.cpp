// What is done in the discussion stands in the audit log: each act once, with whose object it is, and nothing
// of what was refused.
#include "forum/acts.hpp"

#include <gtest/gtest.h>

#include "auth/audit_log.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using auth::AuditEvent;
using Events = std::vector<AuditEvent>;
using tests::ForumWorld;

class Acts : public testing::Test {
 protected:
  std::vector<auth::AuditRecord> logged() {
    return world.read([&](storage::ReadTx& tx) {
      std::vector<auth::AuditRecord> records;
      auto const size = auth::load_audit_head(tx).size();
      for (std::int64_t number = seen_ + 1; number <= size; ++number) {
        records.push_back(auth::find_audit_entry(tx, number)->record);
      }
      seen_ = size;
      return records;
    });
  }
  Events events() {
    Events found;
    for (auto const& record : logged()) found.push_back(record.event);
    return found;
  }

  ForumWorld world;

 private:
  std::int64_t seen_ = 0;
};

TEST_F(Acts, of_writing_are_logged_with_who_and_whose) {
  auto const opened = world.open("officer1.fr", "open", "T");
  auto const records = logged();
  ASSERT_EQ(records.size(), 1U);
  auto const author = world.viewer("officer1.fr");
  EXPECT_EQ(records[0].event, AuditEvent::thread_created);
  EXPECT_EQ(records[0].actor.user, author.public_id);
  EXPECT_EQ(records[0].object.id, opened.thread.public_id);
  EXPECT_EQ(records[0].topic, opened.thread.topic);
  EXPECT_EQ(records[0].sources, auth::PublicIds{*records[0].actor.organisation});

  auto const reply = world.reply("officer1.ke", opened.thread.public_id).public_id;
  ASSERT_TRUE(world.edit("officer1.ke", reply, 1, "Other words."));
  ASSERT_TRUE(world.edit("officer1.ke", reply, 2, "Other words."));  // which changes nothing
  ASSERT_FALSE(world.edit("officer1.fr", reply, 2, "Not mine."));
  ASSERT_FALSE(world.withdraw("officer1.fr", reply));
  ASSERT_TRUE(world.withdraw("officer1.ke", reply));
  EXPECT_EQ(events(),
            (Events{AuditEvent::post_created, AuditEvent::post_edited, AuditEvent::post_withdrawn}));
}

TEST_F(Acts, of_moderation_are_logged_one_by_one_as_the_sources) {
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  events();
  ThreadEdit edit;
  edit.version = 1;
  edit.locked = edit.pinned = true;
  edit.title = "Another title";
  edit.reason = "It says more.";
  ASSERT_TRUE(world.edit_thread("moderator.ke", thread, edit));
  auto const records = logged();
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].event, AuditEvent::thread_retitled);
  EXPECT_EQ(records[2].reason, "It says more.");
  EXPECT_EQ(records[1].event, AuditEvent::thread_locked);
  EXPECT_EQ(records[2].event, AuditEvent::thread_pinned);
  EXPECT_NE(records[0].sources, auth::PublicIds{*records[0].actor.organisation});
  edit = {};
  edit.version = 2;
  edit.locked = false;
  ASSERT_TRUE(world.edit_thread("moderator.ke", thread, edit));
  edit = {};
  edit.version = 3;
  edit.audience = world.only({"fr", "ke"});
  ASSERT_TRUE(world.edit_thread("officer1.fr", thread, edit));
  EXPECT_EQ(events(), (Events{AuditEvent::thread_unlocked, AuditEvent::audience_narrowed}));
}

TEST_F(Acts, of_release_are_logged_with_their_reasons) {
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  auto const post =
      world.reply("officer1.ke", thread, std::nullopt, tests::at_level(auth::Level::restricted)).public_id;
  events();
  ASSERT_TRUE(world.send_back("coordinator.ke", post));
  ASSERT_TRUE(world.submit("officer1.ke", post));
  ASSERT_FALSE(world.release("officer1.ke", post));
  ASSERT_TRUE(world.release("coordinator.ke", post));
  ASSERT_TRUE(world.undo_release("coordinator.ke", post));
  auto const records = logged();
  ASSERT_EQ(records.size(), 4U);
  EXPECT_EQ(records[0].event, AuditEvent::post_returned);
  EXPECT_FALSE(records[0].reason.empty());
  EXPECT_EQ(records[1].event, AuditEvent::post_submitted);
  EXPECT_EQ(records[2].event, AuditEvent::post_released);
  EXPECT_EQ(records[2].level, auth::Level::restricted);
  EXPECT_EQ(records[3].event, AuditEvent::release_undone);
}

using Roles = std::vector<std::optional<auth::Role>>;

Roles roles_of(std::vector<auth::AuditRecord> const& records) {
  Roles roles;
  for (auto const& record : records) roles.push_back(record.actor.role);
  return roles;
}

TEST_F(Acts, name_the_role_that_gave_the_right) {
  using enum auth::Role;
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  auto const post =
      world.reply("officer1.ke", thread, std::nullopt, tests::at_level(auth::Level::restricted)).public_id;
  ASSERT_TRUE(world.send_back("coordinator.ke", post));
  ASSERT_TRUE(world.submit("officer1.ke", post));
  ASSERT_TRUE(world.release("coordinator.ke", post));
  EXPECT_EQ(roles_of(logged()), (Roles{contributor, contributor, coordinator, contributor, coordinator}));

  ThreadEdit edit;
  edit.version = 1;
  edit.pinned = true;
  edit.title = "Another title";
  ASSERT_TRUE(world.edit_thread("moderator.ke", thread, edit));
  edit = {};
  edit.version = 2;
  edit.audience = world.only({"fr", "ke"});
  ASSERT_TRUE(world.edit_thread("officer1.fr", thread, edit));
  EXPECT_EQ(roles_of(logged()), (Roles{topic_moderator, topic_moderator, contributor}));

  auto const reply = world.reply("officer1.ke", thread).public_id;
  ASSERT_TRUE(world.edit("coordinator.ke", reply, 1, "Other words."));
  ASSERT_TRUE(world.withdraw("officer1.ke", reply));
  EXPECT_EQ(roles_of(logged()), (Roles{contributor, coordinator, contributor}));
}

TEST_F(Acts, of_a_moderator_on_what_he_wrote_himself_are_by_the_role_that_each_of_them_takes) {
  using enum auth::Role;
  auto const thread = world.open("moderator.ke", "open", "T").thread.public_id;
  ThreadEdit edit;
  edit.version = 1;
  edit.locked = true;
  edit.marking.emplace().level = auth::Level::restricted;
  ASSERT_TRUE(world.edit_thread("moderator.ke", thread, edit));
  auto const roles = roles_of(logged());
  EXPECT_EQ(roles, (Roles{contributor, topic_moderator, contributor}));
}

}  // namespace
}  // namespace forum
