// That the server was set up otherwise than before stands in the log: by names and a digest, never by values.
#include "auth/setting_marks.hpp"

#include <gtest/gtest.h>

#include "tests/unit/auth/audit_world.hpp"

namespace auth {
namespace {

class SettingsLog : public testing::Test {
 protected:
  // The reasons of the records that it brings.
  std::vector<std::string> start(std::map<std::string, std::string> const& settings) {
    SettingMarks marks;
    for (auto const& [name, value] : settings) marks.emplace(name, base::sha256(value));
    auto const before = world.size();
    world.write([&](storage::WriteTx& tx) { note_settings(tx, marks, world.now); });
    std::vector<std::string> reasons;
    for (auto number = before + 1; number <= world.size(); ++number) {
      auto const record = world.entry(number).record;
      EXPECT_EQ(record.event, AuditEvent::settings_changed);
      EXPECT_EQ(record.object.kind, AuditObjectKind::platform);
      EXPECT_EQ(record.actor, AuditActor{});
      reasons.push_back(record.reason);
    }
    return reasons;
  }

  AuditWorld world;
};

TEST_F(SettingsLog, names_what_has_changed_come_or_gone_since_the_last_start) {
  EXPECT_TRUE(start({{"a.port", "1"}, {"b.name", "heliotrope"}, {"c.kept", "x"}}).empty());
  EXPECT_TRUE(start({{"a.port", "1"}, {"b.name", "heliotrope"}, {"c.kept", "x"}}).empty());
  auto const changed = start({{"a.port", "2"}, {"c.kept", "x"}, {"d.new", "y"}});
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_TRUE(changed.front().starts_with("sha256 "));
  EXPECT_TRUE(changed.front().ends_with(" a.port d.new b.name")) << changed.front();
  auto const back = start({{"a.port", "1"}, {"c.kept", "x"}, {"d.new", "y"}});
  ASSERT_EQ(back.size(), 1U);
  EXPECT_TRUE(back.front().ends_with(" a.port"));
  EXPECT_NE(back.front().substr(0, 50), changed.front().substr(0, 50)) << "other settings, another digest";
}

TEST_F(SettingsLog, says_how_many_more_there_are_where_a_reason_has_no_room_for_all) {
  std::map<std::string, std::string> settings{{"first", "1"}};
  start(settings);
  for (int i = 0; i < 200; ++i) settings.emplace("section.setting_" + std::to_string(i), "x");
  auto const changed = start(settings);
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_LE(changed.front().size(), kMostReasonCharacters);
  EXPECT_NE(changed.front().find(" +"), std::string::npos);
}

}  // namespace
}  // namespace auth
