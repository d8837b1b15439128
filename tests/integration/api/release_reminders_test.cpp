// Reminders of what waits for a release, as those hear of them whose turn it is.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

// A server of its own, which reminds every second of what was written four days before it started.
class ReleaseReminders : public testing::Test {
 protected:
  support::ForumServerOptions overdue() {
    support::ForumServerOptions options;
    options.now = base::wall_clock_now() - 100h;
    options.settings["SERVER_UPKEEP_MS"] = "200";
    options.settings["FORUM_RELEASE_REMINDER_MS"] = "1000";
    options.fill = [this](ForumWorld& world) {
      auto const thread = world.open("officer1.fr", "open", "What waits").thread.public_id;
      auto const restricted = at_level(auth::Level::restricted);
      of_spain = base::to_string(world.reply("officer1.es", thread, std::nullopt, restricted).public_id);
      world.set_status("ke", auth::OrganisationStatus::supervised);
      of_kenya = base::to_string(world.reply("officer1.ke", thread, std::nullopt, restricted).public_id);
    };
    return options;
  }
  static std::string newest(ApiClient& who) {
    auto const answer = expect_status(200, who.get("/notifications?limit=1"));
    return answer.items() == 0 ? std::string() : answer.text_at("/items/0/type");
  }

  std::string of_spain;
  std::string of_kenya;
  ForumServer server{overdue()};
  object const reason{{"reason", "Checked."}};
};

TEST_F(ReleaseReminders, arrive_live_at_the_coordinators_until_somebody_decides) {
  auto coordinator = server.client("coordinator.es");
  auto stream = coordinator.stream();
  stream.next("hello");
  EXPECT_EQ(stream.next("notification").at("post_id").as_string(), of_spain);
  EXPECT_EQ(newest(coordinator), "post.release_due");
  expect_status(200, coordinator.post("/notifications/read", {{"ids", array{of_spain}}}));
  EXPECT_EQ(stream.next("notification").at("post_id").as_string(), of_spain);
  EXPECT_EQ(coordinator.get("/notifications").number_at("/unread"), 1);
  expect_status(200, coordinator.post("/posts/" + of_spain + "/release", reason));
  EXPECT_EQ(coordinator.get("/notifications").items(), 0U);
  auto other = server.client("coordinator.br");
  EXPECT_NE(newest(other), "post.release_due");
}

TEST_F(ReleaseReminders, arrive_live_at_compliance_until_it_has_checked) {
  auto compliance = server.client("compliance.ipsg");
  auto stream = compliance.stream();
  stream.next("hello");
  for (int time = 0; time < 2; ++time)
    EXPECT_EQ(stream.next("notification").at("post_id").as_string(), of_kenya);
  EXPECT_EQ(newest(compliance), "post.check_due");
  EXPECT_EQ(compliance.get("/posts/" + of_kenya).status, 404);
  auto coordinator = server.client("coordinator.ke");
  EXPECT_EQ(newest(coordinator), "post.submitted");
  auto checked = coordinator.stream();
  checked.next("hello");
  EXPECT_EQ(compliance.post("/posts/" + of_kenya + "/check", reason).status, 204);
  EXPECT_EQ(newest(compliance), "");
  // It is told first, and reminded of, in its turn.
  for (int time = 0; time < 2; ++time)
    EXPECT_EQ(checked.next("notification").at("post_id").as_string(), of_kenya);
  EXPECT_EQ(newest(coordinator), "post.release_due");
}

}  // namespace
}  // namespace tests::api
