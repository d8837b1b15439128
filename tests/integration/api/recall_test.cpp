// A source takes back what it wrote, also from a thread that it has lost; whoever had opened it confirms that
// it has taken note, and the source sees it. What a bureau has contributed it always reads.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class RecallApi : public Api {
 protected:
  object among(std::vector<std::string> const& names) {
    std::vector<std::string> ids;
    for (auto const& name : names) ids.push_back(server.organisation(name));
    return only(ids);
  }
  ApiAnswer recall(ApiClient& who, std::string const& post, object more = {}) {
    if (!more.contains("reason")) more["reason"] = "A name stood in it.";
    return who.post("/posts/" + post + "/recall", more);
  }
  // The request about this post, on the coordinator's first page.
  static std::optional<boost::json::object> request_about(ApiClient& coordinator, std::string const& post) {
    auto const list = expect_status(200, coordinator.get("/recall-requests?limit=100"));
    for (auto const& item : list.body.at("items").as_array()) {
      if (item.at("post_id").as_string() == post) return item.as_object();
    }
    return std::nullopt;
  }
  // As the list of contributions has it; the newest come first.
  static std::optional<boost::json::object> contribution(ApiClient& who, std::string const& post,
                                                         std::string const& query = "") {
    auto const list = expect_status(200, who.get("/contributions?limit=100" + query));
    for (auto const& item : list.body.at("items").as_array()) {
      if (item.at("id").as_string() == post) return item.as_object();
    }
    return std::nullopt;
  }

  ApiClient author = client("officer1.fr");
};

TEST_F(RecallApi, asks_who_opened_the_post_a_moment_ago_and_shows_who_confirmed) {
  auto reader = client("officer1.es");
  auto coordinator = client("coordinator.es");
  auto colleague = client("officer2.fr");
  auto const thread = open_thread(author, open()).id;
  auto const post = reply(author, thread);
  // Its record waits in memory still when the post is recalled.
  expect_status(200, reader.get("/threads/" + thread + "/posts"));
  auto const waiting = coordinator.get("/recall-requests").number_at("/waiting");

  auto const recalled = expect_status(200, recall(author, post, {{"version", 1}}));
  EXPECT_EQ(recalled.text_at("/id"), post);
  EXPECT_EQ(recalled.text_at("/state"), "withdrawn");
  for (auto* who : {&reader, &author, &colleague, &coordinator}) {
    EXPECT_EQ(who->get("/posts/" + post).status, 404);
  }
  EXPECT_TRUE(contribution(colleague, post, "&state=withdrawn"));
  EXPECT_FALSE(contribution(colleague, post, "&state=published"));
  EXPECT_FALSE(contribution(reader, post));

  auto const state = expect_status(200, colleague.get("/posts/" + post + "/recall"));
  EXPECT_EQ(state.text_at("/reason"), "A name stood in it.");
  EXPECT_EQ(state.body.at("bureaus").as_array().size(), 1U);
  EXPECT_EQ(state.text_at("/bureaus/0/bureau/id"), server.organisation("es"));
  EXPECT_TRUE(state.body.at("bureaus").at(0).at("acknowledged_at").is_null());
  EXPECT_EQ(reader.get("/posts/" + post + "/recall").status, 404);

  EXPECT_EQ(reader.get("/recall-requests").code(), "not_permitted");
  EXPECT_EQ(coordinator.get("/recall-requests").number_at("/waiting"), waiting + 1);
  EXPECT_EQ(coordinator.get("/duties").number_at("/recalls"), waiting + 1);
  EXPECT_TRUE(author.get("/duties").body.at("recalls").is_null());
  auto const request = request_about(coordinator, post);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->at("opened_by").as_array().size(), 1U);
  EXPECT_EQ(request->at("opened_by").at(0).at("name").as_string(), "Person officer1.es");
  EXPECT_EQ(request->at("thread").at("id").as_string(), thread);
  std::string const confirm =
      "/recall-requests/" + std::string(request->at("id").as_string()) + "/acknowledge";
  EXPECT_EQ(reader.call("POST", confirm).code(), "not_permitted");
  EXPECT_EQ(client("coordinator.br").call("POST", confirm).status, 404);
  auto const confirmed = expect_status(200, coordinator.call("POST", confirm));
  EXPECT_EQ(expect_status(200, coordinator.call("POST", confirm)).text, confirmed.text);
  EXPECT_EQ(coordinator.get("/recall-requests").number_at("/waiting"), waiting);
  EXPECT_EQ(colleague.get("/posts/" + post + "/recall").text_at("/bureaus/0/acknowledged_at"),
            confirmed.text_at("/acknowledged_at"));
}

TEST_F(RecallApi, no_3_of_a_reply_in_a_thread_that_its_source_has_lost) {
  auto spanish = client("officer1.es");
  auto kenyan = client("officer1.ke");
  auto const thread =
      open_thread(author, server.topic("quiet"), {{"audience", among({"fr", "es", "ke"})}}).id;
  auto const answer = reply(spanish, thread, {{"body", "What Spain knows."}});
  auto const narrow = [&] {
    return author.patch("/threads/" + thread,
                        {{"version", author.get("/threads/" + thread).number_at("/version")},
                         {"audience", among({"fr", "ke"})}});
  };
  auto const before = contribution(spanish, answer);
  ASSERT_TRUE(before);
  EXPECT_EQ(before->at("thread_id").as_string(), thread);
  expect_status(200, narrow());
  EXPECT_EQ(spanish.get("/posts/" + answer).status, 404);
  auto const lost = contribution(spanish, answer);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->at("body").as_string(), "What Spain knows.");
  EXPECT_TRUE(lost->at("thread_id").is_null());
  EXPECT_TRUE(lost->at("audience").is_null());
  EXPECT_EQ(spanish.get("/contributions?limit=100").text.find(thread), std::string::npos);

  expect_status(200, kenyan.get("/posts/" + answer));
  auto stream = kenyan.stream();
  stream.next("hello");
  stream.watch({}, {thread});
  std::this_thread::sleep_for(300ms);
  expect_status(200, recall(spanish, answer));
  EXPECT_EQ(stream.next("post.gone").at("post_id").as_string(), answer);
  for (auto* who : {&author, &kenyan}) EXPECT_EQ(who->get("/posts/" + answer).status, 404);
  EXPECT_EQ(kenyan.get("/threads/" + thread).number_at("/posts"), 1);
  EXPECT_EQ(spanish.get("/posts/" + answer + "/recall").text_at("/bureaus/0/bureau/id"),
            server.organisation("ke"));
}

TEST_F(RecallApi, of_a_first_post_takes_the_thread_from_whoever_has_it_on_screen) {
  auto other = client("officer1.es");
  auto const thread = open_thread(author, open());
  auto const answer = reply(other, thread.id);
  auto stream = other.stream();
  stream.next("hello");
  stream.watch({}, {thread.id});
  std::this_thread::sleep_for(300ms);
  EXPECT_EQ(author.remove("/posts/" + thread.first_post).code(), "not_permitted");
  expect_status(200, recall(author, thread.first_post));
  EXPECT_EQ(stream.next("thread.gone").at("thread_id").as_string(), thread.id);
  EXPECT_EQ(other.get("/threads/" + thread.id).status, 404);
  auto const kept = contribution(other, answer);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->at("state").as_string(), "published");
  EXPECT_TRUE(kept->at("thread_id").is_null());
}

TEST_F(RecallApi, refuses_what_does_not_fit_and_changes_nothing) {
  auto other = client("officer1.es");
  auto const thread = open_thread(author, open()).id;
  auto const post = reply(author, thread);
  auto const waits = reply(author, thread, {{"marking", {{"level", "restricted"}}}});
  EXPECT_EQ(recall(other, post).code(), "not_permitted");
  EXPECT_EQ(recall(other, waits).code(), "not_found");
  EXPECT_EQ(recall(author, waits).code(), "state_conflict");
  EXPECT_EQ(recall(author, post, {{"version", 2}}).code(), "version_conflict");
  EXPECT_EQ(author.post("/posts/" + post + "/recall", {}).text_at("/errors/0/pointer"), "/reason");
  for (auto const& [reason, code] : {std::pair<std::string, std::string>{" \n ", "empty"},
                                     {std::string(1001, 'x'), "too_long"},
                                     {"a\u202eb", "bidirectional_override"}}) {
    auto const answer = recall(author, post, {{"reason", reason}});
    EXPECT_EQ(answer.code(), "invalid_body");
    EXPECT_EQ(answer.text_at("/errors/0/code"), code);
  }
  EXPECT_EQ(recall(author, post, {{"reason", "x"}, {"more", 1}}).text_at("/errors/0/code"), "unknown_field");
  EXPECT_EQ(author.get("/contributions?state=lost").code(), "invalid_query");
  EXPECT_EQ(author.get("/contributions?after=made-up").code(), "invalid_query");
  EXPECT_EQ(recall(author, std::string(26, 'a')).code(), "not_found");
  EXPECT_EQ(client("coordinator.es").call("POST", "/recall-requests/zz/acknowledge").code(), "not_found");
  EXPECT_EQ(other.get("/posts/" + post).status, 200);
  EXPECT_EQ(author.get("/posts/" + post + "/recall").status, 404);
  expect_status(200, recall(author, post, {{"reason", std::string(1000, 'x')}}));
}

TEST_F(RecallApi, offers_itself_where_it_is_permitted) {
  auto other = client("officer1.es");
  auto coordinator = client("coordinator.fr");
  auto const thread = open_thread(author, open()).id;
  auto const post = reply(author, thread);
  auto const may = [&](ApiClient& who, std::string_view action) {
    auto const answer = expect_status(200, who.get("/posts/" + post));
    auto const& actions = answer.body.at("may").as_array();
    return std::ranges::find(actions, boost::json::value(action)) != actions.end();
  };
  EXPECT_TRUE(may(author, "recall"));
  EXPECT_TRUE(may(coordinator, "recall"));
  EXPECT_FALSE(may(other, "recall"));
  EXPECT_FALSE(may(other, "withdraw"));
}

TEST_F(RecallApi, is_offered_to_those_whose_office_it_is) {
  auto const offices = [](ApiClient& who) {
    auto const me = expect_status(200, who.get("/me"));
    return boost::json::serialize(me.body.at("may"));
  };
  auto coordinator = client("coordinator.es");
  auto officer = client("officer2.es");
  auto auditor = client("auditor.ipsg");
  EXPECT_NE(offices(coordinator).find("confirm_recalls"), std::string::npos);
  EXPECT_EQ(offices(officer).find("confirm_recalls"), std::string::npos);
  EXPECT_NE(offices(officer).find("contribute"), std::string::npos);
  EXPECT_EQ(offices(auditor).find("contribute"), std::string::npos);
  EXPECT_EQ(expect_status(200, auditor.get("/contributions")).items(), 0U);
}

}  // namespace
}  // namespace tests::api
