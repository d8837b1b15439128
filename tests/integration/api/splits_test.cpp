// Branches that are split off their thread, through the whole server; worked example 12 for them.
#include <regex>

#include "tests/integration/api/worked_example.hpp"

namespace tests::api {
namespace {

class SplitApi : public Api {
 protected:
  ApiAnswer split(ApiClient& who, std::string const& post, object body = {}) {
    auto const now = who.get("/posts/" + post);
    object asked{{"reason", "Another matter."},
                 {"version", now.status == 200 ? now.number_at("/version") : 1},
                 {"title", "Another matter"},
                 {"kind", "question"},
                 {"summary", "Asked beside the first question."}};
    for (auto const& [name, value] : body) asked[name] = value;
    return who.post("/posts/" + post + "/split", asked);
  }
  ApiAnswer rejoin(ApiClient& who, std::string const& thread) {
    return who.post(
        "/threads/" + thread + "/rejoin",
        {{"reason", "It is the same."}, {"version", who.get("/threads/" + thread).number_at("/version")}});
  }

  ApiClient french = client("officer1.fr");
  ApiClient spanish = client("officer1.es");
  ApiClient brazilian = client("officer1.br");
  ApiClient moderator = client("moderator.ke");
};

TEST_F(SplitApi, makes_a_thread_of_a_branch_and_puts_it_back) {
  auto const thread = open_thread(french, open());
  auto const top = reply(spanish, thread.id);
  auto const below = reply(brazilian, thread.id, {{"parent_id", top}});
  auto stream = brazilian.stream();
  stream.next("hello");
  stream.watch({}, {thread.id});
  std::this_thread::sleep_for(200ms);

  EXPECT_EQ(split(spanish, top).code(), "not_permitted");
  EXPECT_EQ(split(moderator, top, {{"title", " "}}).text_at("/errors/0/pointer"), "/title");
  EXPECT_EQ(split(moderator, top, {{"title", "a\nb"}}).text_at("/errors/0/pointer"), "/title");
  EXPECT_EQ(split(moderator, top, {{"summary", ""}}).text_at("/errors/0/pointer"), "/summary");
  EXPECT_EQ(split(moderator, top, {{"kind", "quarrel"}}).text_at("/errors/0/pointer"), "/kind");
  EXPECT_EQ(split(moderator, top, {{"version", 9}}).code(), "version_conflict");
  EXPECT_EQ(split(moderator, thread.first_post).code(), "state_conflict");
  EXPECT_EQ(split(moderator, std::string(26, '7')).status, 404);

  auto const personal = split(moderator, top,
                              {{"title", "Who has DE89370400440532013000?"},
                               {"summary", "Passport no. X1234567."},
                               {"personal_data", "ask"}});
  EXPECT_EQ(personal.code(), "personal_data");
  EXPECT_EQ(personal.text_at("/errors/0/pointer"), "/title");
  EXPECT_EQ(personal.text_at("/errors/1/pointer"), "/summary");

  auto const made = expect_status(201, split(moderator, top, {{"personal_data", "confirmed"}}));
  auto const id = made.text_at("/id");
  EXPECT_EQ(made.text_at("/kind"), "question");
  EXPECT_EQ(stream.next("post.changed").at("post_id").as_string(), top);
  EXPECT_EQ(brazilian.get("/posts/" + below).text_at("/thread_id"), id);
  EXPECT_EQ(brazilian.get("/threads/" + thread.id + "/posts").body.at("items").as_array().size(), 1u);
  auto const order = expect_status(200, brazilian.get("/threads/" + id + "/order"));
  EXPECT_EQ(order.text_at("/split_from/thread/id"), thread.id);
  EXPECT_EQ(order.text_at("/split_from/summary"), "Asked beside the first question.");
  auto const left = expect_status(200, brazilian.get("/threads/" + thread.id + "/order"));
  EXPECT_EQ(left.text_at("/split_off/0/thread/id"), id);
  EXPECT_EQ(left.number_at("/split_off/0/thread/posts"), 2);
  EXPECT_EQ(left.text_at("/split_off/0/below_id"), thread.first_post);
  EXPECT_EQ(spanish.get("/notifications").text_at("/items/0/type"), "branch.split");
  EXPECT_EQ(moderator.get("/audit?view=moderation&object=" + top).text_at("/items/0/event"), "thread.split");
  EXPECT_NE(moderator.get("/topics/" + open() + "/moderation").text.find("Another matter."),
            std::string::npos);

  auto const back = expect_status(200, rejoin(moderator, id));
  EXPECT_EQ(back.text_at("/id"), thread.id);
  EXPECT_EQ(back.number_at("/posts"), 3);
  EXPECT_EQ(brazilian.get("/threads/" + id).status, 404);
  EXPECT_EQ(rejoin(moderator, thread.id).code(), "state_conflict");
  EXPECT_EQ(spanish.get("/notifications").text_at("/items/0/type"), "branch.rejoined");
}

TEST_F(WorkedExample, e12_a_split_never_widens) {
  auto spanish = client("officer1.es");
  auto brazilian = client("officer1.br");
  auto moderator = client("moderator.ke");
  auto const among = [&](std::vector<std::string> ids) {
    for (auto& id : ids) id = server.organisation(id);
    return only(ids);
  };
  auto const thread = open_thread(author, open());
  auto const top = reply(author, thread.id, {{"audience", among({"fr", "es", "ke"})}});
  auto const narrower = reply(spanish, thread.id, {{"parent_id", top}, {"audience", among({"fr", "es"})}});
  auto const shown = [&](ApiClient& who) {
    std::string all;
    for (std::string const& path :
         {"/threads/" + thread.id, "/threads/" + thread.id + "/posts", "/threads/" + thread.id + "/order",
          "/topics/" + open(), "/topics/" + open() + "/threads", "/posts/" + top, "/posts/" + narrower}) {
      all += std::regex_replace(who.get(path).text, std::regex(R"re("(cursor|next)":"[^"]*")re"), "");
    }
    return all;
  };
  auto const before = shown(brazilian);
  auto stream = brazilian.stream();
  stream.next("hello");
  stream.watch({open()}, {thread.id});
  std::this_thread::sleep_for(200ms);
  auto const made = expect_status(
      201, moderator.post(
               "/posts/" + top + "/split",
               {{"reason", "Another matter."}, {"version", 1}, {"title", "Apart"}, {"summary", "So."}}));
  auto const id = made.text_at("/id");

  // Who could read nothing of the branch reads what he read, and hears of nothing; the thread is not there.
  EXPECT_EQ(shown(brazilian), before);
  EXPECT_TRUE(stream.is_silent(300ms));
  EXPECT_EQ(brazilian.get("/threads/" + id).text, brazilian.get("/threads/" + std::string(26, '7')).text);
  EXPECT_EQ(brazilian.get("/threads/" + id + "/posts").status, 404);
  // Nor does the moderator learn how much he may not read of it.
  EXPECT_EQ(made.number_at("/posts"), 2);
  EXPECT_EQ(moderator.get("/posts/" + narrower).status, 404);
  EXPECT_EQ(spanish.get("/posts/" + narrower).text_at("/thread_id"), id);
}

}  // namespace
}  // namespace tests::api
