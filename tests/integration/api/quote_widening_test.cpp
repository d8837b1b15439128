// Worked example 4 of the access model, to its end: whoever may not quote a post where he writes asks its
// source, and quotes it once that has consented.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class QuoteWideningApi : public Api {
 protected:
  ApiClient author = client("officer1.fr");
  ApiClient quoting = client("officer1.ke");
  ApiClient third = client("officer1.br");
  ApiClient coordinator = client("coordinator.fr");
  std::string thread = open_thread(author, open()).id;
  std::string narrow = reply(author, thread, {{"body", "Between us."}, {"audience", among({"fr", "ke"})}});
  std::string path = "/posts/" + narrow;
  object text{{"body", "[quote:" + narrow + "@1:0-7]\n\nAs France says."}};

  object among(std::vector<std::string> const& names) {
    std::vector<std::string> ids;
    for (auto const& name : names) ids.push_back(server.organisation(name));
    return only(ids);
  }
  ApiAnswer ask(ApiClient& who, object const& quoted_in,
                std::string_view reason = "It is the best we have.") {
    return who.post(path + "/widening", {{"version", 1}, {"quoted_in", quoted_in}, {"reason", reason}});
  }
  ApiAnswer decide(std::string const& id, std::string_view decision) {
    return coordinator.post("/consents/" + id + "/decision",
                            {{"decision", decision}, {"reason", "Not yet."}});
  }
  std::string question() { return coordinator.get("/consents").text_at("/items/0/id"); }
};

TEST_F(QuoteWideningApi, no_4_asks_the_source_and_tells_what_it_decides) {
  EXPECT_EQ(quoting.post("/threads/" + thread + "/posts", text).code(), "quote_wider");
  auto const waiting = coordinator.get("/duties").number_at("/consents");
  auto const asked = expect_status(201, ask(quoting, {{"thread_id", thread}}));
  EXPECT_EQ(asked.text_at("/post_id"), narrow);
  EXPECT_EQ(asked.text_at("/quoted_in/thread_id"), thread);
  EXPECT_EQ(coordinator.get("/duties").number_at("/consents"), waiting + 1);
  auto const shown = expect_status(200, coordinator.get("/consents"));
  EXPECT_EQ(shown.text_at("/items/0/asked_by/name"), "Person officer1.ke");
  EXPECT_EQ(shown.text_at("/items/0/asked_from/id"), server.organisation("ke"));
  EXPECT_EQ(shown.text_at("/items/0/reason"), "It is the best we have.");
  EXPECT_EQ(shown.text_at("/items/0/quoted_in/thread_id"), thread);

  auto stream = quoting.stream();
  stream.next("hello");
  expect_status(200, decide(question(), "refuse"));
  stream.next("notification");
  EXPECT_EQ(quoting.get("/notifications").text_at("/items/0/type"), "widening.refused");
  EXPECT_EQ(quoting.get("/notifications").text_at("/items/0/post_id"), narrow);
  EXPECT_EQ(quoting.get("/widenings").text_at("/items/0/answer"), "Not yet.");
  EXPECT_EQ(third.get(path).status, 404);

  expect_status(201, ask(quoting, {{"thread_id", thread}}));
  expect_status(200, decide(question(), "approve"));
  stream.next("notification");
  EXPECT_EQ(quoting.get("/notifications").text_at("/items/0/type"), "widening.granted");
  auto const made = expect_status(201, quoting.post("/threads/" + thread + "/posts", text));
  EXPECT_EQ(third.get("/posts/" + made.text_at("/id")).text_at("/quotes/0/text"), "Between");
}

TEST_F(QuoteWideningApi, tells_a_coordinator_of_the_organisations_alone_where_he_may_not_read_the_thread) {
  auto const hidden = open_thread(quoting, open(), {{"audience", among({"ke", "br"})}}).id;
  expect_status(201, ask(quoting, {{"thread_id", hidden}}));
  auto const shown = expect_status(200, coordinator.get("/consents"));
  EXPECT_TRUE(shown.body.at_pointer("/items/0/quoted_in/thread_id").is_null());
  EXPECT_TRUE(shown.body.at_pointer("/items/0/quoted_in/title").is_null());
  EXPECT_EQ(shown.text_at("/items/0/gain/0/id"), server.organisation("br"));
  EXPECT_EQ(shown.text.find(hidden), std::string::npos);
  auto const mine = quoting.get("/widenings");
  EXPECT_EQ(mine.text_at("/items/0/quoted_in/thread_id"), hidden);
  expect_status(200, quoting.remove("/widenings/" + mine.text_at("/items/0/id")));
  EXPECT_EQ(decide(shown.text_at("/items/0/id"), "approve").code(), "already_decided");
}

TEST_F(QuoteWideningApi, refuses_what_is_wrong_and_changes_nothing) {
  auto const fault = [&](object const& quoted_in) {
    auto const refused = ask(quoting, quoted_in);
    return refused.text_at("/errors/0/pointer") + " " + refused.text_at("/errors/0/code");
  };
  EXPECT_EQ(ask(third, {{"thread_id", thread}}).status, 404);
  EXPECT_EQ(ask(quoting, {{"thread_id", std::string(26, '7')}}).status, 404);
  EXPECT_EQ(fault({{"thread_id", thread}, {"audience", among({"fr", "ke"})}}), "/quoted_in out_of_range");
  EXPECT_EQ(fault({{"thread_id", thread}, {"audience", among({"br"})}}),
            "/quoted_in/audience/organisations own_organisation_missing");
  EXPECT_EQ(fault(object{}), "/quoted_in/topic_id required");
  EXPECT_EQ(fault({{"thread_id", thread}, {"say", 1}}), "/quoted_in/say unknown_field");
  EXPECT_EQ(ask(quoting, {{"thread_id", thread}}, " ").text_at("/errors/0/pointer"), "/reason");
  auto const both = quoting.post(path + "/widening", {{"version", 1},
                                                      {"audience", {{"base", "inherit"}}},
                                                      {"quoted_in", {{"thread_id", thread}}},
                                                      {"reason", "x"}});
  EXPECT_EQ(both.text_at("/errors/0/pointer"), "/audience");
  EXPECT_EQ(both.text_at("/errors/0/code"), "contradicts");
  expect_status(201, ask(quoting, {{"thread_id", thread}}));
  EXPECT_EQ(fault({{"thread_id", thread}}), "/quoted_in duplicate");
  EXPECT_EQ(third.get(path).status, 404);
}

}  // namespace
}  // namespace tests::api
