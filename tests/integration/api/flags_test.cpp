// Flags through the whole server: a reader flags a post, a moderator decides, nobody else notices anything.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class FlagApi : public Api {
 protected:
  ApiClient author = client("officer1.fr");
  ApiClient moderator = client("moderator.ke");
  ApiClient reader = client("officer1.es");
  std::string thread = open_thread(author, open()).id;
  std::string post = reply(author, thread);

  // Where the case of the post stands in a list, "/items/3"; empty where it does not.
  static std::string place_of(ApiAnswer const& list, std::string const& of) {
    for (std::size_t i = 0; i < list.items(); ++i) {
      auto const place = "/items/" + std::to_string(i);
      if (list.has(place + "/post/id") && list.text_at(place + "/post/id") == of) return place;
    }
    return {};
  }
  ApiAnswer waiting() { return expect_status(200, moderator.get("/flag-cases?limit=100")); }
};

TEST_F(FlagApi, brings_a_post_before_who_keeps_order_and_an_answer_back) {
  auto const flag = expect_status(
      201, reader.post("/posts/" + post + "/flag", {{"reason", "other"}, {"text", "It is a copy."}}));
  EXPECT_EQ(flag.text_at("/reason"), "other");
  EXPECT_EQ(flag.text_at("/post_id"), post);
  EXPECT_EQ(expect_status(200, reader.get("/posts/" + post + "/flag")).text_at("/text"), "It is a copy.");
  EXPECT_GE(moderator.get("/duties").number_at("/flags"), 1);

  auto const queue = waiting();
  auto const place = place_of(queue, post);
  auto const path = "/flag-cases/" + queue.text_at(place + "/id");
  EXPECT_EQ(queue.text_at(place + "/flags/0/text"), "It is a copy.");
  EXPECT_EQ(queue.text_at(place + "/thread/id"), thread);
  auto const taken = expect_status(200, moderator.post(path + "/take", {{"version", 1}}));
  EXPECT_EQ(taken.text_at("/state"), "taken");
  auto const back = expect_status(200, moderator.post(path + "/put-back", {{"version", 2}}));
  EXPECT_EQ(back.text_at("/state"), "open");
  EXPECT_EQ(
      expect_status(200, moderator.post(path + "/notes", {{"text", "Asked."}})).text_at("/notes/0/text"),
      "Asked.");
  auto const settled = expect_status(
      200,
      moderator.post(path + "/decision", {{"outcome", "settled"}, {"reply", "Thank you."}, {"version", 3}}));
  EXPECT_EQ(settled.text_at("/state"), "settled");
  EXPECT_EQ(place_of(waiting(), post), "");
  EXPECT_EQ(moderator.get("/flag-cases?state=past").text_at("/items/0/flags/0/decision/outcome"), "settled");

  EXPECT_EQ(reader.get("/duties").number_at("/flag_answers"), 1);
  auto const told = expect_status(200, reader.get("/flags"));
  EXPECT_EQ(told.text_at("/items/0/decision/reply"), "Thank you.");
  EXPECT_EQ(told.text.find("oderator"), std::string::npos) << "by whom is not told";
  expect_status(204, reader.post("/flags/seen", {}));
  EXPECT_EQ(reader.get("/duties").number_at("/flag_answers"), 0);
  EXPECT_EQ(reader.remove("/posts/" + post + "/flag").code(), "state_conflict");
}

TEST_F(FlagApi, is_taken_back_by_who_made_it) {
  expect_status(201, reader.post("/posts/" + post + "/flag", {{"reason", "neutrality"}}));
  expect_status(204, reader.remove("/posts/" + post + "/flag"));
  EXPECT_EQ(reader.get("/posts/" + post + "/flag").status, 404);
  EXPECT_EQ(place_of(waiting(), post), "");
}

TEST_F(FlagApi, leaves_no_trace_that_a_reader_or_the_source_could_find) {
  auto coordinator = client("coordinator.fr");
  auto stream = author.stream();
  stream.next("hello");
  stream.watch({open()}, {thread});
  auto const before = author.get("/posts/" + post).text;
  expect_status(201, reader.post("/posts/" + post + "/flag", {{"reason", "personal_data"}}));
  EXPECT_EQ(author.get("/posts/" + post).text, before);
  EXPECT_EQ(author.get("/flag-cases").code(), "not_permitted");
  EXPECT_EQ(author.get("/posts/" + post + "/flag").status, 404);
  EXPECT_EQ(coordinator.get("/audit?view=contributions&object=" + post).text.find("flag"), std::string::npos);
  EXPECT_EQ(moderator.get("/audit?view=moderation&object=" + post).items(), 0U);
  auto const later = reply(reader, thread);
  EXPECT_EQ(stream.next("post.created").at("post_id").as_string(), later) << "nothing was told before it";
}

TEST_F(FlagApi, says_what_does_not_fit_and_changes_nothing) {
  std::string const path = "/posts/" + post + "/flag";
  EXPECT_EQ(reader.post(path, object{}).text_at("/errors/0/pointer"), "/reason");
  EXPECT_EQ(reader.post(path, {{"reason", "dull"}}).text_at("/errors/0/code"), "unknown_value");
  EXPECT_EQ(reader.post(path, {{"reason", "other"}}).text_at("/errors/0/pointer"), "/text");
  EXPECT_EQ(reader.post(path, {{"reason", "other"}, {"text", "  "}}).text_at("/errors/0/code"), "empty");
  EXPECT_EQ(
      reader.post(path, {{"reason", "other"}, {"text", std::string(1001, 'x')}}).text_at("/errors/0/code"),
      "too_long");
  EXPECT_EQ(reader.post(path, {{"reason", "other"}, {"text", "a\u0007"}}).text_at("/errors/0/code"),
            "control_character");
  EXPECT_EQ(author.post(path, {{"reason", "off_subject"}}).code(), "not_permitted") << "his own";
  EXPECT_EQ(place_of(waiting(), post), "");
  EXPECT_EQ(moderator.get("/flag-cases?state=none").code(), "invalid_query");
  EXPECT_EQ(moderator.post("/flag-cases/" + std::string(26, 'a') + "/take", {{"version", 1}}).status, 404);
  expect_status(201, reader.post(path, {{"reason", "off_subject"}}));
  auto const queue = waiting();
  auto const one = "/flag-cases/" + queue.text_at(place_of(queue, post) + "/id");
  EXPECT_EQ(moderator.post(one + "/take", {{"version", 9}}).code(), "version_conflict");
  EXPECT_EQ(moderator.post(one + "/notes", {{"text", ""}}).text_at("/errors/0/code"), "empty");
  EXPECT_EQ(moderator.post(one + "/decision", {{"outcome", "hidden"}, {"reply", "x"}, {"version", 1}})
                .text_at("/errors/0/pointer"),
            "/outcome");
  EXPECT_EQ(moderator.post(one + "/decision", {{"outcome", "declined"}, {"version", 1}})
                .text_at("/errors/0/pointer"),
            "/reply");
  EXPECT_EQ(reader.post(one + "/take", {{"version", 1}}).status, 404) << "who does not review it";
}

}  // namespace
}  // namespace tests::api
