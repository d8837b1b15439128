// A source narrows what it wrote: who loses it loses it at once, on his screen too, and nothing tells anybody
// else. What it marks is checked, and looked at again when the day has come.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class NarrowingApi : public Api {
 protected:
  object without(std::string_view organisation) {
    return {{"base", "inherit"}, {"minus", array{server.organisation(organisation)}}};
  }
  static ApiAnswer narrow(ApiClient& who, std::string const& post, object change, std::int64_t version = 1) {
    change["version"] = version;
    return who.patch("/posts/" + post, change);
  }
  static void expect_fault(ApiAnswer const& answer, std::string_view pointer, std::string_view code) {
    ASSERT_EQ(answer.status, 400) << answer.text;
    EXPECT_EQ(answer.text_at("/errors/0/pointer"), pointer);
    EXPECT_EQ(answer.text_at("/errors/0/code"), code);
  }

  ApiClient author = client("officer1.fr");
  ApiClient excluded = client("officer1.es");
  ApiClient reader = client("officer1.ke");
};

TEST_F(NarrowingApi, takes_a_post_from_a_bureau_at_once_on_its_screen_too) {
  auto const thread = open_thread(author, open()).id;
  auto const post = reply(author, thread);
  auto const below = reply(reader, thread, {{"parent_id", post}});
  auto stream = excluded.stream();
  stream.next("hello");
  stream.watch({}, {thread});

  auto const summary = expect_status(
      200, author.post("/audience/summary", {{"narrowed_post_id", post}, {"audience", without("es")}}));
  ASSERT_EQ(summary.body.at("excluded").as_array().size(), 1U);
  EXPECT_EQ(summary.text_at("/excluded/0/id"), server.organisation("es"));

  auto const narrowed = expect_status(200, narrow(author, post, {{"audience", without("es")}}));
  EXPECT_EQ(narrowed.number_at("/version"), 2);
  EXPECT_EQ(stream.next("post.gone").at("post_id").as_string(), post);
  for (auto const* const path : {"", "/audience", "/revisions", "/export"}) {
    EXPECT_EQ(excluded.get("/posts/" + post + path).status, 404) << path;
  }
  EXPECT_EQ(excluded.get("/threads/" + thread).number_at("/posts"), 2);
  EXPECT_EQ(excluded.get("/posts/" + below).status, 200) << "an answer keeps its own audience";
  EXPECT_EQ(reader.get("/posts/" + post).status, 200);
  EXPECT_EQ(narrow(author, post, {{"audience", without("br")}}).status, 409) << "a stale version";

  auto const wider = narrow(author, post, {{"audience", {{"base", "all_members"}}}}, 2);
  EXPECT_EQ(wider.code(), "audience_too_wide");
  EXPECT_EQ(narrow(author, post, {{"marking", {{"level", "public"}}}}, 2).code(), "level_too_low");
  EXPECT_EQ(narrow(reader, post, {{"audience", without("br")}}, 2).code(), "not_permitted");
  EXPECT_EQ(narrow(author, post, {{"audience", {{"base", "only"}, {"organisations", array()}}}}, 2).status,
            400);
}

TEST_F(NarrowingApi, writes_down_what_has_become_narrower) {
  auto const thread = open_thread(author, open()).id;
  auto const post = reply(author, thread);
  expect_status(200, narrow(author, post,
                            {{"audience", without("es")},
                             {"marking", {{"level", "restricted"}, {"caveats", {"H2"}}}}}));
  auto const log =
      expect_status(200, author.get("/audit?view=own_trail&kind=alteration&object=" + post + "&limit=10"));
  std::vector<std::string> events;
  for (auto const& item : log.body.at("items").as_array()) {
    events.emplace_back(item.at("event").as_string());
    EXPECT_EQ(item.at("level").as_string(), "restricted") << "he reads it";
    EXPECT_EQ(item.at("topic_id").as_string(), open());
  }
  std::ranges::sort(events);
  EXPECT_EQ(events, (std::vector<std::string>{"audience.narrowed", "level.raised", "post.edited"}));
}

TEST_F(NarrowingApi, reaches_what_the_source_has_lost_through_its_contributions) {
  auto coordinator = client("coordinator.es");
  object const three =
      only({server.organisation("fr"), server.organisation("es"), server.organisation("ke")});
  auto const thread = open_thread(author, open(), {{"audience", three}}).id;
  auto const post = reply(excluded, thread);
  auto const version = author.get("/threads/" + thread).number_at("/version");
  expect_status(200,
                author.patch("/threads/" + thread,
                             {{"version", version},
                              {"audience", only({server.organisation("fr"), server.organisation("ke")})}}));
  object change{{"version", 1}, {"audience", without("ke")}};
  EXPECT_EQ(coordinator.patch("/posts/" + post, change).status, 404);
  auto const narrowed = expect_status(200, coordinator.patch("/contributions/" + post, change));
  EXPECT_TRUE(narrowed.body.at("thread_id").is_null());
  EXPECT_TRUE(narrowed.body.at("audience").is_null());
  EXPECT_EQ(reader.get("/posts/" + post).status, 404);
  EXPECT_EQ(author.get("/posts/" + post).status, 200);
  EXPECT_EQ(client("coordinator.br").patch("/contributions/" + post, change).status, 404);
}

TEST_F(NarrowingApi, is_reminded_of_when_the_day_of_its_review_has_come) {
  auto coordinator = client("coordinator.fr");
  auto const soon = base::format_rfc3339(base::wall_clock_now() + 1500ms);
  auto const thread = open_thread(author, open()).id;
  auto const before = coordinator.get("/duties").number_at("/reviews");
  auto const post = reply(author, thread, {{"marking", {{"review_on", soon}}}});
  std::this_thread::sleep_for(1600ms);
  EXPECT_EQ(coordinator.get("/duties").number_at("/reviews"), before + 1);
  auto const list = expect_status(200, author.get("/contributions?state=to_review"));
  ASSERT_GE(list.items(), 1U);
  EXPECT_EQ(list.text_at("/items/0/id"), post);
  expect_status(
      200, coordinator.patch("/contributions/" + post,
                             {{"version", 1}, {"marking", {{"review_on", "2031-01-01T00:00:00.000Z"}}}}));
  EXPECT_EQ(coordinator.get("/duties").number_at("/reviews"), before);
}

TEST_F(NarrowingApi, refuses_markings_that_do_not_hold_together) {
  auto const thread = open_thread(author, open()).id;
  auto const mark = [&](object const& marking) {
    return author.post("/threads/" + thread + "/posts", {{"body", "Text."}, {"marking", marking}});
  };
  expect_fault(mark({{"expires_on", "2020-01-01T00:00:00.000Z"}}), "/marking/expires_on", "out_of_range");
  expect_fault(mark({{"review_on", "2040-01-01T00:00:00.000Z"}, {"expires_on", "2039-01-01T00:00:00.000Z"}}),
               "/marking/review_on", "out_of_range");
  expect_fault(mark({{"caveats", {"H9"}}}), "/marking/caveats/0", "unknown_value");
  expect_fault(mark({{"caveats", {"H1"}}, {"legal_use", "cite_freely"}}), "/marking/legal_use",
               "contradicts");
  expect_fault(mark({{"caveats", {"H3"}}}), "/marking/caveat_text", "required");
  expect_fault(mark({{"legal_use", "as_you_like"}}), "/marking/legal_use", "unknown_value");
}

}  // namespace
}  // namespace tests::api
