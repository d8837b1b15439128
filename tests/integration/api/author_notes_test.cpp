// Notes about authors, and warnings, through the whole server.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class AuthorNoteApi : public Api {
 protected:
  ApiClient asker = client("officer1.fr");
  ApiClient author = client("officer1.es");
  ApiClient moderator = client("moderator.ke");
  ApiClient unit = client("unit.ipsg");
  std::string thread = open_thread(asker, open()).id;
  std::string post = reply(author, thread);
  std::string path = "/posts/" + post + "/author-notes";

  static bool lists(ApiAnswer const& list, std::string const& id) {
    for (std::size_t i = 0; i < list.items(); ++i) {
      if (list.text_at("/items/" + std::to_string(i) + "/id") == id) return true;
    }
    return false;
  }
};

TEST_F(AuthorNoteApi, keeps_a_note_for_those_who_keep_order_and_warns_the_author) {
  auto const note =
      expect_status(201, moderator.post(path, {{"kind", "note"}, {"text", "Off the subject."}}));
  EXPECT_EQ(note.text_at("/kind"), "note");
  EXPECT_EQ(note.text_at("/text"), "Off the subject.");
  EXPECT_EQ(note.text_at("/author/id"), author.get("/me").text_at("/id"));
  EXPECT_TRUE(is_time(note.text_at("/until")));
  EXPECT_EQ(author.get("/duties").number_at("/warnings"), 0);
  auto const about = "/author-notes?author=" + author.get("/me").text_at("/id");
  EXPECT_TRUE(lists(expect_status(200, unit.get(about)), note.text_at("/id")));
  EXPECT_EQ(expect_status(200, unit.get("/author-notes?author=00000000000000000000000000")).items(), 0U);
  EXPECT_EQ(author.get(about).code(), "not_permitted");

  auto const warning =
      expect_status(201, moderator.post(path, {{"kind", "warning"}, {"text", "Stay with the subject."}}));
  EXPECT_EQ(author.get("/duties").number_at("/warnings"), 1);
  auto const told = expect_status(200, author.get("/warnings"));
  EXPECT_EQ(told.text_at("/items/0/reason"), "Stay with the subject.");
  EXPECT_EQ(told.text_at("/items/0/post_id"), post);
  EXPECT_EQ(told.text_at("/items/0/thread/id"), thread);
  EXPECT_EQ(told.text.find("oderator"), std::string::npos) << "never through whom";
  expect_status(204, author.post("/warnings/seen", {}));
  EXPECT_EQ(author.get("/duties").number_at("/warnings"), 0);
  EXPECT_EQ(expect_status(200, asker.get("/warnings")).items(), 0U);

  auto const one = "/author-notes/" + warning.text_at("/id");
  EXPECT_EQ(unit.remove(one).code(), "not_permitted");
  EXPECT_EQ(author.remove(one).status, 404);
  expect_status(204, moderator.remove(one));
  EXPECT_EQ(moderator.remove(one).status, 404);
  EXPECT_EQ(author.get("/warnings").items(), 0U);
}

TEST_F(AuthorNoteApi, lets_who_is_warned_appeal_to_a_third_person) {
  auto stream = author.stream();
  stream.next("hello");
  auto const warning =
      expect_status(201, moderator.post(path, {{"kind", "warning"}, {"text", "Stay with the subject."}}));
  EXPECT_EQ(stream.next("notification").at("post_id").as_string(), post);
  EXPECT_EQ(author.get("/notifications").text_at("/items/0/type"), "post.warned");
  auto const appeal =
      "/warnings/" + expect_status(200, author.get("/warnings")).text_at("/items/0/id") + "/appeal";
  EXPECT_EQ(author.post(appeal, {{"reason", " "}}).text_at("/errors/0/pointer"), "/reason");
  EXPECT_EQ(asker.post(appeal, {{"reason", "x"}}).status, 404);
  auto const made = expect_status(200, author.post(appeal, {{"reason", "It is the subject."}}));
  EXPECT_EQ(made.text_at("/appeal/state"), "open");
  EXPECT_EQ(author.post(appeal, {{"reason", "Again."}}).code(), "state_conflict");
  EXPECT_EQ(asker.get("/warning-appeals").code(), "not_permitted");
  auto const list = expect_status(200, unit.get("/warning-appeals?limit=100"));
  std::string id;
  for (std::size_t i = 0; i < list.items(); ++i) {
    auto const one = "/items/" + std::to_string(i);
    if (list.text_at(one + "/post_id") == post) id = list.text_at(one + "/id");
  }
  ASSERT_FALSE(id.empty());
  EXPECT_GT(unit.get("/duties").number_at("/warning_appeals"), 0);
  auto const decision = "/warning-appeals/" + id + "/decision";
  EXPECT_EQ(unit.post(decision, {{"outcome", "perhaps"}, {"reason", "x"}}).text_at("/errors/0/pointer"),
            "/outcome");
  EXPECT_EQ(moderator.post(decision, {{"outcome", "upheld"}, {"reason", "x"}}).code(),
            "second_person_required");
  auto const done =
      expect_status(200, unit.post(decision, {{"outcome", "lifted"}, {"reason", "He is right."}}));
  EXPECT_EQ(done.text_at("/appeal/state"), "lifted");
  EXPECT_EQ(unit.post(decision, {{"outcome", "upheld"}, {"reason", "x"}}).code(), "already_decided");
  auto const told = author.get("/warnings");
  EXPECT_EQ(told.text_at("/items/0/appeal/decision/reason"), "He is right.");
  EXPECT_EQ(author.get("/notifications").text_at("/items/0/type"), "warning.lifted");
  EXPECT_EQ(moderator.get("/notifications").text_at("/items/0/type"), "own_warning.lifted");
  expect_status(204, moderator.remove("/author-notes/" + warning.text_at("/id")));
  EXPECT_EQ(author.get("/warnings").items(), 0U);
}

TEST_F(AuthorNoteApi, says_what_does_not_fit_and_changes_nothing) {
  EXPECT_EQ(moderator.post(path, {{"text", "x"}}).text_at("/errors/0/pointer"), "/kind");
  EXPECT_EQ(moderator.post(path, {{"kind", "blame"}, {"text", "x"}}).text_at("/errors/0/pointer"), "/kind");
  EXPECT_EQ(moderator.post(path, {{"kind", "note"}}).text_at("/errors/0/pointer"), "/text");
  EXPECT_EQ(moderator.post(path, {{"kind", "note"}, {"text", "  "}}).text_at("/errors/0/code"), "empty");
  EXPECT_EQ(
      moderator.post(path, {{"kind", "note"}, {"text", std::string(1001, 'x')}}).text_at("/errors/0/code"),
      "too_long");
  EXPECT_EQ(asker.post(path, {{"kind", "note"}, {"text", "x"}}).code(), "not_permitted");
  EXPECT_EQ(
      moderator.post("/posts/" + std::string(26, '0') + "/author-notes", {{"kind", "note"}, {"text", "x"}})
          .status,
      404);
  auto const own = reply(moderator, thread);
  EXPECT_EQ(moderator.post("/posts/" + own + "/author-notes", {{"kind", "note"}, {"text", "x"}}).code(),
            "not_permitted");
  EXPECT_EQ(moderator.get("/author-notes?author=x").code(), "invalid_query");
  EXPECT_EQ(author.get("/warnings").items(), 0U);
}

}  // namespace
}  // namespace tests::api
