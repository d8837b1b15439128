// The list of drafts and their earlier versions over the API.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class DraftVersionApi : public Api {
 protected:
  ApiClient writer = client("officer2.ke");
  ApiClient author = client("officer1.fr");
};

TEST_F(DraftVersionApi, shows_what_a_draft_said_before_to_its_writer) {
  std::string const path = "/drafts/topic." + open();
  std::string const before(200, 'x');
  expect_status(200, writer.put(path, {{"title", "Vessels"}, {"body", before}}));
  expect_status(200, writer.put(path, {{"title", "Vessels"}, {"body", "Anew"}}));
  auto const versions = expect_status(200, writer.get(path + "/versions"));
  ASSERT_EQ(versions.items(), 1U);
  EXPECT_EQ(versions.text_at("/items/0/body"), before);
  EXPECT_EQ(versions.text_at("/items/0/title"), "Vessels");
  EXPECT_TRUE(is_time(versions.text_at("/items/0/saved_at")));
  EXPECT_EQ(author.get(path + "/versions").status, 404);
  EXPECT_EQ(writer.get("/drafts/nowhere.x/versions").status, 404);
  EXPECT_EQ(writer.get(path + "/versions?colour=red").code(), "invalid_query");
  EXPECT_EQ(writer.remove(path).status, 204);
  EXPECT_EQ(writer.get(path + "/versions").status, 404);
}

TEST_F(DraftVersionApi, says_where_a_draft_belongs_as_long_as_that_may_be_read) {
  auto const thread = open_thread(author, open(), {{"title", "Bog myrtle"}});
  expect_status(200, writer.put("/drafts/thread." + thread.id, {{"body", "Half an answer"}}));
  auto const list = expect_status(200, writer.get("/drafts"));
  EXPECT_EQ(list.text_at("/places/0/context"), "thread." + thread.id);
  EXPECT_EQ(list.text_at("/places/0/title"), "Bog myrtle");
  EXPECT_EQ(list.text_at("/places/0/thread_id"), thread.id);
  EXPECT_EQ(list.text_at("/places/0/post_id"), thread.first_post);
  expect_status(200, author.patch("/threads/" + thread.id,
                                  {{"version", 1}, {"audience", only({server.organisation("fr")})}}));
  auto const after = expect_status(200, writer.get("/drafts"));
  EXPECT_EQ(after.text_at("/items/0/body"), "Half an answer");
  EXPECT_EQ(after.body.at("places").as_array().size(), 0U);
  EXPECT_EQ(writer.remove("/drafts/thread." + thread.id).status, 204);
}

}  // namespace
}  // namespace tests::api
