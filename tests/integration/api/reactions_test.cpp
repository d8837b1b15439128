// Reactions through the whole server.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class ReactionApi : public Api {
 protected:
  ApiAnswer react(ApiClient& who, std::string const& post, std::string const& kind) {
    return who.call("PUT", "/posts/" + post + "/reactions/" + kind);
  }

  ApiClient french = client("officer1.fr");
  ApiClient spanish = client("officer1.es");
  ApiClient brazilian = client("officer1.br");
};

TEST_F(ReactionApi, is_given_taken_back_and_told_live) {
  auto const thread = open_thread(french, open());
  auto const post = reply(brazilian, thread.id);
  auto stream = spanish.stream();
  stream.next("hello");
  stream.watch({}, {thread.id});
  std::this_thread::sleep_for(200ms);
  auto const given = expect_status(200, react(french, post, "same_here"));
  EXPECT_EQ(given.text_at("/reactions/0/kind"), "same_here");
  EXPECT_TRUE(given.body.at("reactions").as_array().at(0).at("mine").as_bool());
  EXPECT_EQ(std::string(stream.next("post.changed").at("post_id").as_string()), post);
  auto const page = expect_status(200, spanish.get("/threads/" + thread.id + "/posts"));
  EXPECT_EQ(page.number_at("/items/1/reactions/0/people"), 1);
  EXPECT_EQ(page.body.at("items").as_array().at(0).at("reactions").as_array().size(), 0u);
  EXPECT_NE(french.get("/audit?view=own_trail&event=reaction.given").text.find(post), std::string::npos);
  EXPECT_EQ(expect_status(200, french.remove("/posts/" + post + "/reactions/same_here"))
                .body.at("reactions")
                .as_array()
                .size(),
            0u);
}

TEST_F(ReactionApi, refuses_what_is_not_to_be_said) {
  auto const thread = open_thread(french, open());
  EXPECT_EQ(react(brazilian, thread.first_post, "laugh").status, 404);
  EXPECT_EQ(react(brazilian, std::string(26, '7'), "agree").status, 404);
  EXPECT_EQ(react(french, thread.first_post, "agree").code(), "not_permitted");
}

}  // namespace
}  // namespace tests::api
