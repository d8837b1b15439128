// Worked example 2 of the access model: what becomes of a suspended country's pending releases and deny list,
// and of what a supervised one writes.
#include <algorithm>
#include <set>

#include "tests/integration/api/standing.hpp"
#include "tests/integration/api/worked_example.hpp"

namespace tests::api {
namespace {

TEST_F(WorkedExample, e02_pending_releases_freeze_and_what_a_supervised_country_writes_waits) {
  auto compliance = client("compliance.ipsg");
  auto administrator = client("admin.ipsg");
  auto coordinator = client("coordinator.eg");
  auto security = client("security.eg");
  auto officer = client("officer1.eg");
  auto denied = client("officer1.ke");
  std::string const eg = server.organisation("eg");
  object const reason{{"reason", "Checked."}};
  object const restricted{{"marking", {{"level", "restricted"}}}};
  auto const thread = open_thread(author, open());
  auto const waiting = reply(officer, thread.id, restricted);
  auto const revised = reply(officer, thread.id, restricted);
  expect_status(200, coordinator.post("/posts/" + revised + "/release", reason));
  expect_status(200, officer.patch("/posts/" + revised, {{"version", 1}, {"body", "It does not depend."}}));
  change_deny_list(coordinator, security, eg, {{"add", {server.organisation("ke")}}});
  auto const queued = [](ApiClient& who) {
    std::set<std::string> posts;
    auto const queue = expect_status(200, who.get("/release-queue?limit=100"));
    for (auto const& item : queue.body.at("items").as_array())
      posts.emplace(item.at("post").at("id").as_string());
    return posts;
  };
  std::set<std::string> const both{waiting, revised};
  auto const holds_both = [&](ApiClient& who) {
    auto const posts = queued(who);
    return std::ranges::includes(posts, both);
  };
  EXPECT_TRUE(holds_both(coordinator));

  // Frozen: nobody decides meanwhile, compliance neither, and the published text stays as it was.
  set_status(compliance, administrator, eg, "suspended");
  for (auto const& post : both) {
    EXPECT_FALSE(queued(compliance).contains(post));
    EXPECT_EQ(compliance.post("/posts/" + post + "/check", reason).status, 404);
    EXPECT_EQ(compliance.post("/posts/" + post + "/return", reason).status, 404);
    EXPECT_EQ(coordinator.post("/posts/" + post + "/release", reason).status, 401);
    EXPECT_EQ(denied.get("/posts/" + post).status, 404) << "the deny list goes on applying";
  }
  EXPECT_EQ(author.get("/posts/" + waiting).status, 404);
  EXPECT_EQ(author.get("/posts/" + revised).text_at("/body"), "It depends.");

  // Supervised: what waited and what is new passes compliance first, and is denied to whom it was.
  set_status(compliance, administrator, eg, "supervised");
  auto const fresh = expect_status(201, officer.post("/threads/" + thread.id + "/posts", {{"body", "New."}}));
  EXPECT_EQ(fresh.text_at("/state"), "awaiting_release");
  auto const anew = fresh.text_at("/id");
  EXPECT_TRUE(holds_both(compliance));
  EXPECT_TRUE(queued(compliance).contains(anew));
  EXPECT_FALSE(holds_both(coordinator));
  EXPECT_EQ(coordinator.post("/posts/" + anew + "/release", reason).status, 403);
  EXPECT_EQ(author.get("/posts/" + anew).status, 404);
  for (auto const& post : {waiting, revised, anew})
    expect_status(204, compliance.post("/posts/" + post + "/check", reason));
  EXPECT_EQ(author.get("/posts/" + anew).status, 200) << "below restricted compliance is enough";
  EXPECT_EQ(author.get("/posts/" + waiting).status, 404);
  EXPECT_EQ(author.get("/posts/" + revised).text_at("/body"), "It depends.");
  for (auto const& post : both) expect_status(200, coordinator.post("/posts/" + post + "/release", reason));
  EXPECT_EQ(author.get("/posts/" + revised).text_at("/body"), "It does not depend.");
  EXPECT_EQ(author.get("/posts/" + waiting).status, 200);
  for (auto const& post : {waiting, revised, anew}) EXPECT_EQ(denied.get("/posts/" + post).status, 404);

  set_status(compliance, administrator, eg, "active");
  change_deny_list(coordinator, security, eg, {{"remove", {server.organisation("ke")}}});
}

}  // namespace
}  // namespace tests::api
