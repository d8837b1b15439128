// Closing and merging of threads through the whole server; and worked example 12.
#include <regex>

#include "tests/integration/api/worked_example.hpp"

namespace tests::api {
namespace {

class ThreadOrderApi : public Api {
 protected:
  ApiAnswer act(ApiClient& who, std::string const& thread, std::string const& what, object body = {}) {
    body["reason"] = "To keep order.";
    body["version"] = who.get("/threads/" + thread).number_at("/version");
    return who.post("/threads/" + thread + "/" + what, body);
  }
  ApiAnswer order(ApiClient& who, std::string const& thread) {
    return expect_status(200, who.get("/threads/" + thread + "/order"));
  }

  ApiClient french = client("officer1.fr");
  ApiClient spanish = client("officer1.es");
  ApiClient moderator = client("moderator.ke");
};

TEST_F(ThreadOrderApi, closes_a_thread_with_a_summary_and_opens_it_again) {
  auto const thread = open_thread(french, open());
  EXPECT_EQ(act(french, thread.id, "close", {{"summary", "Done."}}).status, 403);
  EXPECT_EQ(act(moderator, thread.id, "close", {{"summary", " "}}).text_at("/errors/0/pointer"), "/summary");
  auto const closed =
      expect_status(200, act(moderator, thread.id, "close", {{"summary", "Article 16 does."}}));
  EXPECT_TRUE(closed.body.at("locked").as_bool());
  auto const told = order(spanish, thread.id);
  EXPECT_EQ(told.text_at("/closed/summary"), "Article 16 does.");
  EXPECT_TRUE(is_time(told.text_at("/closed/at")));
  EXPECT_EQ(told.body.at("may").as_array().size(), 0u);
  // It comes with the thread, too.
  EXPECT_EQ(spanish.get("/threads/" + thread.id).body.at("order"), told.body);
  EXPECT_EQ(spanish.post("/threads/" + thread.id + "/posts", {{"body", "But"}}).code(), "thread_locked");
  EXPECT_EQ(french.get("/notifications").text_at("/items/0/type"), "thread.closed");
  expect_status(200, act(moderator, thread.id, "reopen"));
  EXPECT_TRUE(order(spanish, thread.id).body.at("closed").is_null());
  EXPECT_EQ(act(moderator, thread.id, "reopen").code(), "state_conflict");
  auto const log = expect_status(200, moderator.get("/audit?view=moderation&object=" + thread.id));
  EXPECT_NE(log.text.find("thread.unlocked"), std::string::npos);
  EXPECT_NE(log.text.find("To keep order."), std::string::npos);
}

TEST_F(ThreadOrderApi, merges_a_thread_into_another_and_takes_that_back) {
  auto const thread = open_thread(french, open());
  auto const other = open_thread(spanish, open(), {{"title", "The older one"}});
  auto const hidden = open_thread(french, open(), {{"audience", only({server.organisation("fr")})}});
  EXPECT_EQ(act(moderator, thread.id, "merge", {{"into", hidden.id}}).status, 404);
  EXPECT_EQ(act(moderator, thread.id, "merge", {{"into", std::string(26, '7')}}).status, 404);
  EXPECT_EQ(act(moderator, thread.id, "merge", {{"into", thread.id}}).text_at("/errors/0/pointer"), "/into");
  expect_status(200, act(moderator, thread.id, "merge", {{"into", other.id}}));
  EXPECT_EQ(order(spanish, thread.id).text_at("/merged_into/title"), "The older one");
  EXPECT_EQ(order(spanish, other.id).text_at("/merged/0/id"), thread.id);
  EXPECT_EQ(act(moderator, other.id, "merge", {{"into", thread.id}}).code(), "state_conflict");
  EXPECT_EQ(french.get("/notifications").text_at("/items/0/type"), "thread.merged");
  expect_status(200, act(moderator, thread.id, "separate"));
  EXPECT_TRUE(order(spanish, thread.id).body.at("merged_into").is_null());
  reply(spanish, thread.id);
}

TEST_F(ThreadOrderApi, asks_for_time_between_two_answers_of_one_person) {
  auto const thread = open_thread(french, open());
  auto const path = "/threads/" + thread.id + "/slow-mode";
  auto const slow = [&](ApiClient& who, int seconds) {
    return who.put(path, {{"reason", "It runs hot."},
                          {"version", who.get("/threads/" + thread.id).number_at("/version")},
                          {"seconds", seconds}});
  };
  EXPECT_EQ(slow(spanish, 600).code(), "not_permitted");
  EXPECT_EQ(slow(moderator, 90'000).text_at("/errors/0/pointer"), "/seconds");
  expect_status(200, slow(moderator, 600));
  EXPECT_EQ(french.get("/notifications").text_at("/items/0/type"), "thread.slowed");
  EXPECT_EQ(order(spanish, thread.id).number_at("/slow_mode/seconds"), 600);
  EXPECT_TRUE(order(spanish, thread.id).body.at("slow_mode").at("next_at").is_null());
  reply(spanish, thread.id);
  auto const refused = spanish.post("/threads/" + thread.id + "/posts", {{"body", "And another thing."}});
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.code(), "slow_mode");
  EXPECT_GT(std::stoi(refused.header("retry-after")), 500);
  EXPECT_TRUE(is_time(order(spanish, thread.id).text_at("/slow_mode/next_at")));
  reply(french, thread.id);
  reply(moderator, thread.id);
  reply(moderator, thread.id);
  expect_status(200, slow(moderator, 0));
  EXPECT_TRUE(order(spanish, thread.id).body.at("slow_mode").is_null());
  reply(spanish, thread.id);
}

TEST_F(WorkedExample, e12_move_and_merge_never_widen) {
  auto spanish = client("officer1.es");
  auto brazilian = client("officer1.br");
  auto moderator = client("moderator.ke");
  auto const among = [&](std::vector<std::string> ids) {
    for (auto& id : ids) id = server.organisation(id);
    return only(ids);
  };
  auto const thread = open_thread(author, open(), {{"audience", among({"fr", "es", "ke"})}});
  auto const narrower = reply(author, thread.id, {{"audience", among({"fr", "ke"})}});
  auto const wide = open_thread(spanish, open());
  auto const shown = [&](ApiClient& who) {
    std::string all;
    for (std::string const& path :
         {"/threads/" + wide.id, "/threads/" + wide.id + "/posts", "/threads/" + wide.id + "/order",
          "/threads/" + thread.id, "/threads/" + thread.id + "/order", "/posts/" + narrower}) {
      all += std::regex_replace(who.get(path).text, std::regex(R"re("(cursor|next)":"[^"]*")re"), "");
    }
    return all;
  };
  auto const before = shown(brazilian);
  auto stream = brazilian.stream();
  stream.next("hello");
  stream.watch({open()}, {wide.id, thread.id});
  std::this_thread::sleep_for(200ms);
  object const merge{{"reason", "One question."}, {"version", 1}, {"into", wide.id}};
  expect_status(200, moderator.post("/threads/" + thread.id + "/merge", merge));

  // Who could not read it reads nothing of it, and hears of nothing.
  EXPECT_EQ(shown(brazilian), before);
  EXPECT_TRUE(stream.is_silent(300ms));
  // Who could read it finds it from there, each post for its own readers.
  EXPECT_EQ(spanish.get("/threads/" + wide.id + "/order").text_at("/merged/0/id"), thread.id);
  EXPECT_EQ(spanish.get("/threads/" + wide.id + "/order").number_at("/merged/0/posts"), 1);
  EXPECT_EQ(spanish.get("/posts/" + narrower).status, 404);
  EXPECT_EQ(moderator.get("/threads/" + wide.id + "/order").number_at("/merged/0/posts"), 2);
  // And a move into a narrower topic narrows at once.
  object const move{{"version", 2}, {"topic_id", server.topic("narrow")}};
  expect_status(200, moderator.patch("/threads/" + thread.id, move));
  EXPECT_EQ(spanish.get("/threads/" + thread.id).status, 404);
  EXPECT_EQ(spanish.get("/threads/" + wide.id + "/order").body.at("merged").as_array().size(), 0u);
  EXPECT_EQ(shown(brazilian), before);
}

}  // namespace
}  // namespace tests::api
