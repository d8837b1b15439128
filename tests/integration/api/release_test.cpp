// Release over the wire: the queue, return, submission again, undo and the check of compliance, and who is
// refused.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class Release : public Api {
 protected:
  std::string submit() {
    auto reader = client("officer1.br");
    return reply(author, open_thread(reader, open()).id, {{"marking", {{"level", "restricted"}}}});
  }
  static bool holds(ApiAnswer const& queue, std::string const& post) {
    for (auto const& item : queue.body.at("items").as_array()) {
      if (item.at("post").at("id").as_string() == post) return true;
    }
    return false;
  }

  ApiClient author = client("officer1.es");
  ApiClient coordinator = client("coordinator.es");
  ApiClient other = client("coordinator.ke");
  object const reason{{"reason", "Name no court."}};
};

TEST_F(Release, goes_back_to_the_author_and_comes_again) {
  auto const post = submit();
  EXPECT_TRUE(holds(coordinator.get("/release-queue?limit=100"), post));
  EXPECT_FALSE(holds(other.get("/release-queue?limit=100"), post));
  EXPECT_EQ(author.get("/release-queue").status, 403);
  EXPECT_EQ(other.post("/posts/" + post + "/return", reason).status, 404);
  EXPECT_EQ(author.post("/posts/" + post + "/return", reason).status, 403);
  EXPECT_EQ(author.post("/posts/" + post + "/release", reason).status, 403);
  EXPECT_EQ(coordinator.post("/posts/" + post + "/return", {}).code(), "invalid_body");
  EXPECT_EQ(coordinator.post("/posts/" + post + "/return", {{"reason", "  "}}).code(), "invalid_body");
  EXPECT_EQ(coordinator.post("/posts/" + post + "/return", {{"reason", "x"}, {"version", 9}}).code(),
            "version_conflict");
  EXPECT_EQ(coordinator.post("/posts/" + post + "/return", reason).status, 204);
  EXPECT_EQ(author.get("/posts/" + post).text_at("/state"), "returned");
  EXPECT_EQ(author.get("/posts/" + post + "/release").text_at("/returned/reason"), "Name no court.");
  EXPECT_EQ(other.get("/posts/" + post + "/release").status, 404);
  EXPECT_EQ(author.get("/notifications").text_at("/items/0/type"), "post.returned");
  EXPECT_EQ(coordinator.post("/posts/" + post + "/submit", {}).status, 403);
  EXPECT_EQ(author.post("/posts/" + post + "/submit", {{"version", 9}}).code(), "version_conflict");
  EXPECT_EQ(author.post("/posts/" + post + "/submit", {}).text_at("/state"), "awaiting_release");
}

TEST_F(Release, is_taken_back_and_gone_for_who_had_it) {
  auto const post = submit();
  auto reader = client("officer1.br");
  auto const thread = author.get("/posts/" + post).text_at("/thread_id");
  EXPECT_EQ(coordinator.call("POST", "/posts/" + post + "/release/undo").status, 403);
  expect_status(200, coordinator.post("/posts/" + post + "/release", reason));
  EXPECT_GT(coordinator.get("/posts/" + post + "/release").number_at("/undo_seconds"), 0);
  auto stream = reader.stream();
  stream.next("hello");
  stream.watch({}, {thread});
  expect_status(200, reader.get("/posts/" + post));
  EXPECT_EQ(reader.call("POST", "/posts/" + post + "/release/undo").status, 403);
  std::this_thread::sleep_for(200ms);  // the watch is taken
  expect_status(200, coordinator.call("POST", "/posts/" + post + "/release/undo"));
  EXPECT_EQ(stream.next("post.gone").at("post_id").as_string(), post);
  EXPECT_EQ(reader.get("/posts/" + post).status, 404);

  expect_status(200, coordinator.post("/posts/" + post + "/release", reason));
  reply(reader, thread, {{"parent_id", post}, {"marking", {{"level", "restricted"}}}});
  // An answer that nobody in the source may read yet is no reason.
  expect_status(200, coordinator.call("POST", "/posts/" + post + "/release/undo"));
}

TEST(ReleaseOfASupervised, is_checked_by_compliance_first) {
  ForumServer server;
  auto reader = server.client("officer1.fr");
  auto const thread = open_thread(reader, server.topic("open")).id;
  server.change([&](storage::WriteTx& tx) {
    auth::set_organisation_status(tx, server.organisation_key("ke"), auth::OrganisationStatus::supervised);
  });
  auto author = server.client("officer1.ke");
  auto coordinator = server.client("coordinator.ke");
  auto compliance = server.client("compliance.ipsg");
  auto const post = reply(author, thread, {{"marking", {{"level", "restricted"}}}});
  object const reason{{"reason", "Checked."}};
  EXPECT_EQ(coordinator.post("/posts/" + post + "/release", reason).status, 403);
  EXPECT_EQ(coordinator.post("/posts/" + post + "/check", reason).status, 404);
  EXPECT_EQ(compliance.get("/posts/" + post).status, 404);
  EXPECT_EQ(compliance.get("/release-queue").items(), 1U);
  EXPECT_EQ(compliance.post("/posts/" + post + "/check", reason).status, 204);
  EXPECT_EQ(compliance.get("/release-queue").items(), 0U);
  expect_status(200, coordinator.post("/posts/" + post + "/release", reason));
  expect_status(200, reader.get("/posts/" + post));
}

}  // namespace
}  // namespace tests::api
