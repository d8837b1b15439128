// The accepted answer of a question through the whole server.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class AnswerApi : public Api {
 protected:
  ApiClient french = client("officer1.fr");
  ApiClient spanish = client("officer1.es");
  ApiClient brazilian = client("officer1.br");
};

TEST_F(AnswerApi, is_accepted_and_taken_back_by_who_asked) {
  auto const thread = open_thread(french, open(), {{"kind", "question"}});
  auto const post = reply(brazilian, thread.id);
  auto const path = "/posts/" + post + "/acceptance";
  EXPECT_EQ(spanish.put(path, {{"version", 1}}).status, 403);
  EXPECT_EQ(french.put(path, {{"version", 9}}).code(), "version_conflict");
  EXPECT_EQ(french.put(path, object{}).text_at("/errors/0/pointer"), "/version");
  EXPECT_EQ(french.put("/posts/" + std::string(26, '7') + "/acceptance", {{"version", 1}}).status, 404);

  auto stream = spanish.stream();
  stream.next("hello");
  stream.watch({}, {thread.id});
  std::this_thread::sleep_for(200ms);
  auto const accepted = expect_status(200, french.put(path, {{"version", 1}}));
  EXPECT_EQ(accepted.text_at("/answer_id"), post);
  EXPECT_EQ(std::string(stream.next("post.changed").at("post_id").as_string()), post);
  EXPECT_EQ(spanish.get("/threads/" + thread.id).text_at("/answer_id"), post);
  EXPECT_EQ(spanish.get("/topics/" + open() + "/threads").text_at("/items/0/answer_id"), post);
  EXPECT_NE(french.get("/audit?view=own_trail&event=answer.accepted").text.find(post), std::string::npos);

  expect_status(200, french.remove(path));
  EXPECT_TRUE(spanish.get("/threads/" + thread.id).body.at("answer_id").is_null());
  EXPECT_NE(french.get("/audit?view=own_trail&event=acceptance.withdrawn").text.find(post),
            std::string::npos);
}

TEST_F(AnswerApi, is_none_to_who_may_not_read_it) {
  auto const thread = open_thread(french, open(), {{"kind", "question"}});
  auto const hidden =
      reply(spanish, thread.id, {{"audience", only({server.organisation("fr"), server.organisation("es")})}});
  expect_status(200, french.put("/posts/" + hidden + "/acceptance", {{"version", 1}}));
  EXPECT_TRUE(brazilian.get("/threads/" + thread.id).body.at("answer_id").is_null());
  EXPECT_EQ(brazilian.put("/posts/" + hidden + "/acceptance", {{"version", 1}}).status, 404);
  EXPECT_EQ(brazilian.remove("/posts/" + hidden + "/acceptance").status, 404);
}

}  // namespace
}  // namespace tests::api
