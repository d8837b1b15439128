// What moderation does over the API: with a reason or without, told to whom it concerns, and in the log of
// the topic.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

struct ModerationApi : Api {
  ApiAnswer change(ApiClient& who, std::string const& id, object edit) {
    edit["version"] = who.get("/threads/" + id).number_at("/version");
    return who.patch("/threads/" + id, edit);
  }
  std::string log_of(std::string const& id) { return "/threads/" + id + "/moderation"; }

  ApiClient author = client("officer1.fr");
  ApiClient moderator = client("moderator.ke");
  OpenedThread thread = open_thread(author, open());
};

TEST_F(ModerationApi, takes_a_reason_and_does_not_ask_for_one) {
  expect_status(200, change(moderator, thread.id, {{"locked", true}}));
  expect_status(200, change(moderator, thread.id, {{"locked", false}, {"reason", "There is news."}}));
  auto const log = expect_status(200, moderator.get(log_of(thread.id)));
  EXPECT_EQ(log.text_at("/items/0/event"), "thread.unlocked");
  EXPECT_EQ(log.text_at("/items/0/reason"), "There is news.");
  EXPECT_EQ(log.text_at("/items/0/undo"), "lock");
  EXPECT_TRUE(log.body.at("items").at(1).at("reason").is_null());
  auto const empty = change(moderator, thread.id, {{"pinned", true}, {"reason", "  "}});
  EXPECT_EQ(empty.status, 400);
  EXPECT_EQ(empty.text_at("/errors/0/pointer"), "/reason");
  auto const alone = change(moderator, thread.id, {{"reason", "Because."}});
  EXPECT_EQ(alone.status, 400) << "a reason alone changes nothing";
}

TEST_F(ModerationApi, tells_the_author_what_was_done_and_why_and_never_by_whom) {
  expect_status(200,
                change(moderator, thread.id, {{"title", "Permits"}, {"reason", "It is about permits."}}));
  EXPECT_EQ(author.get("/notifications").text_at("/items/0/type"), "thread.edited");
  for (auto const* const who : {"officer1.fr", "coordinator.fr"}) {
    auto reader = client(who);
    auto const log = expect_status(200, reader.get(log_of(thread.id)));
    EXPECT_EQ(log.text_at("/items/0/reason"), "It is about permits.");
    EXPECT_EQ(log.text_at("/items/0/role"), "topic_moderator");
    EXPECT_TRUE(log.body.at("items").at(0).at("by").is_null());
    EXPECT_TRUE(log.body.at("items").at(0).at("undo").is_null());
  }
  EXPECT_EQ(client("officer1.es").get(log_of(thread.id)).code(), "not_permitted");
  EXPECT_EQ(client("officer1.es").get(log_of("7zzzzzzzzzzzzzzzzzzzzzzzz1")).code(), "not_found");
}

TEST_F(ModerationApi, tells_who_keeps_order_what_a_thread_was_called_before_and_nobody_else) {
  auto const called = author.get("/threads/" + thread.id).text_at("/title");
  expect_status(200, change(moderator, thread.id, {{"title", "Permits"}, {"tags", {"ivory"}}}));
  auto const log = expect_status(200, moderator.get(log_of(thread.id)));
  EXPECT_EQ(log.text_at("/items/0/undo"), "retitle");
  EXPECT_EQ(log.text_at("/items/0/former/title"), called);
  EXPECT_EQ(log.text_at("/items/1/undo"), "relabel");
  EXPECT_EQ(log.body.at("items").at(1).at("former").at("tags").as_array().size(), 0U);
  EXPECT_EQ(author.get(log_of(thread.id)).text.find(called), std::string::npos);
  expect_status(200, change(moderator, thread.id, {{"title", called}, {"reason", "It was better."}}));
  EXPECT_EQ(author.get("/threads/" + thread.id).text_at("/title"), called);
}

TEST_F(ModerationApi, has_a_log_for_each_topic) {
  expect_status(200, change(moderator, thread.id, {{"pinned", true}, {"reason", "Everybody asks."}}));
  expect_status(200, change(moderator, thread.id, {{"pinned", false}, {"reason", "Not any more."}}));
  auto const path = "/topics/" + open() + "/moderation";
  auto const log = expect_status(200, moderator.get(path + "?limit=1"));
  EXPECT_EQ(log.items(), 1u);
  EXPECT_EQ(log.text_at("/items/0/event"), "thread.unpinned");
  EXPECT_EQ(log.text_at("/items/0/thread/id"), thread.id);
  EXPECT_EQ(log.text_at("/items/0/by/id"), moderator.get("/me").text_at("/id"));
  auto const second = expect_status(200, moderator.get(path + "?limit=1&after=" + log.text_at("/next")));
  EXPECT_EQ(second.text_at("/items/0/reason"), "Everybody asks.");
  auto const pinned = moderator.get(path + "?event=thread.pinned&moderator=" + log.text_at("/items/0/by/id"));
  EXPECT_EQ(pinned.text_at("/items/0/reason"), "Everybody asks.");
  EXPECT_EQ(moderator.get(path + "?event=post.edited").code(), "invalid_query");
  EXPECT_EQ(moderator.get(path + "?after=" + pinned.text_at("/items/0/thread/id")).code(), "invalid_query");
  EXPECT_EQ(author.get(path).code(), "not_permitted");
  // Whoever looks is in the log himself.
  auto auditor = client("auditor.ipsg");
  auto const seen = auditor.get("/audit?view=everything&event=audit.viewed&limit=1");
  EXPECT_EQ(seen.text_at("/items/0/actor/role"), "topic_moderator");
}

TEST_F(ModerationApi, names_nobody_where_a_coordinator_hides_a_post_whose_source_is_not_told) {
  auto const unnamed = reply(author, thread.id, {{"marking", {{"attribution", "chatham"}}}});
  auto coordinator = client("coordinator.fr");
  expect_status(204,
                coordinator.post("/posts/" + unnamed + "/hide", {{"reason", "It waits."}, {"version", 1}}));
  auto const his = coordinator.get("/me").text_at("/id");
  auto const log = moderator.get("/topics/" + open() + "/moderation?limit=1");
  EXPECT_EQ(log.text_at("/items/0/post_id"), unnamed);
  EXPECT_TRUE(log.body.at("items").at(0).at("by").is_null());
  EXPECT_EQ(moderator.get("/topics/" + open() + "/moderation?moderator=" + his).items(), 0u);
  auto const audit = moderator.get("/audit?view=moderation&limit=1");
  EXPECT_EQ(audit.text_at("/items/0/object/id"), unnamed);
  EXPECT_EQ(audit.text_at("/items/0/actor/role"), "coordinator");
  EXPECT_TRUE(audit.body.at("items").at(0).at("actor").at("organisation").is_null());
  EXPECT_EQ(moderator.get("/audit?view=moderation&actor=" + his).items(), 0u);
}

}  // namespace
}  // namespace tests::api
