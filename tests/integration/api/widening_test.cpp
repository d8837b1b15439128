// A post or a thread is shown to more by consent of its source, and of every other source for its own posts.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class WideningApi : public Api {
 protected:
  object among(std::vector<std::string> const& names) {
    std::vector<std::string> ids;
    for (auto const& name : names) ids.push_back(server.organisation(name));
    return only(ids);
  }
  ApiAnswer ask(ApiClient& who, std::string const& at, object const& what) {
    object body = what;
    if (!body.contains("reason")) body["reason"] = "They need it.";
    if (!body.contains("version")) body["version"] = who.get(at).number_at("/version");
    return who.post(at + "/widening", body);
  }
  // The newest that the coordinator is asked.
  static std::string newest(ApiClient& coordinator) {
    return expect_status(200, coordinator.get("/consents")).text_at("/items/0/id");
  }
  static ApiAnswer decide(ApiClient& coordinator, std::string const& id, std::string_view decision) {
    return coordinator.post("/consents/" + id + "/decision",
                            {{"decision", decision}, {"reason", "As they ask."}});
  }

  static std::string where(ApiAnswer const& problem) { return problem.text_at("/errors/0/pointer"); }

  ApiClient author = client("officer1.fr");
  ApiClient coordinator = client("coordinator.fr");
  ApiClient kenyan = client("officer1.ke");
  ApiClient spanish = client("officer1.es");
  std::string thread = open_thread(author, server.topic("quiet"), {{"audience", among({"fr", "ke"})}}).id;
  std::string path = "/threads/" + thread;
};

TEST_F(WideningApi, shows_a_thread_to_more_and_each_sources_posts_by_its_own_consent) {
  auto const answer = reply(kenyan, thread);
  auto const waiting = coordinator.get("/duties").number_at("/consents");
  auto const asked = expect_status(201, ask(author, path, {{"audience", among({"fr", "ke", "es"})}}));
  EXPECT_EQ(asked.text_at("/outcome"), "open");
  EXPECT_EQ(asked.number_at("/audience/bureaus"), 3);
  EXPECT_EQ(author.get("/widenings").text_at("/items/0/id"), asked.text_at("/id"));
  EXPECT_EQ(coordinator.get("/duties").number_at("/consents"), waiting + 1);
  EXPECT_TRUE(author.get("/duties").body.at("consents").is_null());
  EXPECT_EQ(spanish.get(path).status, 404);

  auto stream = spanish.stream();
  stream.next("hello");
  stream.watch({server.topic("quiet")}, {});
  std::this_thread::sleep_for(300ms);
  auto const question = expect_status(200, coordinator.get("/consents"));
  EXPECT_EQ(question.text_at("/items/0/about"), "thread");
  EXPECT_EQ(question.text_at("/items/0/gain/0/id"), server.organisation("es"));
  EXPECT_EQ(question.body.at("items").at(0).at("posts").as_array().size(), 1U);
  auto const decided = expect_status(200, decide(coordinator, newest(coordinator), "approve"));
  EXPECT_EQ(decided.text_at("/outcome"), "approved");
  EXPECT_EQ(stream.next("thread.created").at("thread_id").as_string(), thread);
  EXPECT_EQ(expect_status(200, spanish.get(path)).number_at("/posts"), 1);
  EXPECT_EQ(spanish.get("/posts/" + answer).status, 404);
  EXPECT_EQ(author.get("/widenings").text_at("/items/0/outcome"), "approved");

  auto other = client("coordinator.ke");
  auto const turn = expect_status(200, other.get("/consents"));
  EXPECT_EQ(turn.text_at("/items/0/about"), "answers");
  EXPECT_TRUE(turn.body.at("items").at(0).at("asked_by").is_null());
  EXPECT_EQ(turn.text_at("/items/0/posts/0/id"), answer);
  expect_status(200, decide(other, newest(other), "approve"));
  EXPECT_EQ(stream.next("post.created").at("post_id").as_string(), answer);
  expect_status(200, spanish.get("/posts/" + answer));
  auto const records = expect_status(200, kenyan.get("/posts/" + answer + "/disclosures"));
  EXPECT_EQ(records.text_at("/items/0/kind"), "widened");
  EXPECT_EQ(records.number_at("/items/0/bureaus"), 3);
}

TEST_F(WideningApi, refuses_what_is_wrong_and_changes_nothing) {
  auto const wrong = [&](object const& what) { return ask(author, path, what); };
  auto abroad = client("coordinator.ke");
  object const wider = among({"fr", "ke", "es"});
  EXPECT_EQ(where(wrong({{"audience", among({"fr", "es"})}})), "/audience");
  EXPECT_EQ(where(wrong({{"audience", among({"fr", "ke"})}})), "/audience");
  EXPECT_EQ(where(wrong({{"audience", wider}, {"marking", {{"level", "restricted"}}}})), "/marking/level");
  EXPECT_EQ(wrong({{"audience", wider}, {"marking", {{"caveats", array{}}}}}).code(), "invalid_body");
  EXPECT_EQ(where(wrong({{"audience", wider}, {"reason", " "}})), "/reason");
  EXPECT_EQ(wrong({{"audience", wider}, {"version", 99}}).code(), "version_conflict");
  EXPECT_EQ(where(wrong({{"audience", only({"00000000000000000000000000"})}})), "/audience/organisations/0");
  EXPECT_EQ(ask(spanish, path, {{"audience", wider}, {"version", 1}}).status, 404);
  EXPECT_EQ(ask(abroad, path, {{"audience", wider}}).code(), "not_permitted");
  EXPECT_EQ(spanish.get("/consents").code(), "not_permitted");

  EXPECT_EQ(where(wrong({{"audience", wider}, {"quoted_in", {{"thread_id", thread}}}})), "/quoted_in");

  expect_status(201, ask(author, path, {{"audience", wider}}));
  auto const again = wrong({{"audience", wider}});
  EXPECT_EQ(where(again), "/audience");
  EXPECT_EQ(again.text_at("/errors/0/code"), "duplicate");
  auto const id = newest(coordinator);
  EXPECT_EQ(client("coordinator.es")
                .post("/consents/" + id + "/decision", {{"decision", "approve"}, {"reason", "x"}})
                .status,
            404);
  EXPECT_EQ(
      where(coordinator.post("/consents/" + id + "/decision", {{"decision", "perhaps"}, {"reason", "x"}})),
      "/decision");
  auto const mine = author.get("/widenings").text_at("/items/0/id");
  EXPECT_EQ(kenyan.remove("/widenings/" + mine).status, 404);
  EXPECT_EQ(expect_status(200, author.remove("/widenings/" + mine)).text_at("/outcome"), "withdrawn");
  EXPECT_EQ(author.remove("/widenings/" + mine).code(), "already_decided");
  EXPECT_EQ(decide(coordinator, id, "approve").code(), "already_decided");
  expect_status(201, ask(coordinator, path, {{"audience", wider}}));
  EXPECT_EQ(decide(coordinator, newest(coordinator), "approve").code(), "second_person_required");
  EXPECT_EQ(spanish.get(path).status, 404);
}

TEST_F(WideningApi, of_a_text_that_has_changed_since_has_to_be_asked_anew) {
  auto const another = reply(author, thread, {{"audience", among({"fr"})}});
  expect_status(201, ask(author, "/posts/" + another, {{"audience", among({"fr", "ke"})}}));
  expect_status(200, author.patch("/posts/" + another, {{"version", 1}, {"body", "Something else."}}));
  auto const question = coordinator.get("/consents");
  EXPECT_TRUE(question.body.at("items").at(0).at("posts").at(0).at("changed").as_bool());
  EXPECT_EQ(decide(coordinator, newest(coordinator), "approve").code(), "version_conflict");
  EXPECT_EQ(kenyan.get("/posts/" + another).status, 404);
  EXPECT_EQ(expect_status(200, decide(coordinator, newest(coordinator), "refuse")).text_at("/outcome"),
            "refused");
}

}  // namespace
}  // namespace tests::api
