// What expires while nobody acts: open pages lose it, and no count or page from memory keeps it.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

// A server of its own, which looks every second: as it is shipped, it does so every half minute.
class Expiry : public testing::Test {
 protected:
  static support::ForumServerOptions quick() {
    support::ForumServerOptions options;
    options.settings["LIVE_REVALIDATE_MS"] = "1000";
    return options;
  }
  static object for_a_moment() {
    return {{"marking", {{"expires_on", base::format_rfc3339(base::wall_clock_now() + 4s)}}}};
  }

  ForumServer server{quick()};
  ApiClient author = server.client("officer1.fr");
  ApiClient reader = server.client("officer1.ke");
  std::string topic = server.topic("open");
  std::string thread = open_thread(author, topic).id;
};

TEST_F(Expiry, takes_a_post_and_a_thread_from_open_pages_counts_and_memory_without_anybody_acting) {
  auto const before = expect_status(200, reader.get("/topics/" + topic)).number_at("/threads");
  auto const begun = std::chrono::steady_clock::now();
  auto const post = reply(author, thread, for_a_moment());
  auto const passing = open_thread(author, topic, for_a_moment()).id;
  auto page = reader.stream();
  page.next("hello");
  page.watch({}, {thread, passing});
  auto list = reader.stream();
  list.next("hello");
  list.watch({topic}, {});
  // Again and again: from memory, too.
  for (int reading = 0; reading < 3; ++reading) {
    EXPECT_EQ(expect_status(200, reader.get("/threads/" + thread + "/posts")).items(), 2U);
  }
  EXPECT_EQ(reader.get("/threads/" + thread).number_at("/posts"), 2);
  EXPECT_EQ(reader.get("/topics/" + topic).number_at("/threads"), before + 1);

  EXPECT_EQ(page.next("post.gone").at("post_id").as_string(), post);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 60s);
  EXPECT_EQ(list.next("thread.gone").at("thread_id").as_string(), passing);
  EXPECT_EQ(reader.get("/threads/" + thread + "/posts").items(), 1U);
  EXPECT_EQ(reader.get("/threads/" + thread).number_at("/posts"), 1);
  EXPECT_EQ(reader.get("/topics/" + topic).number_at("/threads"), before);
  for (auto const& path : {"/posts/" + post, "/threads/" + passing, "/threads/" + passing + "/posts"})
    EXPECT_EQ(reader.get(path).status, 404) << path;
}

TEST_F(Expiry, is_told_to_who_comes_back_after_it) {
  auto const post = reply(author, thread, for_a_moment());
  auto const cursor = expect_status(200, reader.get("/threads/" + thread + "/posts")).text_at("/cursor");
  while (reader.get("/posts/" + post).status == 200) std::this_thread::sleep_for(200ms);
  auto stream = reader.stream(cursor);
  stream.next("hello");
  stream.watch({}, {thread});
  EXPECT_EQ(stream.next("post.gone").at("post_id").as_string(), post);
}

TEST_F(Expiry, tells_whoever_has_yet_to_say_what_he_reads_of_what_is_taken_from_him) {
  auto stream = reader.stream();
  stream.next("hello");
  expect_status(200, author.patch("/threads/" + thread,
                                  {{"version", 1}, {"audience", only({server.organisation("fr")})}}));
  EXPECT_EQ(stream.next("thread.gone").at("thread_id").as_string(), thread);
  stream.watch({}, {thread});
  EXPECT_TRUE(stream.is_silent(500ms)) << "once";
}

}  // namespace
}  // namespace tests::api
