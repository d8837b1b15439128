// The pages of a thread by their numbers, through the whole server.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class ThreadPagesApi : public Api {};

TEST_F(ThreadPagesApi, lead_to_the_pages_of_posts) {
  auto french = client("officer1.fr");
  auto spanish = client("officer1.es");
  auto const thread = open_thread(french, open());
  for (int i = 0; i < 4; ++i) reply(french, thread.id);
  auto const path = "/threads/" + thread.id;
  auto const pages = expect_status(200, spanish.get(path + "/pages?limit=2"));
  ASSERT_EQ(pages.items(), 3u);
  EXPECT_EQ(pages.text_at("/items/0/first_id"), thread.first_post);
  EXPECT_TRUE(pages.body.at("items").as_array().at(0).at("after").is_null());
  EXPECT_EQ(pages.number_at("/items/2/posts"), 1);
  EXPECT_EQ(pages.number_at("/items/1/unread"), 2);
  auto const after = support::encode_query(pages.text_at("/items/1/after"));
  auto const page = expect_status(200, spanish.get(path + "/posts?limit=2&after=" + after));
  EXPECT_EQ(page.text_at("/items/0/id"), pages.text_at("/items/1/first_id"));
  // A cursor is its session's own.
  EXPECT_EQ(french.get(path + "/posts?limit=2&after=" + after).status, 400);
  EXPECT_EQ(spanish.get(path + "/pages?limit=0").status, 400);
  EXPECT_EQ(spanish.get("/threads/" + std::string(26, '7') + "/pages").status, 404);
}

}  // namespace
}  // namespace tests::api
