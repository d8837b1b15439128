// The live stream of the whole server: who hears what, and what survives a break.
#include <algorithm>

#include "auth/organisations.hpp"
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

using Stream = Api;
using support::TlsClient;

std::string text_of(object const& frame, std::string_view name) {
  auto const* const value = frame.if_contains(name);
  return value != nullptr ? std::string(value->as_string()) : std::string{};
}

std::vector<std::string> created_posts(std::vector<object> const& frames) {
  std::vector<std::string> posts;
  for (auto const& frame : frames) {
    if (text_of(frame, "type") == "post.created") posts.push_back(text_of(frame, "post_id"));
  }
  return posts;
}

TEST_F(Stream, begins_with_hello_and_a_cursor) {
  auto officer = client("officer1.fr");
  auto stream = officer.stream();
  auto const hello = stream.next();
  EXPECT_EQ(text_of(hello, "type"), "hello");
  EXPECT_FALSE(text_of(hello, "cursor").empty());
  EXPECT_TRUE(stream.is_silent(200ms));
}

TEST_F(Stream, is_refused_to_other_sites_and_to_strangers) {
  std::string const cookie = client("officer1.fr").cookie();
  auto const open = [&](Headers const& headers, std::string const& target = "/api/v1/live") {
    return TlsClient(server.port()).open_stream(target, headers).status;
  };
  EXPECT_EQ(open({{"cookie", cookie}, {"origin", "https://localhost"}}), 101);
  EXPECT_EQ(open({{"authorization", "Bearer " + cookie.substr(cookie.find('=') + 1)}}), 101);
  EXPECT_EQ(open({{"cookie", cookie}, {"origin", "https://evil.example"}}), 403);
  EXPECT_EQ(open({{"cookie", cookie}, {"origin", "null"}}), 403);
  EXPECT_EQ(open({{"origin", "https://localhost"}}), 401);
  EXPECT_EQ(open({{"cookie", "__Host-session=forged"}, {"origin", "https://localhost"}}), 401);
  EXPECT_EQ(open({{"cookie", cookie}, {"origin", "https://localhost"}}, "/api/v1/me"), 404);
  EXPECT_EQ(open({{"cookie", cookie}, {"origin", "https://localhost"}}, "/api/v1/live?before=x"), 400);
  EXPECT_EQ(open({{"cookie", cookie}, {"origin", "https://localhost"}},
                 "/api/v1/live?after=" + std::string(600, 'a')),
            400);
}

TEST_F(Stream, the_desk_of_a_bureau_hears_of_a_new_thread_within_a_second) {
  expect_status(200, client("coordinator.ke")
                         .put("/topics/" + open() + "/subscription", {{"as", "bureau"}, {"level", "all"}}));
  auto kenyan = client("officer1.ke");
  auto brazilian = client("officer1.br");
  auto french = client("officer1.fr");
  auto at_desk = kenyan.stream();
  at_desk.next("hello");
  auto outside = brazilian.stream();
  outside.next("hello");
  outside.watch({open()}, {});

  auto const thread = open_thread(
      french, open(), {{"audience", only({server.organisation("fr"), server.organisation("ke")})}});
  auto const told = at_desk.next("notification");
  EXPECT_EQ(text_of(told, "thread_id"), thread.id);
  EXPECT_EQ(text_of(told, "post_id"), thread.first_post);
  EXPECT_EQ(told.size(), 6U) << "ids only";
  EXPECT_EQ(kenyan.get("/notifications").text_at("/items/0/thread_id"), thread.id);
  EXPECT_EQ(kenyan.get("/notifications").text_at("/items/0/via"), "bureau");

  outside.watch({open()}, {thread.id});
  reply(kenyan, thread.id);
  EXPECT_TRUE(outside.is_silent(500ms));
  EXPECT_EQ(brazilian.get("/notifications").text.find(thread.id), std::string::npos);
  expect_status(200, client("coordinator.ke")
                         .put("/topics/" + open() + "/subscription", {{"as", "bureau"}, {"level", "none"}}));
}

TEST_F(Stream, what_is_on_screen_is_heard_of_by_id_alone) {
  auto officer = client("officer1.es");
  auto author = client("officer1.fr");
  auto const thread = open_thread(author, open());
  auto stream = officer.stream();
  stream.next("hello");
  stream.watch({}, {thread.id});
  std::this_thread::sleep_for(200ms);
  auto const post = reply(author, thread.id, {{"body", "Do not put this on the wire."}});
  auto const created = stream.next("post.created");
  EXPECT_EQ(text_of(created, "post_id"), post);
  EXPECT_EQ(text_of(created, "topic_id"), open());
  EXPECT_EQ(boost::json::serialize(created).find("wire"), std::string::npos);
  expect_status(200, author.patch("/posts/" + post, {{"version", 1}, {"body", "Changed."}}));
  EXPECT_EQ(text_of(stream.next("post.changed"), "post_id"), post);
  expect_status(204, author.remove("/posts/" + post));
  EXPECT_EQ(text_of(stream.next("post.gone"), "post_id"), post);
}

TEST_F(Stream, a_thread_that_is_narrowed_is_gone_once) {
  auto author = client("officer1.fr");
  auto spanish = client("officer1.es");
  auto const thread = open_thread(author, open());
  auto stream = spanish.stream();
  stream.next("hello");
  stream.watch({}, {thread.id});
  std::this_thread::sleep_for(200ms);
  auto const version = author.get("/threads/" + thread.id).number_at("/version");
  expect_status(200,
                author.patch("/threads/" + thread.id,
                             {{"version", version},
                              {"audience", only({server.organisation("fr"), server.organisation("ke")})}}));
  EXPECT_EQ(text_of(stream.next("thread.gone"), "thread_id"), thread.id);
  reply(author, thread.id);
  stream.watch({}, {thread.id});
  reply(author, thread.id);
  EXPECT_TRUE(stream.is_silent(500ms));
}

TEST_F(Stream, signing_out_closes_it) {
  auto officer = client("officer1.fr");
  auto stream = officer.stream();
  stream.next("hello");
  expect_status(204, officer.remove("/session"));
  EXPECT_EQ(stream.close_code(), 4401);
}

TEST_F(Stream, a_suspended_country_is_closed_out) {
  auto officer = client("officer1.eg");
  auto stream = officer.stream();
  stream.next("hello");
  server.change([&](storage::WriteTx& tx) {
    auth::set_organisation_status(tx, server.organisation_key("eg"), auth::OrganisationStatus::suspended);
  });
  EXPECT_EQ(stream.close_code(), 4401);
  server.change([&](storage::WriteTx& tx) {
    auth::set_organisation_status(tx, server.organisation_key("eg"), auth::OrganisationStatus::active);
  });
}

TEST_F(Stream, a_page_and_its_stream_fit_together) {
  auto officer = client("officer1.es");
  auto author = client("officer1.fr");
  auto const thread = open_thread(author, open());
  auto const page = officer.get("/threads/" + thread.id + "/posts");
  auto const missed = reply(author, thread.id);
  auto stream = officer.stream(page.text_at("/cursor"));
  stream.watch({}, {thread.id});
  EXPECT_EQ(created_posts(stream.until("resumed")), std::vector{missed});
}

TEST_F(Stream, a_cursor_that_cannot_be_read_is_a_reset) {
  auto officer = client("officer1.fr");
  auto stream = officer.stream("no-cursor-of-ours");
  auto const reset = stream.next("reset");
  auto again = officer.stream(text_of(reset, "cursor"));
  EXPECT_TRUE(created_posts(again.until("resumed")).empty());
}

TEST_F(Stream, a_frame_that_does_not_fit_closes_it) {
  auto const cookie = client("officer1.fr").cookie();
  for (std::string const frame : {"{", "[]", R"({"type":"watch","topics":"all"})", R"({"type":"shout"})",
                                  R"({"type":"watch","secret":[]})", "\xff\xfe"}) {
    TlsClient stream(server.port());
    ASSERT_EQ(
        stream.open_stream("/api/v1/live", {{"cookie", cookie}, {"origin", "https://localhost"}}).status,
        101);
    stream.send_text(frame);
    auto const code = stream.receive_close().close_code();
    EXPECT_TRUE(code == 4400 || code == 1007) << frame << " " << code;
  }
}

TEST(StreamAcrossCrashes, misses_nothing_and_doubles_nothing) {
  ForumServer server;
  auto reader = server.client("officer1.es");
  auto writer = server.client("officer1.fr");
  auto const thread = open_thread(writer, server.topic("open"));
  auto stream = reader.stream();
  stream.next("hello");
  stream.watch({}, {thread.id});
  std::this_thread::sleep_for(200ms);

  std::vector<std::string> written{reply(writer, thread.id)};
  std::vector<std::string> heard{text_of(stream.next("post.created"), "post_id")};
  std::string cursor = stream.cursor();
  for (int round = 0; round < 2; ++round) {
    written.push_back(reply(writer, thread.id));  // perhaps heard, perhaps not: the cursor says
    server.kill();
    server.start();
    reader.connect_again(server.port());
    writer.connect_again(server.port());
    written.push_back(reply(writer, thread.id));
    auto resumed = reader.stream(cursor);
    resumed.watch({}, {thread.id});
    for (auto const& post : created_posts(resumed.until("resumed"))) heard.push_back(post);
    cursor = resumed.cursor();
    EXPECT_EQ(heard, written);
  }
  EXPECT_EQ(reader.get("/threads/" + thread.id).number_at("/posts"), static_cast<int>(written.size()) + 1);
}

}  // namespace
}  // namespace tests::api
