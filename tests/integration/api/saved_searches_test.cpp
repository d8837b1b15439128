// Saved searches over the API, and the notification of a post that one of them finds.
#include <thread>

#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class SavedSearchApi : public Api {
 protected:
  ApiClient author = client("officer1.fr");
  ApiClient reader = client("officer2.ke");

  std::string save(std::string const& name, std::string const& query, bool tells) {
    auto const saved =
        expect_status(201, reader.post("/saved-searches", {{"name", name}, {"q", query}, {"tells", tells}}));
    return saved.text_at("/id");
  }
  // Waits until he is told that a search of his found the post. His desk may be told of it too, for its own
  // reason.
  bool is_told_of(std::string const& post) {
    for (int i = 0; i < 400; ++i) {
      auto const news = expect_status(200, reader.get("/notifications?limit=100"));
      for (auto const& item : news.body.at("items").as_array()) {
        if (item.at("post_id").as_string() == post && item.at("type").as_string() == "post.found")
          return true;
      }
      std::this_thread::sleep_for(50ms);
    }
    return false;
  }
};

TEST_F(SavedSearchApi, keeps_renames_and_removes) {
  auto const id = save("Bistort", "bistort kind:question", false);
  auto const path = "/saved-searches/" + id;
  auto const changed = expect_status(200, reader.patch(path, {{"name", "Of bistort"}, {"tells", true}}));
  EXPECT_EQ(changed.text_at("/name"), "Of bistort");
  EXPECT_EQ(changed.text_at("/q"), "bistort kind:question");
  EXPECT_TRUE(changed.body.at("tells").as_bool());
  EXPECT_TRUE(is_time(changed.text_at("/saved_at")));
  EXPECT_NE(expect_status(200, reader.get("/saved-searches")).text.find(id), std::string::npos);
  EXPECT_EQ(author.get("/saved-searches").text.find(id), std::string::npos);
  EXPECT_EQ(author.patch(path, {{"name", "Theirs"}}).status, 404);
  EXPECT_EQ(author.call("DELETE", path).status, 404);
  expect_status(204, reader.call("DELETE", path));
  EXPECT_EQ(reader.call("DELETE", path).status, 404);
}

TEST_F(SavedSearchApi, tells_of_a_new_post) {
  reader.put("/topics/" + open() + "/subscription", {{"as", "me"}, {"level", "none"}});
  auto const id = save("Chervil", "chervil", true);
  auto const thread = open_thread(author, open(), {{"title", "Herbs"}, {"body", "Of chervil."}});
  EXPECT_TRUE(is_told_of(thread.first_post));
  expect_status(204, reader.call("DELETE", "/saved-searches/" + id));
}

TEST_F(SavedSearchApi, says_what_does_not_fit) {
  auto const fault = [&](object const& body) {
    auto const answer = reader.post("/saved-searches", body);
    return std::to_string(answer.status) + " " + answer.text_at("/errors/0/pointer") + " " +
           answer.text_at("/errors/0/code");
  };
  EXPECT_EQ(fault({{"q", "x"}, {"tells", false}}), "400 /name required");
  EXPECT_EQ(fault({{"name", "x"}, {"q", "x"}}), "400 /tells required");
  EXPECT_EQ(fault({{"name", "a\nb"}, {"q", "x"}, {"tells", false}}).substr(0, 9), "400 /name");
  EXPECT_EQ(fault({{"name", "x"}, {"q", "colour:red"}, {"tells", false}}), "400 /q unknown_field");
  EXPECT_EQ(fault({{"name", "x"}, {"q", "x"}, {"tells", false}, {"colour", 1}}), "400 /colour unknown_field");
}

}  // namespace
}  // namespace tests::api
