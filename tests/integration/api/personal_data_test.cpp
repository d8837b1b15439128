// The question before a text goes out that seems to hold data of a person, through the whole server.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class PersonalDataApi : public Api {
 protected:
  ApiClient author = client("officer1.fr");
  ApiClient other = client("officer1.es");
  std::string thread = open_thread(other, open()).id;
  std::string path = "/threads/" + thread + "/posts";
};

TEST_F(PersonalDataApi, refuses_a_text_and_says_where_until_it_is_confirmed) {
  object body{{"body", "Écrire au +44 20 7946 0000."}, {"personal_data", "ask"}};
  auto const refused = author.post(path, body);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.code(), "personal_data");
  EXPECT_EQ(refused.text_at("/errors/0/pointer"), "/body");
  EXPECT_EQ(refused.text_at("/errors/0/code"), "phone_number");
  EXPECT_EQ(refused.number_at("/errors/0/begin"), 10);
  EXPECT_EQ(refused.number_at("/errors/0/end"), 26);
  EXPECT_EQ(author.get("/threads/" + thread).number_at("/posts"), 1) << "nothing was posted";
  body["personal_data"] = "certainly";
  EXPECT_EQ(author.post(path, body).text_at("/errors/0/code"), "unknown_value");
  body["personal_data"] = "confirmed";
  auto const post = expect_status(201, author.post(path, body)).text_at("/id");

  object edit{{"version", 1}, {"body", "Passport no. X1234567."}, {"personal_data", "ask"}};
  EXPECT_EQ(author.patch("/posts/" + post, edit).text_at("/errors/0/code"), "document_number");
  edit["personal_data"] = "confirmed";
  EXPECT_EQ(expect_status(200, author.patch("/posts/" + post, edit)).number_at("/version"), 2);
  EXPECT_EQ(client("moderator.ke").get("/flag-cases?limit=100").text.find(post), std::string::npos);
}

TEST_F(PersonalDataApi, lets_a_program_post_that_has_nobody_to_ask) {
  expect_status(201, author.post(path, {{"body", "Écrire au +44 20 7946 0000."}}));
}

TEST_F(PersonalDataApi, looks_at_titles_and_brings_what_is_reported_before_who_keeps_order) {
  object body{
      {"title", "Who has DE89370400440532013000?"}, {"body", "Does anybody know?"}, {"personal_data", "ask"}};
  auto const threads = "/topics/" + open() + "/threads";
  EXPECT_EQ(author.post(threads, body).text_at("/errors/0/pointer"), "/title");
  body["personal_data"] = "reported";
  auto const post = expect_status(201, author.post(threads, body)).text_at("/post/id");
  auto const queue = expect_status(200, client("moderator.ke").get("/flag-cases?limit=100"));
  auto const last = "/items/" + std::to_string(queue.items() - 1);
  EXPECT_EQ(queue.text_at(last + "/post/id"), post);
  EXPECT_EQ(queue.text_at(last + "/flags/0/reason"), "personal_data");
  EXPECT_EQ(author.get("/flags").text_at("/items/0/post_id"), post);
}

TEST_F(PersonalDataApi, looks_at_other_titles_as_at_new_ones) {
  auto const own = open_thread(author, open());
  object edit{{"version", 1}, {"title", "Who has DE89370400440532013000?"}, {"personal_data", "ask"}};
  auto const refused = author.patch("/threads/" + own.id, edit);
  EXPECT_EQ(refused.code(), "personal_data");
  EXPECT_EQ(refused.text_at("/errors/0/pointer"), "/title");
  edit["personal_data"] = "reported";
  expect_status(200, author.patch("/threads/" + own.id, edit));
  EXPECT_NE(client("moderator.ke").get("/flag-cases?limit=100").text.find(own.first_post), std::string::npos);
  edit["version"] = 2;
  edit["title"] = "Who has DE89370400440532013001?";
  edit.erase("personal_data");
  expect_status(200, author.patch("/threads/" + own.id, edit));
}

}  // namespace
}  // namespace tests::api
