// The official position of a bureau through the whole server.
#include <map>

#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class SealApi : public Api {
 protected:
  ApiClient asker = client("officer1.br");
  ApiClient author = client("officer1.fr");
  ApiClient coordinator = client("coordinator.fr");
  ApiClient reader = client("officer1.es");
  OpenedThread thread = open_thread(asker, open(), {{"kind", "question"}});
  std::string post = reply(author, thread.id);
  std::string path = "/posts/" + post + "/seal";
};

TEST_F(SealApi, is_asked_for_signed_and_withdrawn) {
  auto stream = reader.stream();
  stream.next("hello");
  stream.watch({}, {thread.id});
  std::this_thread::sleep_for(200ms);
  auto const asked = expect_status(200, author.post(path, {{"version", 1}}));
  EXPECT_TRUE(asked.body.at("seal_asked").as_bool());
  auto const waiting = expect_status(200, coordinator.get("/seal-requests?limit=100"));
  EXPECT_NE(waiting.text.find(post), std::string::npos);
  EXPECT_GE(coordinator.get("/duties").number_at("/seals"), 1);
  EXPECT_TRUE(author.get("/duties").body.at("seals").is_null());
  EXPECT_EQ(author.get("/seal-requests").code(), "not_permitted");
  EXPECT_EQ(coordinator.get("/notifications").text_at("/items/0/type"), "post.seal_asked");

  auto const decided =
      expect_status(200, coordinator.post(path + "/decision", {{"decision", "approve"}, {"version", 1}}));
  EXPECT_EQ(decided.text_at("/seal/covers"), "this_text");
  // The first that the reader hears of it all.
  EXPECT_EQ(std::string(stream.next("post.changed").at("post_id").as_string()), post);
  EXPECT_EQ(reader.get("/posts/" + post).text_at("/seal/covers"), "this_text");
  EXPECT_FALSE(reader.get("/posts/" + post).body.at("seal_asked").as_bool());
  EXPECT_EQ(author.get("/notifications").text_at("/items/0/type"), "post.seal_signed");
  EXPECT_NE(coordinator.get("/audit?view=own_trail&event=seal.signed").text.find(post), std::string::npos);

  expect_status(200, author.patch("/posts/" + post, {{"version", 1}, {"body", "Otherwise."}}));
  EXPECT_EQ(reader.get("/threads/" + thread.id + "/posts").text_at("/items/1/seal/covers"), "earlier_text");

  expect_status(200,
                coordinator.post(path + "/withdrawal", {{"reason", "The law has changed."}, {"version", 2}}));
  EXPECT_TRUE(reader.get("/posts/" + post).body.at("seal").is_null());
  auto const history = expect_status(200, reader.get("/posts/" + post + "/seals"));
  EXPECT_EQ(history.text_at("/items/0/outcome"), "withdrawn");
  EXPECT_EQ(history.text_at("/items/0/reason"), "The law has changed.");
  EXPECT_EQ(history.number_at("/items/0/version"), 1);
  EXPECT_TRUE(is_time(history.text_at("/items/0/withdrawn_at")));
}

TEST_F(SealApi, names_who_asks_only_where_the_post_names_its_author) {
  auto below = client("officer1.lyon");
  auto const of_country = reply(below, thread.id, {{"marking", {{"attribution", "country"}}}});
  expect_status(200, below.post("/posts/" + of_country + "/seal", {{"version", 1}}));
  expect_status(200, author.post(path, {{"version", 1}}));
  auto const waiting = expect_status(200, coordinator.get("/seal-requests?limit=100"));
  std::map<std::string, bool> named;
  for (auto const& item : waiting.body.at("items").as_array())
    named.emplace(item.at("id").as_string(), !item.at("asked_by").is_null());
  EXPECT_TRUE(named.at(post));
  EXPECT_FALSE(named.at(of_country));
}

TEST_F(SealApi, is_refused_or_taken_back) {
  expect_status(200, author.post(path, {{"version", 1}}));
  EXPECT_FALSE(expect_status(200, author.remove(path)).body.at("seal_asked").as_bool());
  EXPECT_EQ(author.remove(path).code(), "state_conflict");
  expect_status(200, author.post(path, {{"version", 1}}));
  EXPECT_EQ(coordinator.post(path + "/decision", {{"decision", "refuse"}, {"version", 1}})
                .text_at("/errors/0/pointer"),
            "/reason");
  expect_status(200, coordinator.post(path + "/decision",
                                      {{"decision", "refuse"}, {"reason", "Not ours."}, {"version", 1}}));
  EXPECT_EQ(author.get("/posts/" + post + "/seals").text_at("/items/0/outcome"), "refused");
  EXPECT_EQ(reader.get("/posts/" + post + "/seals").body.at("items").as_array().size(), 0u);
}

TEST_F(SealApi, refuses_what_is_wrong) {
  EXPECT_EQ(author.post(path, object{}).text_at("/errors/0/pointer"), "/version");
  EXPECT_EQ(author.post(path, {{"version", 7}}).code(), "version_conflict");
  EXPECT_EQ(reader.post(path, {{"version", 1}}).code(), "not_permitted");
  EXPECT_EQ(asker.post("/posts/" + thread.first_post + "/seal", {{"version", 1}}).code(), "state_conflict");
  auto const nowhere = "/posts/" + std::string(26, '7');
  EXPECT_EQ(author.post(nowhere + "/seal", {{"version", 1}}).status, 404);
  EXPECT_EQ(author.get(nowhere + "/seals").status, 404);
  auto const unnamed = reply(author, thread.id, {{"marking", {{"attribution", "chatham"}}}});
  EXPECT_EQ(author.post("/posts/" + unnamed + "/seal", {{"version", 1}}).code(), "state_conflict");
  // A coordinator who proposes it does not sign it.
  expect_status(200, coordinator.post(path, {{"version", 1}}));
  EXPECT_EQ(coordinator.post(path + "/decision", {{"decision", "approve"}, {"version", 1}}).code(),
            "second_person_required");
}

TEST_F(SealApi, of_what_may_not_be_read_does_not_exist) {
  auto const hidden =
      reply(author, thread.id, {{"audience", only({server.organisation("fr"), server.organisation("es")})}});
  expect_status(200, author.post("/posts/" + hidden + "/seal", {{"version", 1}}));
  EXPECT_EQ(asker.get("/posts/" + hidden + "/seals").status, 404);
  EXPECT_EQ(asker.remove("/posts/" + hidden + "/seal").status, 404);
}

}  // namespace
}  // namespace tests::api
