// Worked examples of the access model, each by its number, through the API and the live stream: as far as
// what they speak of is built. docs/access.md says which test stands for which example, and what is still
// missing.
#include <regex>
#include <set>

#include "auth/organisations.hpp"
#include "tests/integration/api/sample_calls.hpp"

namespace tests::api {
namespace {

class AccessExample : public Api {
 protected:
  object among(std::initializer_list<std::string_view> names) {
    std::vector<std::string> ids;
    for (auto const name : names) ids.push_back(server.organisation(name));
    return only(ids);
  }

  ApiAnswer change_thread(ApiClient& who, std::string const& thread, object change) {
    change["version"] = who.get("/threads/" + thread).number_at("/version");
    return who.patch("/threads/" + thread, change);
  }

  // It takes readers away: a second person of another country approves.
  void move_to_fewer(ApiClient& who, std::string const& thread, std::string const& topic) {
    object move{{"topic_id", topic}};
    EXPECT_EQ(change_thread(who, thread, move).code(), "second_person_required");
    move["act"] = "move";
    move["reason"] = "It belongs there.";
    move["version"] = who.get("/threads/" + thread).number_at("/version");
    auto const proposal = expect_status(201, who.post("/threads/" + thread + "/order-proposals", move));
    auto second = client("unit.ipsg");
    expect_status(200, second.post("/order-proposals/" + proposal.text_at("/id") + "/decision",
                                   {{"decision", "approve"}, {"reason", "So it is."}}));
  }

  void narrow(ApiClient& who, std::string const& thread, object const& audience) {
    expect_status(200, change_thread(who, thread, {{"audience", audience}}));
  }

  LiveStream watch(ApiClient& who, std::vector<std::string> const& topics,
                   std::vector<std::string> const& threads) {
    auto stream = who.stream();
    stream.next("hello");
    stream.watch(topics, threads);
    std::this_thread::sleep_for(200ms);
    return stream;
  }

  ApiClient french = client("officer1.fr");
};

constexpr std::string_view kNeverWas = "7zzzzzzzzzzzzzzzzzzzzzzzz5";

TEST_F(AccessExample, no_3_a_thread_is_narrowed_after_replies) {
  auto spanish = client("officer1.es");
  auto kenyan = client("officer1.ke");
  std::string const quiet = "/topics/" + server.topic("quiet");
  auto const count = [&] { return spanish.get(quiet).number_at("/threads"); };
  auto const before = count();
  auto const thread = open_thread(french, server.topic("quiet"), {{"audience", among({"fr", "es", "ke"})}});
  auto const answer = reply(spanish, thread.id);
  EXPECT_EQ(count(), before + 1);
  auto stream = watch(spanish, {}, {thread.id});

  narrow(french, thread.id, among({"fr", "ke"}));
  for (std::string const& path :
       {"/threads/" + thread.id, "/threads/" + thread.id + "/posts", "/threads/" + thread.id + "/audience",
        "/posts/" + thread.first_post, "/posts/" + answer, "/posts/" + answer + "/revisions"}) {
    EXPECT_EQ(spanish.get(path).status, 404) << path;
  }
  EXPECT_EQ(count(), before);
  EXPECT_EQ(spanish.get(quiet + "/threads?limit=100").text.find(thread.id), std::string::npos);
  EXPECT_EQ(spanish.get(quiet + "/threads?filter=mine").text.find(thread.id), std::string::npos);
  EXPECT_EQ(stream.next("thread.gone").at("thread_id").as_string(), thread.id);
  reply(kenyan, thread.id);
  EXPECT_TRUE(stream.is_silent(300ms));
  // What it wrote stays with those who still read the thread.
  EXPECT_EQ(french.get("/posts/" + answer).status, 200);
  EXPECT_EQ(kenyan.get("/posts/" + answer).status, 200);
  // And may be erased by it, though it reads the thread no more.
  auto const asked = expect_status(201, spanish.post("/posts/" + answer + "/erasure",
                                                     {{"version", 1}, {"reason", "It names a witness."}}));
  auto coordinator = client("coordinator.es");
  expect_status(
      200, coordinator.post("/proposals/" + asked.text_at("/id") + "/decision", {{"decision", "approve"}}));
  EXPECT_EQ(french.get("/posts/" + answer).status, 404);
  EXPECT_EQ(kenyan.get("/posts/" + answer).status, 404);
  EXPECT_EQ(spanish.get("/contributions?state=withdrawn").text_at("/items/0/state"), "erased");
}

TEST_F(AccessExample, no_5_a_typed_name_stays_plain_text_and_tells_nobody) {
  auto brazilian = client("officer1.br");
  auto const rendered = [&](std::string const& name) {
    std::string html =
        expect_status(200, french.post("/preview", {{"body", "Ask @" + name + " of it."}})).text_at("/html");
    auto const at = html.find(name);
    return at == std::string::npos ? html : html.replace(at, name.size(), "NAME");
  };
  EXPECT_EQ(rendered("officer1.br"), rendered("nobody.zz"));
  auto const heard = brazilian.get("/notifications").items();
  auto stream = watch(brazilian, {open()}, {});
  auto const thread =
      open_thread(french, open(), {{"audience", among({"fr", "ke"})}, {"body", "Ask @officer1.br of it."}});
  reply(french, thread.id, {{"body", "@officer1.br?"}});
  EXPECT_TRUE(stream.is_silent(300ms));
  EXPECT_EQ(brazilian.get("/notifications").items(), heard);
}

TEST_F(AccessExample, no_7_a_code_word_of_hidden_posts_is_not_found_and_orders_nothing) {
  auto spanish = client("officer1.es");
  auto const thread = open_thread(french, server.topic("open"));
  auto const shown = [&](ApiClient& who, std::string const& asked) {
    return who.get("/search?q=" + asked).text;
  };
  std::string const nothing = shown(spanish, "tourmaline");
  for (int i = 0; i < 4; ++i)
    reply(french, thread.id, {{"body", i % 2 == 0 ? "Of agate." : "Agate, agate and beryl."}});
  auto const agate = shown(spanish, "agate&limit=2");
  auto const with_both = shown(spanish, "agate+beryl");
  for (int i = 0; i < 10; ++i)
    reply(french, thread.id, {{"body", "Tourmaline, with agate and beryl."}, {"audience", among({"fr"})}});
  auto const hidden =
      open_thread(french, server.topic("open"), {{"title", "Tourmaline"}, {"audience", among({"fr"})}});

  for (std::string const asked : {"tourmaline", "%22tourmaline+with%22", "in:title+tourmaline"})
    EXPECT_EQ(shown(spanish, asked), nothing) << asked;
  auto const without_cursor = [](std::string const& text) {
    return std::regex_replace(text, std::regex(R"("next":"[^"]*")"), "\"next\":\"\"");
  };
  EXPECT_EQ(without_cursor(shown(spanish, "agate&limit=2")), without_cursor(agate));
  EXPECT_EQ(shown(spanish, "agate+beryl"), with_both);
  EXPECT_NE(shown(french, "tourmaline"), nothing);
  EXPECT_EQ(spanish.get("/search?q=by:me+topic:" + hidden.id).code(), "invalid_query");
}

TEST_F(AccessExample, no_8_what_was_queued_before_a_thread_was_narrowed_is_not_shown) {
  auto spanish = client("officer2.es");
  auto desk = client("coordinator.es");
  std::string const subscription = "/topics/" + open() + "/subscription";
  expect_status(200, spanish.put(subscription, {{"as", "me"}, {"level", "all"}}));
  expect_status(200, desk.put(subscription, {{"as", "bureau"}, {"level", "all"}}));
  auto const unread = [](ApiClient& who) { return who.get("/notifications").number_at("/unread"); };
  auto const own = unread(spanish);
  auto const of_desk = unread(desk);
  auto const cursor = spanish.get("/notifications").text_at("/cursor");
  auto const thread = open_thread(french, open());
  EXPECT_EQ(unread(spanish), own + 1);
  EXPECT_EQ(unread(desk), of_desk + 1);

  narrow(french, thread.id, among({"fr", "ke"}));
  for (ApiClient* const who : {&spanish, &desk}) {
    EXPECT_EQ(who->get("/notifications?limit=100").text.find(thread.id), std::string::npos);
  }
  EXPECT_EQ(unread(spanish), own);
  EXPECT_EQ(unread(desk), of_desk);
  // Neither to a stream that comes back from before: rights are asked at delivery.
  auto stream = spanish.stream(cursor);
  for (auto const& frame : stream.until("resumed")) {
    auto const type = std::string(frame.at("type").as_string());
    EXPECT_TRUE(type == "hello" || type.ends_with(".gone") || frame.at("thread_id").as_string() != thread.id)
        << boost::json::serialize(frame);
  }
  expect_status(200, spanish.put(subscription, {{"as", "me"}, {"level", "none"}}));
  expect_status(200, desk.put(subscription, {{"as", "bureau"}, {"level", "none"}}));
}

TEST_F(AccessExample, no_9_a_moderator_of_one_country_and_a_post_of_another) {
  auto moderator = client("moderator.ke");
  auto const thread = open_thread(french, open());
  auto const post = reply(french, thread.id);
  auto const refused = [](ApiAnswer const& answer) {
    EXPECT_EQ(answer.status, 403) << answer;
    EXPECT_EQ(answer.code(), "not_permitted");
  };
  refused(moderator.patch("/posts/" + post, {{"version", 1}, {"body", "In other words."}}));
  refused(moderator.remove("/posts/" + post));
  refused(change_thread(moderator, thread.id, {{"audience", among({"ke"})}}));
  refused(change_thread(moderator, thread.id, {{"marking", {{"level", "public"}}}}));
  EXPECT_EQ(french.get("/posts/" + post).text_at("/body"), "It depends.");
  // Only out of sight for the time being, with a reason that the source's coordinators receive.
  expect_status(
      204, moderator.post("/posts/" + post + "/hide", {{"version", 1}, {"reason", "It names a witness."}}));
  EXPECT_EQ(client("officer1.es").get("/posts/" + post).status, 404);
  EXPECT_EQ(french.get("/posts/" + post).text_at("/body"), "It depends.");
  auto coordinator = client("coordinator.fr");
  EXPECT_EQ(coordinator.get("/notifications").text_at("/items/0/type"), "post.hidden");
  EXPECT_EQ(coordinator.get("/posts/" + post + "/hiding").text_at("/reason"), "It names a witness.");
  // His own office: the thread, not the words.
  expect_status(200, change_thread(moderator, thread.id, {{"locked", true}}));

  // In his topic, but not for his country: nothing, in the list or in the stream either.
  auto const hidden = open_thread(
      french, open(), {{"audience", {{"base", "all_members"}, {"minus", {server.organisation("ke")}}}}});
  auto stream = watch(moderator, {open()}, {hidden.id});
  reply(french, hidden.id);
  EXPECT_TRUE(stream.is_silent(300ms));
  EXPECT_EQ(moderator.get("/topics/" + open() + "/threads?limit=100").text.find(hidden.id),
            std::string::npos);
  EXPECT_EQ(moderator.patch("/threads/" + hidden.id, {{"version", 1}, {"locked", true}}).status, 404);
  auto const his = reply(french, hidden.id);
  auto const to_hide = moderator.post("/posts/" + his + "/hide", {{"version", 1}, {"reason", "Unread."}});
  EXPECT_EQ(to_hide.code(), "not_found");
  EXPECT_EQ(moderator.get("/audit?view=moderation&limit=100").text.find(his), std::string::npos);
}

TEST_F(AccessExample, no_10_no_cache_shows_an_old_world) {
  auto spanish = client("officer1.es");
  for (int round = 0; round < 10; ++round) {
    auto const thread = open_thread(french, open());
    std::string const paths[] = {"/threads/" + thread.id, "/threads/" + thread.id + "/posts",
                                 "/posts/" + thread.first_post};
    // Often enough that the thread is kept in memory.
    for (int reading = 0; reading < 4; ++reading) {
      for (auto const& path : paths) {
        auto const answer = expect_status(200, spanish.get(path));
        EXPECT_EQ(answer.header("cache-control"), "no-store");
        EXPECT_EQ(answer.header("etag"), "");
      }
    }
    narrow(french, thread.id, among({"fr", "ke"}));
    for (auto const& path : paths) {
      for (auto const tag : {"*", "\"an-old-tag\""}) {
        EXPECT_EQ(spanish.call("GET", path, {{"if-none-match", tag}}).status, 404) << path;
      }
    }
  }
}

TEST_F(AccessExample, no_10_a_request_begun_after_the_commit_never_sees_the_old_world) {
  auto spanish = client("officer1.es");
  auto const thread = open_thread(french, open());
  auto const deny = [&](std::vector<auth::OrganisationId> const& denied) {
    server.change(
        [&](storage::WriteTx& tx) { auth::set_deny_list(tx, server.organisation_key("fr"), denied); });
  };
  for (int round = 0; round < 10; ++round) {
    deny({server.organisation_key("es")});
    EXPECT_EQ(spanish.get("/threads/" + thread.id + "/posts").status, 404) << round;
    deny({});
    EXPECT_EQ(spanish.get("/threads/" + thread.id + "/posts").status, 200) << round;
  }
}

TEST_F(AccessExample, no_12_a_move_keeps_the_audience_of_each_post) {
  auto moderator = client("moderator.ke");
  auto spanish = client("officer1.es");
  auto const thread = open_thread(french, open());
  auto const narrow_post = reply(french, thread.id, {{"audience", among({"fr", "ke"})}});
  auto const wide_post = reply(french, thread.id);
  EXPECT_EQ(spanish.get("/posts/" + narrow_post).status, 404);
  auto stream = watch(spanish, {}, {thread.id});

  move_to_fewer(moderator, thread.id, server.topic("narrow"));
  EXPECT_EQ(stream.next("thread.gone").at("thread_id").as_string(), thread.id);
  EXPECT_EQ(spanish.get("/posts/" + wide_post).status, 404);
  expect_status(200, change_thread(moderator, thread.id, {{"topic_id", open()}}));
  for (auto const& post : {narrow_post, wide_post}) {
    EXPECT_EQ(spanish.get("/posts/" + post).status, 404);
    EXPECT_EQ(moderator.get("/posts/" + post).status, 200);
  }
}

TEST_F(AccessExample, no_14_a_channel_to_what_is_hidden_is_silent) {
  auto spanish = client("officer1.es");
  auto const thread = open_thread(french, open());
  auto const hidden = open_thread(french, open(), {{"audience", among({"fr", "ke"})}});
  auto const hidden_post = reply(french, thread.id, {{"audience", among({"fr", "ke"})}});
  auto stream = watch(spanish, {server.topic("narrow")}, {hidden.id, hidden_post, std::string(kNeverWas)});
  reply(french, hidden.id);
  open_thread(french, server.topic("narrow"));
  expect_status(200, french.patch("/posts/" + hidden_post, {{"version", 1}, {"body", "Other words."}}));
  expect_status(204, french.remove("/posts/" + hidden_post));
  EXPECT_TRUE(stream.is_silent(300ms));
  for (std::string const& path :
       {"/posts/" + hidden_post, "/posts/" + hidden_post + "/revisions",
        "/posts/" + hidden_post + "/audience", "/threads/" + thread.id + "/posts?around=" + hidden_post}) {
    EXPECT_EQ(spanish.get(path).status, 404) << path;
  }
}

TEST_F(AccessExample, no_15_the_name_of_what_is_hidden_is_free) {
  auto spanish = client("officer1.es");
  open_thread(french, open(), {{"title", "Heliotrope"}, {"audience", among({"fr", "ke"})}});
  open_thread(spanish, open(), {{"title", "Heliotrope"}});
  auto const name_group = [&](std::string const& bureau) {
    auto coordinator = client("coordinator." + bureau);
    object const group{{"name", "Heliotrope"}, {"members", {server.organisation(bureau)}}};
    expect_status(201, coordinator.post("/groups", group));
    return coordinator.post("/groups", group);
  };
  name_group("fr");
  auto const own = name_group("es");
  EXPECT_EQ(own.text_at("/errors/0/code"), "taken") << "only among one's own";
}

TEST_F(AccessExample, no_17_chatham_names_nobody_anywhere) {
  auto spanish = client("officer1.es");
  std::string const subscription = "/topics/" + open() + "/subscription";
  expect_status(200, spanish.put(subscription, {{"as", "me"}, {"level", "all"}}));
  auto stream = watch(spanish, {open()}, {});
  auto const cursor = spanish.get("/notifications").text_at("/cursor");
  auto const author = french.get("/me").text_at("/id");
  auto const thread = open_thread(french, open(), {{"marking", {{"attribution", "chatham"}}}});
  auto const post = reply(french, thread.id);  // as strict as what it answers
  expect_status(200, french.patch("/posts/" + post, {{"version", 1}, {"body", "In other words."}}));

  auto const names_nobody = [&](std::string const& text, std::string const& where) {
    for (std::string const& name :
         {std::string("officer1.fr"), std::string("NCB FR"), author, server.organisation("fr")}) {
      EXPECT_EQ(text.find(name), std::string::npos) << where << ": " << text;
    }
  };
  for (std::string const& path :
       {"/threads/" + thread.id, "/threads/" + thread.id + "/posts", "/posts/" + thread.first_post,
        "/posts/" + post, "/posts/" + thread.first_post + "/revisions", "/posts/" + post + "/revisions"}) {
    names_nobody(expect_status(200, spanish.get(path)).text, path);
  }
  auto const told = spanish.get("/notifications");
  EXPECT_EQ(told.text_at("/items/0/thread_id"), thread.id);
  EXPECT_TRUE(told.body.at_pointer("/items/0/source").is_null()) << told;
  auto const listed = spanish.get("/topics/" + open() + "/threads?limit=100");
  for (auto const& item : listed.body.at("items").as_array()) {
    if (item.at("id").as_string() == thread.id) names_nobody(boost::json::serialize(item), "the list");
  }
  auto const frame = stream.next("thread.created");
  names_nobody(boost::json::serialize(frame), "the stream");
  auto again = spanish.stream(cursor);
  for (auto const& past : again.until("resumed")) names_nobody(boost::json::serialize(past), "the past");
  expect_status(200, spanish.put(subscription, {{"as", "me"}, {"level", "none"}}));
}

}  // namespace
}  // namespace tests::api
