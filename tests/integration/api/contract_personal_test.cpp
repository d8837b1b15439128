// The table of the API's contract, line by line: what belongs to one person (or a bureau's desk).
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

using Contract = Api;

TEST_F(Contract, subscriptions_are_for_oneself_or_the_desk) {
  auto officer = client("officer2.ke");
  auto coordinator = client("coordinator.ke");
  auto author = client("officer1.fr");
  auto const thread = open_thread(author, open());
  for (std::string const& path :
       {"/topics/" + server.topic("narrow") + "/subscription", "/threads/" + thread.id + "/subscription"}) {
    auto const mine = officer.put(path, {{"as", "me"}, {"level", "all"}});
    ASSERT_EQ(mine.status, 200) << mine;
    EXPECT_EQ(mine.text_at("/my_level"), "all");
    auto const refused = officer.put(path, {{"as", "bureau"}, {"level", "all"}});
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(refused.code(), "not_permitted");
    auto const desk = coordinator.put(path, {{"as", "bureau"}, {"level", "mentions"}});
    ASSERT_EQ(desk.status, 200) << desk;
    EXPECT_EQ(desk.text_at("/bureau_level"), "mentions");
    EXPECT_EQ(coordinator.put(path, {{"as", "bureau"}, {"level", "none"}}).text_at("/bureau_level"), "none");
    EXPECT_EQ(officer.put(path, {{"as", "me"}, {"level", "none"}}).text_at("/my_level"), "none");
  }
  EXPECT_EQ(officer.get("/threads/" + thread.id).text_at("/my_level_from"), "thread");
  EXPECT_EQ(officer.get("/threads/" + thread.id).text_at("/bureau_level_from"), "thread");
  EXPECT_EQ(client("officer1.es").get("/threads/" + thread.id).text_at("/my_level_from"), "topic");
}

TEST_F(Contract, notifications_tell_of_what_is_followed_until_read) {
  auto officer = client("officer2.es");
  auto author = client("officer1.fr");
  auto const thread = open_thread(author, open());
  officer.put("/threads/" + thread.id + "/subscription", {{"as", "me"}, {"level", "all"}});
  auto const post = reply(author, thread.id);
  auto const list = officer.get("/notifications");
  ASSERT_EQ(list.status, 200);
  ASSERT_EQ(list.items(), 1U) << list;
  EXPECT_EQ(list.text_at("/items/0/type"), "post.created");
  EXPECT_EQ(list.text_at("/items/0/thread_id"), thread.id);
  EXPECT_EQ(list.text_at("/items/0/post_id"), post);
  EXPECT_TRUE(is_time(list.text_at("/items/0/at")));
  EXPECT_FALSE(list.body.at_pointer("/items/0/read").as_bool());
  EXPECT_EQ(list.number_at("/unread"), 1);
  auto const read = officer.post("/notifications/read", {{"ids", array{list.text_at("/items/0/id")}}});
  EXPECT_EQ(read.number_at("/unread"), 0) << read;
  EXPECT_EQ(officer.get("/notifications?filter=unread").items(), 0U);
  reply(author, thread.id);
  EXPECT_EQ(officer.post("/notifications/read", {}).number_at("/unread"), 0);
}

TEST_F(Contract, drafts_are_kept_for_one_place_each) {
  auto officer = client("coordinator.br");
  std::string const path = "/drafts/topic." + open();
  auto const saved = officer.put(path, {{"title", "Half a"},
                                        {"body", "Half a thou"},
                                        {"language", "es"},
                                        {"marking", {{"level", "public"}}},
                                        {"audience", {{"base", "own"}}}});
  ASSERT_EQ(saved.status, 200) << saved;
  auto const loaded = officer.get(path);
  EXPECT_EQ(loaded.text, saved.text);
  EXPECT_EQ(loaded.text_at("/body"), "Half a thou");
  EXPECT_EQ(loaded.text_at("/audience/base"), "own");
  EXPECT_TRUE(is_time(loaded.text_at("/saved_at")));
  EXPECT_EQ(officer.get("/drafts").items(), 1U);
  EXPECT_EQ(client("officer1.br").get(path).status, 404);
  EXPECT_EQ(officer.remove(path).status, 204);
  EXPECT_EQ(officer.get(path).status, 404);
  EXPECT_EQ(officer.remove(path).status, 204);
}

TEST_F(Contract, settings_are_changed_and_told) {
  auto officer = client("officer2.br");
  auto const changed = officer.patch("/me", {{"language", "ar"}, {"theme", "dark"}, {"single_keys", true}});
  ASSERT_EQ(changed.status, 200) << changed;
  auto const me = officer.get("/me");
  EXPECT_EQ(me.text_at("/language"), "ar");
  EXPECT_EQ(me.text_at("/theme"), "dark");
  EXPECT_TRUE(me.body.at("single_keys").as_bool());
}

TEST_F(Contract, everything_in_a_topic_is_read_at_once) {
  auto officer = client("officer1.eg");
  auto author = client("officer1.fr");
  open_thread(author, server.topic("quiet"));
  EXPECT_GE(officer.get("/topics/" + server.topic("quiet")).number_at("/unread"), 1);
  EXPECT_EQ(officer.call("POST", "/topics/" + server.topic("quiet") + "/read").status, 204);
  EXPECT_EQ(officer.get("/topics/" + server.topic("quiet")).number_at("/unread"), 0);
}

}  // namespace
}  // namespace tests::api
