// Kinds and tags of threads, and the list of tags, through the whole server.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class TagApi : public Api {
 protected:
  static object names(std::string const& name) {
    return {{"ar", "و " + name}, {"en", name}, {"es", "de " + name}, {"fr", "du " + name}};
  }
  static std::vector<std::string> of_items(ApiAnswer const& answer, std::string_view member) {
    std::vector<std::string> found;
    for (auto const& one : answer.body.at("items").as_array()) found.emplace_back(one.at(member).as_string());
    return found;
  }

  ApiClient french = client("officer1.fr");
  ApiClient unit = client("unit.ipsg");
};

TEST_F(TagApi, opens_finds_and_changes_threads_by_kind_and_tag) {
  auto const thread = open_thread(french, open(), {{"kind", "question"}, {"tags", {"Hawala", "free zones"}}});
  auto const told = french.get("/threads/" + thread.id);
  EXPECT_EQ(told.text_at("/kind"), "question");
  EXPECT_EQ(told.text_at("/tags/0/tag"), "free zones");
  EXPECT_EQ(told.text_at("/tags/1/name"), "hawala");
  auto spanish = client("officer1.es");
  auto const listed =
      expect_status(200, spanish.get("/topics/" + open() + "/threads?tag=HAWALA&kind=question"));
  EXPECT_EQ(of_items(listed, "id"), std::vector{thread.id});
  EXPECT_EQ(spanish.get("/topics/" + open() + "/threads?tag=hawala&kind=case_study").items(), 0u);
  auto const everywhere = expect_status(200, spanish.get("/threads?tag=hawala"));
  EXPECT_EQ(of_items(everywhere, "id"), std::vector{thread.id});
  EXPECT_EQ(everywhere.number_at("/tag/threads"), 1);
  EXPECT_EQ(of_items(expect_status(200, spanish.get("/tags?q=haw")), "tag"),
            std::vector<std::string>{"hawala"});

  object change{{"version", told.number_at("/version")}, {"tags", {"remittances"}}, {"kind", "case_study"}};
  EXPECT_EQ(spanish.patch("/threads/" + thread.id, change).status, 403);
  auto const changed = expect_status(200, french.patch("/threads/" + thread.id, change));
  EXPECT_EQ(changed.text_at("/kind"), "case_study");
  EXPECT_EQ(changed.text_at("/tags/0/tag"), "remittances");
  EXPECT_EQ(spanish.get("/tags?q=haw").items(), 0u);
  change = {{"version", changed.number_at("/version")}, {"kind", "announcement"}};
  EXPECT_EQ(french.patch("/threads/" + thread.id, change).status, 403);
  EXPECT_EQ(
      expect_status(200, client("moderator.ke").patch("/threads/" + thread.id, change)).text_at("/kind"),
      "announcement");
}

TEST_F(TagApi, refuses_what_can_be_no_tag_and_says_where) {
  auto const post = [&](boost::json::value tags) {
    return french.post("/topics/" + open() + "/threads",
                       {{"title", "T"}, {"body", "x"}, {"tags", std::move(tags)}});
  };
  EXPECT_EQ(post(array{"fine", "not, fine"}).text_at("/errors/0/pointer"), "/tags/1");
  EXPECT_EQ(post(array{"fine", ""}).text_at("/errors/0/code"), "empty");
  EXPECT_EQ(post(array{std::string(41, 'a')}).text_at("/errors/0/code"), "too_long");
  EXPECT_EQ(post(array{"1", "2", "3", "4", "5", "6", "7", "8", "9"}).text_at("/errors/0/code"), "too_many");
  EXPECT_EQ(post("one").text_at("/errors/0/code"), "wrong_type");
  EXPECT_EQ(french.get("/threads").text_at("/errors/0/code"), "required");
  EXPECT_EQ(french.get("/threads?tag=a,b").text_at("/errors/0/code"), "malformed");
  EXPECT_EQ(french.get("/topics/" + open() + "/threads?kind=rumour").status, 400);
  EXPECT_EQ(french.get("/threads?tag=nobody+ever+wrote").items(), 0u);
}

TEST_F(TagApi, keeps_a_list_that_officers_of_units_look_after) {
  EXPECT_EQ(french.post("/listed-tags", {{"names", names("Interpreters")}}).status, 403);
  auto const made = expect_status(201, unit.post("/listed-tags", {{"names", names("Interpreters")}}));
  EXPECT_EQ(made.text_at("/tag"), "interpreters");
  EXPECT_EQ(unit.post("/listed-tags", {{"names", names("INTERPRETERS")}}).text_at("/errors/0/code"), "taken");
  auto const path = "/listed-tags/" + made.text_at("/id");
  object change{{"version", 1}, {"names", names("Sworn interpreters")}};
  EXPECT_EQ(french.put(path, change).status, 403);
  EXPECT_EQ(expect_status(200, unit.put(path, change)).text_at("/names/en"), "Sworn interpreters");
  EXPECT_EQ(unit.put(path, change).code(), "version_conflict");
  auto const listed = expect_status(200, french.get("/listed-tags"));
  EXPECT_NE(listed.text.find("Sworn interpreters"), std::string::npos);
  EXPECT_EQ(listed.body.at("may").as_array().size(), 0u);
  auto const thread = open_thread(french, open(), {{"tags", {"Interpreters"}}});
  EXPECT_EQ(french.get("/threads/" + thread.id).text_at("/tags/0/name"), "Sworn interpreters");
  EXPECT_EQ(french.get("/tags?q=sworn").number_at("/items/0/threads"), 1);
  EXPECT_EQ(french.remove(path).status, 403);
  EXPECT_EQ(unit.remove(path).status, 204);
  EXPECT_EQ(unit.remove(path).status, 404);
  EXPECT_EQ(french.get("/threads/" + thread.id).text_at("/tags/0/name"), "interpreters");
}

}  // namespace
}  // namespace tests::api
