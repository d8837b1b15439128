// Taking a former text of a post out of its history, over the wire.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class RedactionApi : public Api {
 protected:
  RedactionApi() {
    expect_status(200, author.patch("/posts/" + post, {{"version", 1}, {"body", "Ask the registry."}}));
  }
  ApiAnswer redact(ApiClient& who, int version) {
    return who.post("/posts/" + post + "/redaction", {{"version", version}, {"reason", "A name."}});
  }

  ApiClient author = client("officer1.es");
  ApiClient coordinator = client("coordinator.es");
  ApiClient reader = client("officer1.br");
  std::string const thread = open_thread(reader, open()).id;
  std::string const post = reply(author, thread, {{"body", "Ask Heliotrope Smith."}});
};

TEST_F(RedactionApi, takes_the_text_of_one_version_out_and_leaves_the_rest) {
  EXPECT_EQ(redact(author, 1).status, 403);
  EXPECT_EQ(redact(reader, 1).status, 403);
  EXPECT_EQ(redact(coordinator, 2).code(), "state_conflict");
  EXPECT_EQ(redact(coordinator, 7).code(), "invalid_body");
  auto const before = coordinator.get("/posts/" + post + "/revisions");
  EXPECT_EQ(before.body.at("items").at(1).at("may").as_array(), array{"redact"});
  EXPECT_TRUE(
      reader.get("/posts/" + post + "/revisions").body.at("items").at(1).at("may").as_array().empty());
  auto stream = reader.stream();
  stream.next("hello");
  stream.watch({}, {thread});
  std::this_thread::sleep_for(200ms);  // the watch is taken
  expect_status(204, redact(coordinator, 1));
  EXPECT_EQ(stream.next("post.changed").at("post_id").as_string(), post);
  auto const history = reader.get("/posts/" + post + "/revisions");
  EXPECT_EQ(history.text_at("/items/0/body"), "Ask the registry.");
  EXPECT_EQ(history.text_at("/items/1/body"), "");
  EXPECT_EQ(history.text_at("/items/1/redacted/reason"), "A name.");
  EXPECT_TRUE(is_time(history.text_at("/items/1/redacted/at")));
  EXPECT_EQ(history.text.find("Heliotrope"), std::string::npos);
  EXPECT_EQ(redact(coordinator, 1).code(), "state_conflict");
}

TEST_F(RedactionApi, is_refused_to_who_has_put_his_own_text_in_its_place) {
  expect_status(
      200, author.patch("/posts/" + post, {{"version", 2}, {"body", "Ask Heliotrope Smith after all."}}));
  expect_status(200, coordinator.patch("/posts/" + post, {{"version", 3}, {"body", "."}}));
  EXPECT_EQ(redact(coordinator, 3).code(), "not_permitted");
  auto const history = coordinator.get("/posts/" + post + "/revisions");
  EXPECT_EQ(history.text_at("/items/1/body"), "Ask Heliotrope Smith after all.");
  EXPECT_TRUE(history.body.at("items").at(1).at("may").as_array().empty());
  EXPECT_EQ(history.body.at("items").at(2).at("may").as_array(), array{"redact"});
}

}  // namespace
}  // namespace tests::api
