// The table of the API's contract, line by line: what each call answers when everything is well.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

using Contract = Api;

std::vector<std::string> ids_of(ApiAnswer const& list) {
  std::vector<std::string> ids;
  for (auto const& item : list.body.at("items").as_array()) ids.emplace_back(item.at("id").as_string());
  return ids;
}

TEST_F(Contract, topics_are_listed_and_read) {
  auto officer = client("officer1.fr");
  open_thread(officer, open());
  auto const list = officer.get("/topics");
  ASSERT_EQ(list.status, 200) << list;
  EXPECT_EQ(list.items(), 3U);
  EXPECT_TRUE(list.has("/cursor"));
  EXPECT_TRUE(list.body.at("next").is_null());
  auto const topic = officer.get("/topics/" + open());
  ASSERT_EQ(topic.status, 200);
  EXPECT_EQ(topic.text_at("/title"), "Topic open");
  EXPECT_EQ(topic.text_at("/description"), "About open");
  EXPECT_GE(topic.number_at("/threads"), 1);
  EXPECT_TRUE(is_time(topic.text_at("/last_activity")));
  EXPECT_EQ(topic.text_at("/my_level"), "none");
  EXPECT_EQ(topic.text_at("/bureau_level"), "none");
  EXPECT_TRUE(topic.has("/cursor"));
}

TEST_F(Contract, a_new_thread_is_answered_with_its_place) {
  auto officer = client("officer1.fr");
  auto const made =
      officer.post("/topics/" + open() + "/threads",
                   {{"title", "Freezing orders"},
                    {"body", "Who decides?"},
                    {"language", "fr"},
                    {"marking", {{"level", "official_use_only"}, {"caveats", {"H1"}}}},
                    {"audience", only({server.organisation("fr"), server.organisation("ke")})}});
  ASSERT_EQ(made.status, 201) << made;
  std::string const id = made.text_at("/thread/id");
  EXPECT_EQ(made.header("location"), "/api/v1/threads/" + id);
  EXPECT_EQ(made.text_at("/post/thread_id"), id);
  EXPECT_TRUE(made.body.at_pointer("/post/parent_id").is_null());
  EXPECT_EQ(made.text_at("/post/body"), "Who decides?");

  auto const thread = officer.get("/threads/" + id);
  ASSERT_EQ(thread.status, 200);
  EXPECT_EQ(thread.text_at("/title"), "Freezing orders");
  EXPECT_EQ(thread.text_at("/topic_id"), open());
  EXPECT_EQ(thread.text_at("/source/id"), server.organisation("fr"));
  EXPECT_EQ(thread.text_at("/author/name"), "Person officer1.fr");
  EXPECT_EQ(thread.text_at("/marking/level"), "official_use_only");
  EXPECT_EQ(thread.text_at("/marking/caveats/0"), "H1");
  EXPECT_EQ(thread.text_at("/marking/legal_use"), "internal_advice");
  EXPECT_EQ(thread.text_at("/marking/attribution"), "person");
  EXPECT_EQ(thread.text_at("/audience/base"), "only");
  EXPECT_EQ(thread.number_at("/audience/bureaus"), 2);
  EXPECT_EQ(thread.text_at("/language"), "fr");
  EXPECT_EQ(thread.text_at("/state"), "published");
  EXPECT_FALSE(thread.body.at("pinned").as_bool());
  EXPECT_FALSE(thread.body.at("locked").as_bool());
  EXPECT_EQ(thread.number_at("/posts"), 1);
  EXPECT_EQ(thread.number_at("/unread"), 0);
  EXPECT_TRUE(is_time(thread.text_at("/created_at")));
  EXPECT_TRUE(is_time(thread.text_at("/last_activity")));
}

TEST_F(Contract, threads_page_by_cursor) {
  auto officer = client("officer1.es");
  std::vector<std::string> made;
  for (int i = 0; i < 5; ++i) {
    made.insert(made.begin(), open_thread(officer, server.topic("quiet")).id);
    std::this_thread::sleep_for(2ms);
  }
  std::string const list = "/topics/" + server.topic("quiet") + "/threads?filter=mine&limit=2";
  std::vector<std::string> seen;
  auto page = officer.get(list);
  for (int pages = 1;; ++pages) {
    ASSERT_EQ(page.status, 200) << page;
    for (auto const& id : ids_of(page)) seen.push_back(id);
    if (page.body.at("next").is_null() || pages == 10) break;
    page = officer.get(list + "&after=" + support::encode_query(page.text_at("/next")));
  }
  EXPECT_EQ(seen, made);
}

TEST_F(Contract, posts_come_in_reading_order) {
  auto officer = client("officer1.fr");
  auto other = client("officer1.ke");
  auto const thread = open_thread(officer, open());
  auto const first = reply(other, thread.id);
  auto const second = reply(officer, thread.id);
  auto const below_first = reply(officer, thread.id, {{"parent_id", first}});
  auto const below_below = reply(other, thread.id, {{"parent_id", below_first}});
  auto const list = officer.get("/threads/" + thread.id + "/posts");
  ASSERT_EQ(list.status, 200);
  EXPECT_EQ(ids_of(list), (std::vector{thread.first_post, first, below_first, below_below, second}));
  EXPECT_EQ(list.number_at("/items/3/depth"), 3);
  EXPECT_EQ(list.text_at("/items/3/parent_id"), below_first);
  EXPECT_TRUE(list.has("/cursor"));
  EXPECT_TRUE(list.body.at("previous").is_null());

  auto const middle = officer.get("/threads/" + thread.id + "/posts?limit=2&around=" + below_below);
  EXPECT_EQ(ids_of(middle), (std::vector{below_first, below_below}));
  EXPECT_EQ(middle.text_at("/previous"), "");
  auto const last = officer.get("/threads/" + thread.id +
                                "/posts?limit=2&after=" + support::encode_query(middle.text_at("/next")));
  EXPECT_EQ(ids_of(last), std::vector{second});
}

TEST_F(Contract, a_reply_is_answered_with_its_place) {
  auto officer = client("officer1.fr");
  auto other = client("officer1.ke");
  auto const thread = open_thread(officer, open());
  auto const made = other.post("/threads/" + thread.id + "/posts", {{"body", "See *UNTOC* art. 18."}});
  ASSERT_EQ(made.status, 201) << made;
  EXPECT_EQ(made.header("location"), "/api/v1/posts/" + made.text_at("/id"));
  EXPECT_EQ(made.text_at("/thread_id"), thread.id);
  EXPECT_EQ(made.text_at("/parent_id"), thread.first_post);
  EXPECT_EQ(made.text_at("/state"), "published");
  EXPECT_EQ(made.text_at("/source/country"), "KE");
  EXPECT_EQ(made.number_at("/version"), 1);
  EXPECT_TRUE(is_time(made.text_at("/created_at")));
  EXPECT_TRUE(made.body.at("edited_at").is_null());
  auto const seen = officer.get("/posts/" + made.text_at("/id"));
  EXPECT_EQ(seen.text_at("/html"), "<p dir=\"auto\">See <em>UNTOC</em> art. 18.</p>\n");
  EXPECT_TRUE(seen.body.at("unread").as_bool());
  EXPECT_EQ(officer.get("/threads/" + thread.id).number_at("/unread"), 1);
  auto const read = officer.post("/threads/" + thread.id + "/read", {{"posts", array{made.text_at("/id")}}});
  EXPECT_EQ(read.number_at("/unread"), 0);
  EXPECT_FALSE(officer.get("/posts/" + made.text_at("/id")).body.at("unread").as_bool());
}

TEST_F(Contract, restricted_posts_await_release_by_the_coordinator) {
  auto officer = client("officer1.fr");
  auto coordinator = client("coordinator.fr");
  auto other = client("officer1.ke");
  auto const thread = open_thread(officer, open());
  auto const made = officer.post("/threads/" + thread.id + "/posts",
                                 {{"body", "Secret."}, {"marking", {{"level", "restricted"}}}});
  ASSERT_EQ(made.status, 201) << made;
  EXPECT_EQ(made.text_at("/state"), "awaiting_release");
  std::string const post = "/posts/" + made.text_at("/id");
  EXPECT_EQ(other.get(post).status, 404);
  EXPECT_EQ(other.get("/threads/" + thread.id).number_at("/posts"), 1);
  EXPECT_EQ(officer.post(post + "/release", {{"reason", "Mine."}}).status, 403);
  auto const other_text = coordinator.post(post + "/release", {{"reason", "Read."}, {"version", 2}});
  EXPECT_EQ(other_text.code(), "version_conflict") << other_text;
  auto const released = coordinator.post(post + "/release", {{"reason", "Checked."}});
  ASSERT_EQ(released.status, 200) << released;
  EXPECT_EQ(released.text_at("/state"), "published");
  EXPECT_EQ(other.get(post).text_at("/body"), "Secret.");
}

TEST_F(Contract, a_thread_is_changed_by_version) {
  auto officer = client("officer1.fr");
  auto moderator = client("moderator.ke");
  auto const thread = open_thread(officer, open());
  std::string const path = "/threads/" + thread.id;
  auto const version = officer.get(path).number_at("/version");
  auto const titled = officer.patch(path, {{"version", version}, {"title", "A better title"}});
  ASSERT_EQ(titled.status, 200) << titled;
  EXPECT_EQ(titled.text_at("/title"), "A better title");
  EXPECT_GT(titled.number_at("/version"), version);

  auto const lost = officer.patch(path, {{"version", version}, {"title", "Too late"}});
  EXPECT_EQ(lost.status, 409);
  EXPECT_EQ(lost.code(), "version_conflict");

  auto const now = titled.number_at("/version");
  EXPECT_EQ(officer.patch(path, {{"version", now}, {"locked", true}}).code(), "not_permitted");
  auto const locked = moderator.patch(path, {{"version", now}, {"locked", true}, {"pinned", true}});
  ASSERT_EQ(locked.status, 200) << locked;
  EXPECT_TRUE(locked.body.at("locked").as_bool());
  EXPECT_TRUE(locked.body.at("pinned").as_bool());
  auto const refused = officer.post(path + "/posts", {{"body", "Still?"}});
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.code(), "thread_locked");
}

TEST_F(Contract, a_thread_is_narrowed_and_raised_but_never_widened) {
  auto officer = client("officer1.fr");
  auto const thread = open_thread(
      officer, open(), {{"audience", only({server.organisation("fr"), server.organisation("ke")})}});
  std::string const path = "/threads/" + thread.id;
  auto const version = officer.get(path).number_at("/version");
  auto const wider = officer.patch(path, {{"version", version}, {"audience", {{"base", "all_members"}}}});
  EXPECT_EQ(wider.status, 409) << wider;
  EXPECT_EQ(wider.code(), "audience_too_wide");
  auto const narrowed = officer.patch(path, {{"version", version}, {"audience", {{"base", "own"}}}});
  ASSERT_EQ(narrowed.status, 200) << narrowed;
  EXPECT_EQ(narrowed.number_at("/audience/bureaus"), 1);
  auto const raised = officer.patch(
      path, {{"version", narrowed.number_at("/version")}, {"marking", {{"level", "restricted"}}}});
  ASSERT_EQ(raised.status, 200) << raised;
  auto const lowered =
      officer.patch(path, {{"version", raised.number_at("/version")}, {"marking", {{"level", "public"}}}});
  EXPECT_EQ(lowered.status, 409);
  EXPECT_EQ(lowered.code(), "level_too_low");
}

TEST_F(Contract, a_post_is_edited_with_its_revisions_kept) {
  auto officer = client("officer1.fr");
  auto const thread = open_thread(officer, open(), {{"body", "First words."}});
  std::string const path = "/posts/" + thread.first_post;
  auto const edited = officer.patch(path, {{"version", 1}, {"body", "Second words."}});
  ASSERT_EQ(edited.status, 200) << edited;
  EXPECT_EQ(edited.number_at("/version"), 2);
  EXPECT_TRUE(is_time(edited.text_at("/edited_at")));
  auto const lost = officer.patch(path, {{"version", 1}, {"body", "Too late."}});
  EXPECT_EQ(lost.status, 409);
  EXPECT_EQ(lost.code(), "version_conflict");

  auto const revisions = client("officer1.ke").get(path + "/revisions");
  ASSERT_EQ(revisions.items(), 2U) << revisions;
  EXPECT_EQ(revisions.text_at("/items/0/body"), "Second words.");
  EXPECT_EQ(revisions.text_at("/items/1/body"), "First words.");
  auto const newest = officer.get(path + "/revisions?limit=1");
  auto const older =
      officer.get(path + "/revisions?limit=1&after=" + support::encode_query(newest.text_at("/next")));
  EXPECT_EQ(older.number_at("/items/0/version"), 1);
  EXPECT_EQ(client("officer1.ke").patch(path, {{"version", 2}, {"body", "Not mine."}}).status, 403);
}

TEST_F(Contract, a_withdrawn_post_is_gone_for_everybody) {
  auto officer = client("officer1.fr");
  auto other = client("officer1.ke");
  auto const thread = open_thread(officer, open());
  auto const post = reply(other, thread.id);
  EXPECT_EQ(officer.remove("/posts/" + post).status, 403);
  EXPECT_EQ(other.remove("/posts/" + post).status, 204);
  EXPECT_EQ(other.get("/posts/" + post).status, 404);
  EXPECT_EQ(officer.get("/posts/" + post).status, 404);
  EXPECT_EQ(officer.get("/threads/" + thread.id).number_at("/posts"), 1);
}

TEST_F(Contract, the_preview_is_what_the_post_will_be) {
  auto officer = client("officer1.fr");
  std::string const text = "# Title\n\n<b>x</b> [link](https://example.org) `code`\n\n* one\n* two\n";
  auto const preview = officer.post("/preview", {{"body", text}});
  ASSERT_EQ(preview.status, 200) << preview;
  auto const thread = open_thread(officer, open(), {{"body", text}});
  EXPECT_EQ(officer.get("/posts/" + thread.first_post).text_at("/html"), preview.text_at("/html"));
  EXPECT_NE(preview.text_at("/html").find("rel=\"noopener noreferrer nofollow\""), std::string::npos);
}

TEST_F(Contract, a_create_with_a_key_makes_one_object) {
  auto officer = client("officer1.fr");
  auto const thread = open_thread(officer, open());
  std::string const path = "/threads/" + thread.id + "/posts";
  Headers const key{{"idempotency-key", "reply-1"}};
  auto const first = officer.post(path, {{"body", "Once."}}, key);
  auto const again = officer.post(path, {{"body", "Once."}}, key);
  ASSERT_EQ(first.status, 201) << first;
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.text, first.text);
  EXPECT_EQ(again.header("location"), first.header("location"));
  auto const other = officer.post(path, {{"body", "Twice."}}, key);
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(other.code(), "idempotency_conflict");
  EXPECT_EQ(officer.get("/threads/" + thread.id).number_at("/posts"), 2);
  // The key is the sender's own.
  EXPECT_EQ(client("officer2.fr").post(path, {{"body", "Twice."}}, key).status, 201);

  object const question{{"title", "Once only"}, {"body", "One thread."}};
  Headers const other_key{{"idempotency-key", "thread-1"}};
  auto const opened = officer.post("/topics/" + open() + "/threads", question, other_key);
  auto const reopened = officer.post("/topics/" + open() + "/threads", question, other_key);
  EXPECT_EQ(reopened.text_at("/thread/id"), opened.text_at("/thread/id"));
  EXPECT_EQ(officer.post("/topics/" + server.topic("quiet") + "/threads", question, other_key).status, 409);
}

TEST_F(Contract, organisations_are_listed_for_the_composer) {
  auto officer = client("officer1.fr");
  auto const list = officer.get("/organisations");
  ASSERT_EQ(list.status, 200);
  EXPECT_EQ(list.items(), 7U);
  bool found = false;
  for (auto const& item : list.body.at("items").as_array()) {
    if (item.at("id").as_string() != server.organisation("fr.lyon")) continue;
    found = true;
    EXPECT_EQ(item.at("kind").as_string(), "sub_bureau");
    EXPECT_EQ(item.at("country").as_string(), "FR");
    EXPECT_EQ(item.at("city").as_string(), "Lyon");
  }
  EXPECT_TRUE(found);
}

TEST_F(Contract, the_audience_is_told_before_and_after_posting) {
  auto officer = client("officer1.fr");
  object const asked = only({server.organisation("fr"), server.organisation("ke")});
  auto const before = officer.post("/audience/summary", {{"topic_id", open()}, {"audience", asked}});
  ASSERT_EQ(before.status, 200) << before;
  EXPECT_EQ(before.number_at("/bureaus"), 2);
  EXPECT_EQ(before.number_at("/excluded_bureaus"), 3);
  auto const thread = open_thread(officer, open(), {{"audience", asked}});
  auto const after = officer.get("/threads/" + thread.id + "/audience");
  EXPECT_EQ(after.number_at("/bureaus"), 2);
  EXPECT_EQ(after.items(), 2U);
  EXPECT_EQ(officer.get("/posts/" + thread.first_post + "/audience").number_at("/bureaus"), 2);
  EXPECT_EQ(officer.post("/audience/summary", {{"thread_id", thread.id}, {"audience", {{"base", "inherit"}}}})
                .number_at("/bureaus"),
            2);
}

TEST_F(Contract, an_answer_is_as_narrow_as_the_post_that_it_answers) {
  auto officer = client("officer1.fr");
  auto const thread = open_thread(officer, open());
  std::string const posts = "/threads/" + thread.id + "/posts";
  object const asked = only({server.organisation("fr"), server.organisation("ke")});
  auto const narrow = officer.post(posts, {{"body", "For two."}, {"audience", asked}}).text_at("/id");

  object const question{{"thread_id", thread.id}, {"parent_id", narrow}};
  EXPECT_EQ(officer.post("/audience/summary", question).number_at("/bureaus"), 2);
  auto const answer = client("officer1.ke").post(posts, {{"body", "To you."}, {"parent_id", narrow}});
  ASSERT_EQ(answer.status, 201) << answer;
  EXPECT_EQ(answer.text_at("/audience/base"), "only");
  EXPECT_EQ(answer.number_at("/audience/bureaus"), 2);
  EXPECT_EQ(client("officer1.br").get("/posts/" + answer.text_at("/id")).status, 404);
  EXPECT_EQ(client("officer1.br").post("/audience/summary", question).status, 404);

  object const wide{{"body", "To all."}, {"parent_id", narrow}, {"audience", {{"base", "inherit"}}}};
  auto const wider = officer.post(posts, wide);
  EXPECT_EQ(wider.text_at("/audience/base"), "inherit");
  EXPECT_EQ(client("officer1.br").get("/posts/" + wider.text_at("/id")).status, 200);
  // An answer is to a post of a thread.
  EXPECT_EQ(officer.post("/audience/summary", {{"topic_id", open()}, {"parent_id", narrow}}).status, 400);
}

}  // namespace
}  // namespace tests::api
