// That the server was started with other settings is told to the auditor and the administrator.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

TEST(SettingsChanged, is_told_by_name_after_a_start_with_others) {
  ForumServer server;
  std::string const changes = "&event=settings.changed";
  server.stop();
  server.start();  // on the port that it has by now
  server.stop();
  server.set("FORUM_RELEASE_UNDO_MS", "61234");
  server.start();
  server.stop();
  server.start();  // with the same
  auto auditor = server.client("auditor.ipsg");
  auto const told = expect_status(200, auditor.get("/audit?view=everything" + changes));
  ASSERT_EQ(told.items(), 2U) << told.text;
  EXPECT_EQ(told.text_at("/items/0/object/kind"), "platform");
  auto const reason = told.text_at("/items/0/reason");
  EXPECT_TRUE(reason.ends_with(" forum.release_undo_ms")) << reason;
  EXPECT_EQ(reason.find("61234"), std::string::npos);
  EXPECT_TRUE(told.text_at("/items/1/reason").ends_with(" server.port"));
  auto administrator = server.client("admin.ipsg");
  EXPECT_EQ(administrator.get("/audit?view=configuration" + changes).items(), 2U);
}

}  // namespace
}  // namespace tests::api
