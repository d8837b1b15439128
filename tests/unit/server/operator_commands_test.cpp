// What the operator changes at the command line stands in the audit log.
#include <iostream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "auth/audit_log.hpp"
#include "auth/organisations.hpp"
#include "auth/users.hpp"
#include "server/app/commands.hpp"
#include "tests/support/scratch_folder.hpp"

namespace server::app {
namespace {

using auth::AuditEvent;

class OperatorCommands : public testing::Test {
 protected:
  OperatorCommands() {
    settings.data = folder.path();
    settings.storage.path = folder.path() / "colloquium.db";
    settings.password = {.operations = 1, .memory_bytes = 8 * 1024};
    EXPECT_EQ(quietly([&] { return add_member_bureaus(settings, COLLOQUIUM_SOURCE_DIR "/config"); }), 0);
    before = records().size();
  }

  // The command's status; -1 where it could not go on.
  template <class Command>
  int quietly(Command command) {
    std::istringstream typed("a password of many characters\n");
    auto* const terminal = std::cin.rdbuf(typed.rdbuf());
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    int status = -1;
    try {
      status = command();
    } catch (std::runtime_error const&) {
    }
    testing::internal::GetCapturedStderr();
    testing::internal::GetCapturedStdout();
    std::cin.rdbuf(terminal);
    return status;
  }

  int create() {
    return quietly([&] {
      return create_user(settings,
                         {.username = "amina", .name = "Amina", .function = "Analyst", .country = "KE"});
    });
  }

  std::vector<auth::AuditRecord> records() {
    storage::Database database(settings.storage, all_migrations());
    return database
        .read_now([](storage::ReadTx& tx) -> base::Result<std::vector<auth::AuditRecord>> {
          std::vector<auth::AuditRecord> all;
          for (std::int64_t number = 1; auto const entry = auth::find_audit_entry(tx, number); ++number)
            all.push_back(entry->record);
          return all;
        })
        .value();
  }

  // Of what came since the bureaus were added; each without who.
  std::vector<AuditEvent> events() {
    std::vector<AuditEvent> events;
    auto const all = records();
    for (std::size_t i = before; i < all.size(); ++i) {
      EXPECT_EQ(all[i].actor, auth::AuditActor{});
      EXPECT_EQ(all[i].sources.size(), 1U);
      EXPECT_TRUE(all[i].object.id.has_value());
      events.push_back(all[i].event);
    }
    return events;
  }

  ScratchFolder folder;
  Settings settings;
  std::size_t before = 0;
};

TEST_F(OperatorCommands, log_each_bureau_that_is_added_once) {
  ASSERT_GT(before, 190U);
  for (auto const& record : records()) {
    EXPECT_EQ(record.event, AuditEvent::organisation_created);
    EXPECT_EQ(record.object.kind, auth::AuditObjectKind::organisation);
  }
  EXPECT_EQ(quietly([&] { return add_member_bureaus(settings, COLLOQUIUM_SOURCE_DIR "/config"); }), 0);
  EXPECT_EQ(events(), std::vector<AuditEvent>{});
}

TEST_F(OperatorCommands, log_what_is_done_to_an_account) {
  ASSERT_EQ(create(), 0);
  EXPECT_EQ(quietly([&] { return set_password(settings, "amina.ke"); }), 0);
  EXPECT_EQ(quietly([&] { return create_token(settings, "amina.ke"); }), 0);
  EXPECT_EQ(quietly([&] { return set_user_state(settings, "amina.ke", "locked"); }), 0);
  EXPECT_EQ(events(), (std::vector{AuditEvent::account_created, AuditEvent::account_vetted,
                                   AuditEvent::password_changed, AuditEvent::session_opened,
                                   AuditEvent::account_changed}));
}

TEST_F(OperatorCommands, log_the_status_of_an_organisation) {
  EXPECT_EQ(quietly([&] { return set_organisation_status(settings, "KE", "suspended"); }), 0);
  EXPECT_EQ(events(), std::vector{AuditEvent::status_changed});
}

TEST_F(OperatorCommands, log_that_a_backup_has_taken_the_place_of_the_database) {
  auto const copy = folder.path() / "copy.db";
  ASSERT_EQ(quietly([&] { return backup(settings, copy); }), 0);
  EXPECT_EQ(quietly([&] { return restore(settings, copy); }), 1) << "there is a database";
  ASSERT_EQ(records().size(), before);
  settings.data = folder.path() / "restored";
  settings.storage.path = settings.data / "colloquium.db";
  ASSERT_EQ(quietly([&] { return restore(settings, copy); }), 0);
  auto const all = records();
  ASSERT_EQ(all.size(), before + 1);
  EXPECT_EQ(all.back().event, AuditEvent::database_restored);
  EXPECT_EQ(all.back().object.kind, auth::AuditObjectKind::platform);
  EXPECT_EQ(all.back().actor, auth::AuditActor{});
}

TEST_F(OperatorCommands, log_each_topic_that_the_demo_founds) {
  ASSERT_EQ(quietly([&] { return fill_demo(settings, COLLOQUIUM_SOURCE_DIR "/config"); }), 0);
  std::set<base::PublicId> topics;
  for (auto const& record : records()) {
    if (record.event != AuditEvent::topic_created) continue;
    EXPECT_EQ(record.object.kind, auth::AuditObjectKind::topic);
    EXPECT_EQ(record.topic, record.object.id);
    EXPECT_EQ(record.sources.size(), 1U);
    topics.insert(record.object.id.value());
  }
  EXPECT_GT(topics.size(), 20U);
}

TEST_F(OperatorCommands, log_nothing_of_what_was_refused) {
  ASSERT_EQ(create(), 0);
  auto const done = events();
  EXPECT_EQ(create(), 1) << "the name is taken";
  EXPECT_EQ(quietly([&] { return set_user_state(settings, "amina.ke", "asleep"); }), 1);
  EXPECT_EQ(quietly([&] { return set_organisation_status(settings, "ZZ", "suspended"); }), 1);
  EXPECT_EQ(quietly([&] { return create_token(settings, "nobody.ke"); }), -1);
  EXPECT_EQ(events(), done);
}

}  // namespace
}  // namespace server::app
