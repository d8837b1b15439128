// An author appeals against what moderation did to his thread; a third person undoes it.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class ActAppealApi : public Api {
 protected:
  ApiAnswer lock(std::string const& thread) {
    auto const version = moderator.get("/threads/" + thread).number_at("/version");
    return expect_status(
        200, moderator.patch("/threads/" + thread,
                             {{"version", version}, {"reason", "It goes in circles."}, {"locked", true}}));
  }
  ApiAnswer appeal(ApiClient& who, std::string const& thread, std::string const& act = "locked") {
    return who.post("/threads/" + thread + "/appeals",
                    {{"act", act},
                     {"reason", "It does not."},
                     {"version", who.get("/threads/" + thread).number_at("/version")}});
  }
  static ApiAnswer decide(ApiClient& who, std::string const& appeal, std::string const& outcome) {
    return who.post("/act-appeals/" + appeal + "/decision",
                    {{"outcome", outcome}, {"reason", "It is to the point."}});
  }

  ApiClient author = client("officer1.fr");
  ApiClient moderator = client("moderator.ke");
  ApiClient unit = client("unit.ipsg");
};

TEST_F(ActAppealApi, lets_an_author_appeal_and_a_third_person_undo_what_was_done) {
  auto const thread = open_thread(author, open()).id;
  lock(thread);
  auto const told = expect_status(200, author.get("/threads/" + thread + "/appeals"));
  EXPECT_EQ(told.text_at("/acts/0/act"), "locked");
  EXPECT_EQ(told.text_at("/acts/0/reason"), "It goes in circles.");
  EXPECT_EQ(told.text.find("moderator.ke"), std::string::npos) << "which person is not told";
  EXPECT_EQ(client("officer1.es").get("/threads/" + thread + "/appeals").code(), "not_permitted");
  EXPECT_EQ(appeal(author, thread, "closed").code(), "state_conflict");
  EXPECT_EQ(appeal(author, thread, "pinned").text_at("/errors/0/pointer"), "/act");
  auto const made = expect_status(200, appeal(author, thread));
  EXPECT_EQ(made.body.at("acts").as_array().size(), 0U);
  auto const id = made.text_at("/appeals/0/id");
  EXPECT_EQ(appeal(author, thread).code(), "state_conflict");

  auto const duties = unit.get("/duties").number_at("/act_appeals");
  EXPECT_GE(duties, 1);
  auto const heard = expect_status(200, unit.get("/act-appeals?limit=100"));
  EXPECT_NE(heard.text.find(id), std::string::npos);
  EXPECT_EQ(heard.text.find("officer1.fr"), std::string::npos);
  EXPECT_EQ(author.get("/act-appeals").code(), "not_permitted");
  EXPECT_EQ(decide(moderator, id, "granted").code(), "second_person_required");
  EXPECT_EQ(decide(author, id, "granted").status, 404);
  EXPECT_EQ(decide(unit, id, "lifted").text_at("/errors/0/pointer"), "/outcome");
  auto const done = expect_status(200, decide(unit, id, "granted"));
  EXPECT_EQ(done.text_at("/state"), "granted");
  EXPECT_TRUE(done.body.at("decision").at("undone").as_bool());
  EXPECT_FALSE(author.get("/threads/" + thread).body.at("locked").as_bool());
  EXPECT_EQ(unit.get("/duties").number_at("/act_appeals"), duties - 1);
  EXPECT_EQ(decide(unit, id, "refused").code(), "already_decided");
  EXPECT_NE(expect_status(200, unit.get("/act-appeals?state=past")).text.find(id), std::string::npos);

  EXPECT_EQ(author.get("/notifications").text_at("/items/0/type"), "thread.appeal_granted");
  EXPECT_EQ(moderator.get("/notifications").text_at("/items/0/type"), "own_act.undone");
  EXPECT_EQ(author.get("/threads/" + thread + "/appeals").text_at("/appeals/0/decision/reason"),
            "It is to the point.");
  auto const log = expect_status(200, moderator.get("/topics/" + open() + "/moderation"));
  EXPECT_NE(log.text.find("act_appeal.granted"), std::string::npos);
}

}  // namespace
}  // namespace tests::api
