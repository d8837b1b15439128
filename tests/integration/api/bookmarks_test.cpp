// Bookmarks over the API: kept by one officer, found by his note, and gone with what he may not read.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

using Ids = std::vector<std::string>;

class BookmarkApi : public Api {
 protected:
  static std::string address(std::string const& post) { return "/posts/" + post + "/bookmark"; }
  static void keep(ApiClient& who, std::string const& post, std::string const& note) {
    expect_status(204, who.put(address(post), {{"note", note}}));
  }
  static Ids kept(ApiClient& who, std::string const& query = "?limit=100") {
    Ids posts;
    auto const page = expect_status(200, who.get("/bookmarks" + query));
    for (auto const& item : page.body.at("items").as_array())
      posts.emplace_back(item.at("post_id").as_string());
    return posts;
  }
  static bool holds(Ids const& ids, std::string const& id) { return std::ranges::find(ids, id) != ids.end(); }

  ApiClient author = client("officer1.fr");
  ApiClient reader = client("officer1.ke");
};

TEST_F(BookmarkApi, lists_what_somebody_keeps_with_his_note_and_nobody_elses) {
  auto const thread = open_thread(author, open(), {{"title", "Marsh marigold"}});
  keep(reader, thread.first_post, "For the\nsecond hearing");
  auto const found = expect_status(200, reader.get("/bookmarks?q=hear&post_id=" + thread.first_post));
  EXPECT_EQ(found.text_at("/items/0/post_id"), thread.first_post);
  EXPECT_EQ(found.text_at("/items/0/thread_id"), thread.id);
  EXPECT_EQ(found.text_at("/items/0/topic_id"), open());
  EXPECT_EQ(found.text_at("/items/0/title"), "Marsh marigold");
  EXPECT_EQ(found.text_at("/items/0/note"), "For the\nsecond hearing");
  EXPECT_EQ(found.text_at("/items/0/source/country"), "FR");
  EXPECT_EQ(found.text_at("/items/0/marking/level"), "official_use_only");
  EXPECT_TRUE(is_time(found.text_at("/items/0/kept_at")));
  EXPECT_EQ(kept(reader, "?q=marsh"), Ids{thread.first_post}) << "by the title too";
  EXPECT_EQ(kept(reader, "?q=marsh&topic_id=" + thread.id), Ids{});
  EXPECT_FALSE(holds(kept(author), thread.first_post));

  keep(reader, thread.first_post, "Done with it");
  EXPECT_EQ(kept(reader, "?q=hearing"), Ids{});
  EXPECT_EQ(kept(reader, "?q=done"), Ids{thread.first_post});
  expect_status(204, reader.call("DELETE", address(thread.first_post)));
  expect_status(204, reader.call("DELETE", address(thread.first_post)));
  EXPECT_FALSE(holds(kept(reader), thread.first_post));
}

TEST_F(BookmarkApi, vanish_with_the_right_to_read_the_post) {
  auto const thread = open_thread(author, open());
  keep(reader, thread.first_post, "Mine");
  expect_status(200, author.patch("/threads/" + thread.id,
                                  {{"version", 1}, {"audience", only({server.organisation("fr")})}}));
  EXPECT_FALSE(holds(kept(reader), thread.first_post));
  auto const lost = reader.put(address(thread.first_post), {{"note", "Again"}});
  auto const never = reader.put(address("7zzzzzzzzzzzzzzzzzzzzzzzz1"), {{"note", "Again"}});
  EXPECT_EQ(lost.status, 404);
  EXPECT_EQ(lost.text, never.text);
  EXPECT_EQ(reader.call("DELETE", address(thread.first_post)).status, 404);
}

TEST_F(BookmarkApi, say_what_does_not_fit) {
  auto const thread = open_thread(author, open());
  auto const fault = [&](object const& body) {
    auto const answer = reader.put(address(thread.first_post), body);
    return std::to_string(answer.status) + " " + answer.text_at("/errors/0/pointer") + " " +
           answer.text_at("/errors/0/code");
  };
  EXPECT_EQ(fault({}), "400 /note required");
  EXPECT_EQ(fault({{"note", std::string(1001, 'x')}}), "400 /note too_long");
  EXPECT_EQ(fault({{"note", "x"}, {"colour", "red"}}), "400 /colour unknown_field");
  EXPECT_EQ(reader.get("/bookmarks?colour=red").code(), "invalid_query");
  EXPECT_EQ(reader.get("/bookmarks?q=a%0Ab").code(), "invalid_query");
}

}  // namespace
}  // namespace tests::api
