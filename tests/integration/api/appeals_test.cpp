// Appeals against hidings through the whole server.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class AppealApi : public Api {
 protected:
  ApiClient author = client("officer1.fr");
  ApiClient moderator = client("moderator.ke");
  ApiClient unit = client("unit.ipsg");
  ApiClient reader = client("officer1.es");
  std::string thread = open_thread(reader, open()).id;
  std::string post = reply(author, thread);
  std::string path = "/posts/" + post + "/appeal";

  // Where the appeal of this thread's post stands in a list, "/items/3".
  std::string place_in(ApiAnswer const& list) const {
    for (std::size_t i = 0; i < list.items(); ++i) {
      auto const place = "/items/" + std::to_string(i);
      if (list.text_at(place + "/thread/id") == thread) return place;
    }
    throw std::runtime_error("no such appeal");
  }

  void SetUp() override {
    expect_status(
        204, moderator.post("/posts/" + post + "/hide", {{"reason", "It names a witness."}, {"version", 1}}));
  }
  // Other tests look at what is hidden.
  void TearDown() override {
    moderator.post("/posts/" + post + "/unhide", {{"reason", "The test is over."}, {"version", 1}});
  }
};

TEST_F(AppealApi, brings_a_hidden_post_back_by_a_third_person) {
  EXPECT_EQ(expect_status(200, author.get(path)).text_at("/may/0"), "appeal");
  auto const made = expect_status(200, author.post(path, {{"reason", "Nobody is named."}, {"version", 1}}));
  EXPECT_EQ(made.text_at("/appeal/state"), "open");
  EXPECT_EQ(reader.get(path).status, 404);
  EXPECT_GE(unit.get("/duties").number_at("/appeals"), 1);
  EXPECT_EQ(moderator.get("/duties").number_at("/appeals"), 0)
      << "he has hidden all that is appealed against";

  auto const heard = expect_status(200, unit.get("/appeals?limit=100"));
  auto const place = place_in(heard);
  EXPECT_EQ(heard.text_at(place + "/appeal/reason"), "Nobody is named.");
  EXPECT_EQ(heard.text_at(place + "/hidden_because"), "It names a witness.");
  auto const decision = "/appeals/" + heard.text_at(place + "/id") + "/decision";
  object const granted{{"outcome", "granted"}, {"reason", "Nobody is."}};
  EXPECT_EQ(moderator.post(decision, granted).code(), "second_person_required");
  EXPECT_EQ(reader.post(decision, granted).status, 404);
  EXPECT_EQ(author.post(decision, granted).status, 404);
  EXPECT_EQ(expect_status(200, unit.post(decision, granted)).text_at("/appeal/state"), "granted");
  EXPECT_EQ(unit.post(decision, granted).code(), "already_decided");
  EXPECT_EQ(reader.get("/posts/" + post).text_at("/state"), "published");
  auto const told = author.get("/notifications");
  EXPECT_EQ(told.text_at("/items/0/type"), "post.appeal_granted");
  EXPECT_NO_THROW(place_in(unit.get("/appeals?state=past&limit=100")));
  EXPECT_EQ(moderator.get("/audit?view=moderation&object=" + post).text_at("/items/0/event"),
            "appeal.granted");
}

TEST_F(AppealApi, says_what_does_not_fit_and_changes_nothing) {
  EXPECT_EQ(author.post(path, {{"version", 1}}).text_at("/errors/0/pointer"), "/reason");
  EXPECT_EQ(author.post(path, {{"reason", "x"}}).text_at("/errors/0/pointer"), "/version");
  EXPECT_EQ(author.post(path, {{"reason", "x"}, {"version", 7}}).code(), "version_conflict");
  EXPECT_EQ(reader.post(path, {{"reason", "x"}, {"version", 1}}).status, 404);
  EXPECT_EQ(moderator.post(path, {{"reason", "x"}, {"version", 1}}).code(), "not_permitted");
  EXPECT_EQ(author.get("/appeals").code(), "not_permitted");
  EXPECT_EQ(unit.get("/appeals?state=x").code(), "invalid_query");
  EXPECT_EQ(
      unit.post("/appeals/" + std::string(26, 'a') + "/decision", {{"outcome", "granted"}, {"reason", "x"}})
          .status,
      404);
  expect_status(200, author.post(path, {{"reason", "x"}, {"version", 1}}));
  EXPECT_EQ(author.post(path, {{"reason", "x"}, {"version", 1}}).code(), "state_conflict");
  auto const heard = unit.get("/appeals?limit=100");
  auto const decision = "/appeals/" + heard.text_at(place_in(heard) + "/id") + "/decision";
  EXPECT_EQ(unit.post(decision, {{"outcome", "maybe"}, {"reason", "x"}}).text_at("/errors/0/pointer"),
            "/outcome");
  EXPECT_EQ(unit.post(decision, {{"outcome", "refused"}}).text_at("/errors/0/pointer"), "/reason");
  EXPECT_EQ(reader.get("/posts/" + post).status, 404);
}

}  // namespace
}  // namespace tests::api
