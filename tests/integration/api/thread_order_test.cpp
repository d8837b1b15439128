// Closing and merging of threads through the whole server; and worked example 12.
#include <regex>

#include "tests/integration/api/worked_example.hpp"

namespace tests::api {
namespace {

class ThreadOrderApi : public Api {
 protected:
  ApiAnswer act(ApiClient& who, std::string const& thread, std::string const& what, object body = {}) {
    body["reason"] = "To keep order.";
    body["version"] = who.get("/threads/" + thread).number_at("/version");
    return who.post("/threads/" + thread + "/" + what, body);
  }
  // As a second person is needed for it.
  ApiAnswer propose(ApiClient& who, std::string const& thread, std::string const& what, object body = {}) {
    body["act"] = what;
    return act(who, thread, "order-proposals", body);
  }
  ApiAnswer decide(ApiClient& who, ApiAnswer const& proposal, std::string const& decision = "approve") {
    return who.post("/order-proposals/" + proposal.text_at("/id") + "/decision",
                    {{"decision", decision}, {"reason", "So it is."}});
  }
  ApiAnswer order(ApiClient& who, std::string const& thread) {
    return expect_status(200, who.get("/threads/" + thread + "/order"));
  }

  ApiClient french = client("officer1.fr");
  ApiClient spanish = client("officer1.es");
  ApiClient moderator = client("moderator.ke");
  ApiClient unit = client("unit.ipsg");
};

TEST_F(ThreadOrderApi, closes_a_thread_with_a_summary_and_opens_it_again) {
  auto const thread = open_thread(french, open());
  EXPECT_EQ(act(french, thread.id, "close", {{"summary", "Done."}}).status, 403);
  EXPECT_EQ(act(moderator, thread.id, "close", {{"summary", " "}}).text_at("/errors/0/pointer"), "/summary");
  auto const closed =
      expect_status(200, act(moderator, thread.id, "close", {{"summary", "Article 16 does."}}));
  EXPECT_TRUE(closed.body.at("locked").as_bool());
  auto const told = order(spanish, thread.id);
  EXPECT_EQ(told.text_at("/closed/summary"), "Article 16 does.");
  EXPECT_TRUE(is_time(told.text_at("/closed/at")));
  EXPECT_EQ(told.body.at("may").as_array().size(), 0u);
  // It comes with the thread, too.
  EXPECT_EQ(spanish.get("/threads/" + thread.id).body.at("order"), told.body);
  EXPECT_EQ(spanish.post("/threads/" + thread.id + "/posts", {{"body", "But"}}).code(), "thread_locked");
  EXPECT_EQ(french.get("/notifications").text_at("/items/0/type"), "thread.closed");
  expect_status(200, act(moderator, thread.id, "reopen"));
  EXPECT_TRUE(order(spanish, thread.id).body.at("closed").is_null());
  EXPECT_EQ(act(moderator, thread.id, "reopen").code(), "state_conflict");
  auto const log = expect_status(200, moderator.get("/audit?view=moderation&object=" + thread.id));
  EXPECT_NE(log.text.find("thread.unlocked"), std::string::npos);
  EXPECT_NE(log.text.find("To keep order."), std::string::npos);
}

TEST_F(ThreadOrderApi, merges_a_thread_into_another_and_takes_that_back) {
  auto const thread = open_thread(french, open());
  auto const other = open_thread(spanish, open(), {{"title", "The older one"}});
  auto const hidden = open_thread(french, open(), {{"audience", only({server.organisation("fr")})}});
  EXPECT_EQ(propose(moderator, thread.id, "merge", {{"into", hidden.id}}).status, 404);
  EXPECT_EQ(propose(moderator, thread.id, "merge", {{"into", std::string(26, '7')}}).status, 404);
  EXPECT_EQ(propose(moderator, thread.id, "merge", {{"into", thread.id}}).text_at("/errors/0/pointer"),
            "/into");
  EXPECT_EQ(propose(moderator, thread.id, "merge").text_at("/errors/0/pointer"), "/into");
  auto const proposal = expect_status(201, propose(moderator, thread.id, "merge", {{"into", other.id}}));
  EXPECT_TRUE(order(spanish, thread.id).body.at("merged_into").is_null()) << "nothing is done yet";
  expect_status(200, decide(unit, proposal));
  EXPECT_EQ(order(spanish, thread.id).text_at("/merged_into/title"), "The older one");
  EXPECT_EQ(order(spanish, other.id).text_at("/merged/0/id"), thread.id);
  auto const circle = expect_status(201, propose(moderator, other.id, "merge", {{"into", thread.id}}));
  EXPECT_EQ(decide(unit, circle).code(), "state_conflict");
  EXPECT_EQ(french.get("/notifications").text_at("/items/0/type"), "thread.merged");
  EXPECT_EQ(spanish.get("/notifications").text_at("/items/0/type"), "thread.took_in");
  expect_status(200, act(moderator, thread.id, "separate"));
  EXPECT_EQ(spanish.get("/notifications").text_at("/items/0/type"), "thread.gave_back");
  EXPECT_TRUE(order(spanish, thread.id).body.at("merged_into").is_null());
  reply(spanish, thread.id);
}

TEST_F(ThreadOrderApi, takes_a_second_person_of_another_country) {
  auto const thread = open_thread(french, open());
  auto const other = open_thread(spanish, open());
  auto const told = moderator.get("/threads/" + thread.id + "/order");
  EXPECT_EQ(told.text_at("/needs_second/0"), "merge");
  EXPECT_TRUE(told.body.at("has_second").as_bool());
  EXPECT_EQ(spanish.get("/threads/" + thread.id + "/order").body.at("needs_second").as_array().size(), 0u);
  EXPECT_EQ(propose(moderator, thread.id, "lock").code(), "state_conflict") << "that he may do alone";
  EXPECT_EQ(propose(moderator, thread.id, "erase").text_at("/errors/0/pointer"), "/act");
  EXPECT_EQ(propose(spanish, thread.id, "merge", {{"into", other.id}}).code(), "not_permitted");
  auto const proposal = expect_status(201, propose(moderator, thread.id, "merge", {{"into", other.id}}));
  EXPECT_EQ(decide(moderator, proposal).code(), "second_person_required");
  EXPECT_EQ(decide(spanish, proposal).code(), "not_found");
  EXPECT_EQ(spanish.get("/order-proposals").code(), "not_permitted");
  auto const waiting = expect_status(200, unit.get("/order-proposals?limit=100"));
  EXPECT_NE(waiting.text.find(proposal.text_at("/id")), std::string::npos);
  EXPECT_GT(unit.get("/duties").number_at("/order_proposals"), 0);
  EXPECT_EQ(decide(unit, proposal, "perhaps").text_at("/errors/0/pointer"), "/decision");
  EXPECT_EQ(expect_status(200, decide(unit, proposal, "refuse")).text_at("/outcome"), "refused");
  EXPECT_EQ(decide(unit, proposal).code(), "already_decided");
  auto const past = expect_status(200, moderator.get("/order-proposals?state=past&limit=100"));
  EXPECT_NE(past.text.find("So it is."), std::string::npos);
  auto const again = expect_status(201, propose(moderator, thread.id, "merge", {{"into", other.id}}));
  EXPECT_EQ(unit.remove("/order-proposals/" + again.text_at("/id")).status, 404);
  EXPECT_EQ(moderator.remove("/order-proposals/" + again.text_at("/id")).status, 204);
}

TEST_F(ThreadOrderApi, tells_who_proposed_at_once_what_a_second_person_decided) {
  auto const thread = open_thread(french, open());
  auto const other = open_thread(spanish, open());
  auto const proposal = expect_status(201, propose(moderator, thread.id, "merge", {{"into", other.id}}));
  auto proposing = moderator.stream();
  proposing.next("hello");
  auto asking = french.stream();
  asking.next("hello");
  expect_status(200, decide(unit, proposal, "refuse"));
  auto const told = proposing.next("notification");
  EXPECT_EQ(told.at("thread_id").as_string(), thread.id);
  EXPECT_EQ(boost::json::serialize(told).find("So it is."), std::string::npos) << "ids only";
  EXPECT_TRUE(asking.is_silent(500ms)) << "what was not done is no news to anybody else";
  EXPECT_EQ(moderator.get("/notifications").text_at("/items/0/type"), "proposal.refused");
  auto const again = expect_status(201, propose(moderator, thread.id, "merge", {{"into", other.id}}));
  expect_status(200, decide(unit, again));
  EXPECT_EQ(moderator.get("/notifications").text_at("/items/0/type"), "proposal.approved");
}

TEST_F(ThreadOrderApi, waits_for_another_country_in_a_dispute_to_which_the_moderators_own_is_a_party) {
  auto const thread = open_thread(french, open());
  auto const post = reply(spanish, thread.id);
  auto kenyan = client("officer1.ke");
  expect_status(201, kenyan.post("/posts/" + post + "/flag", {{"reason", "off_subject"}}));
  auto const lock = [&](ApiClient& who) {
    return who.patch("/threads/" + thread.id,
                     {{"version", who.get("/threads/" + thread.id).number_at("/version")}, {"locked", true}});
  };
  EXPECT_EQ(lock(moderator).code(), "second_person_required");
  auto const proposal = expect_status(201, propose(moderator, thread.id, "lock"));
  expect_status(200, decide(unit, proposal));
  EXPECT_TRUE(spanish.get("/threads/" + thread.id).body.at("locked").as_bool());
  // Hiding is the interim measure: it waits for nobody.
  EXPECT_EQ(moderator.post("/posts/" + post + "/hide", {{"version", 1}, {"reason", "For now."}}).status, 204);
}

TEST_F(ThreadOrderApi, takes_two_for_labels_and_answers_to_flags_in_such_a_dispute) {
  auto const thread = open_thread(french, open());
  auto const post = reply(spanish, thread.id);
  auto kenyan = client("officer1.ke");
  expect_status(201, kenyan.post("/posts/" + post + "/flag", {{"reason", "off_subject"}}));
  auto const told = moderator.get("/threads/" + thread.id + "/order");
  EXPECT_NE(told.text.find("\"relabel\""), std::string::npos);
  EXPECT_EQ(propose(moderator, thread.id, "relabel").code(), "invalid_body");
  EXPECT_EQ(propose(moderator, thread.id, "answer_flags").text_at("/errors/0/pointer"), "/act");
  EXPECT_EQ(propose(moderator, thread.id, "relabel", {{"title", ""}}).text_at("/errors/0/pointer"), "/title");
  auto const labels = expect_status(201, propose(moderator, thread.id, "relabel",
                                                 {{"title", "Found at last"}, {"tags", array{"Evidence"}}}));
  EXPECT_EQ(labels.text_at("/labels/title"), "Found at last");
  EXPECT_EQ(labels.text_at("/labels/tags/0"), "evidence");
  expect_status(200, decide(unit, labels));
  EXPECT_EQ(spanish.get("/threads/" + thread.id).text_at("/title"), "Found at last");

  auto const cases = expect_status(200, moderator.get("/flag-cases?limit=100"));
  std::string id;
  for (std::size_t i = 0; i < cases.items(); ++i) {
    auto const one = "/items/" + std::to_string(i);
    if (cases.text_at(one + "/post/id") == post) id = cases.text_at(one + "/id");
  }
  ASSERT_FALSE(id.empty());
  auto const answer = [&](std::string const& reply) -> object {
    return {{"outcome", "declined"}, {"reply", reply}, {"version", 1}};
  };
  auto const path = "/flag-cases/" + id + "/proposals";
  EXPECT_EQ(moderator.post("/flag-cases/" + id + "/decision", answer("No.")).code(),
            "second_person_required");
  EXPECT_EQ(moderator.post(path, answer(" ")).text_at("/errors/0/pointer"), "/reply");
  EXPECT_EQ(unit.post(path, answer("No.")).code(), "state_conflict");
  EXPECT_EQ(spanish.post(path, answer("No.")).status, 404);
  auto const proposal = expect_status(201, moderator.post(path, answer("It is to the point.")));
  EXPECT_EQ(proposal.text_at("/verdict/post_id"), post);
  expect_status(200, decide(unit, proposal));
  EXPECT_EQ(kenyan.get("/posts/" + post + "/flag").text_at("/decision/reply"), "It is to the point.");
}

TEST_F(ThreadOrderApi, asks_for_time_between_two_answers_of_one_person) {
  auto const thread = open_thread(french, open());
  auto const path = "/threads/" + thread.id + "/slow-mode";
  auto const slow = [&](ApiClient& who, int seconds) {
    return who.put(path, {{"reason", "It runs hot."},
                          {"version", who.get("/threads/" + thread.id).number_at("/version")},
                          {"seconds", seconds}});
  };
  EXPECT_EQ(slow(spanish, 600).code(), "not_permitted");
  EXPECT_EQ(slow(moderator, 90'000).text_at("/errors/0/pointer"), "/seconds");
  expect_status(200, slow(moderator, 600));
  EXPECT_EQ(french.get("/notifications").text_at("/items/0/type"), "thread.slowed");
  EXPECT_EQ(order(spanish, thread.id).number_at("/slow_mode/seconds"), 600);
  EXPECT_TRUE(order(spanish, thread.id).body.at("slow_mode").at("next_at").is_null());
  reply(spanish, thread.id);
  auto const refused = spanish.post("/threads/" + thread.id + "/posts", {{"body", "And another thing."}});
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.code(), "slow_mode");
  EXPECT_GT(std::stoi(refused.header("retry-after")), 500);
  EXPECT_TRUE(is_time(order(spanish, thread.id).text_at("/slow_mode/next_at")));
  reply(french, thread.id);
  reply(moderator, thread.id);
  reply(moderator, thread.id);
  expect_status(200, slow(moderator, 0));
  EXPECT_TRUE(order(spanish, thread.id).body.at("slow_mode").is_null());
  reply(spanish, thread.id);
}

TEST_F(WorkedExample, e12_move_and_merge_never_widen) {
  auto spanish = client("officer1.es");
  auto brazilian = client("officer1.br");
  auto moderator = client("moderator.ke");
  auto const among = [&](std::vector<std::string> ids) {
    for (auto& id : ids) id = server.organisation(id);
    return only(ids);
  };
  auto const thread = open_thread(author, open(), {{"audience", among({"fr", "es", "ke", "unit"})}});
  auto const narrower = reply(author, thread.id, {{"audience", among({"fr", "ke"})}});
  auto const wide = open_thread(spanish, open());
  auto const shown = [&](ApiClient& who) {
    std::string all;
    for (std::string const& path :
         {"/threads/" + wide.id, "/threads/" + wide.id + "/posts", "/threads/" + wide.id + "/order",
          "/threads/" + thread.id, "/threads/" + thread.id + "/order", "/posts/" + narrower}) {
      all += std::regex_replace(who.get(path).text, std::regex(R"re("(cursor|next)":"[^"]*")re"), "");
    }
    return all;
  };
  auto const before = shown(brazilian);
  auto stream = brazilian.stream();
  stream.next("hello");
  stream.watch({open()}, {wide.id, thread.id});
  std::this_thread::sleep_for(200ms);
  object const merge{{"act", "merge"}, {"reason", "One question."}, {"version", 1}, {"into", wide.id}};
  auto const proposal =
      expect_status(201, moderator.post("/threads/" + thread.id + "/order-proposals", merge));
  auto unit = client("unit.ipsg");
  expect_status(200, unit.post("/order-proposals/" + proposal.text_at("/id") + "/decision",
                               {{"decision", "approve"}, {"reason", "So it is."}}));

  // Who could not read it reads nothing of it, and hears of nothing.
  EXPECT_EQ(shown(brazilian), before);
  EXPECT_TRUE(stream.is_silent(300ms));
  // Who could read it finds it from there, each post for its own readers.
  EXPECT_EQ(spanish.get("/threads/" + wide.id + "/order").text_at("/merged/0/id"), thread.id);
  EXPECT_EQ(spanish.get("/threads/" + wide.id + "/order").number_at("/merged/0/posts"), 1);
  EXPECT_EQ(spanish.get("/posts/" + narrower).status, 404);
  EXPECT_EQ(moderator.get("/threads/" + wide.id + "/order").number_at("/merged/0/posts"), 2);
  // And a move into a narrower topic narrows at once.
  object const move{
      {"act", "move"}, {"reason", "There."}, {"version", 2}, {"topic_id", server.topic("narrow")}};
  auto const moving = expect_status(201, moderator.post("/threads/" + thread.id + "/order-proposals", move));
  expect_status(200, unit.post("/order-proposals/" + moving.text_at("/id") + "/decision",
                               {{"decision", "approve"}, {"reason", "So it is."}}));
  EXPECT_EQ(spanish.get("/threads/" + thread.id).status, 404);
  EXPECT_EQ(spanish.get("/threads/" + wide.id + "/order").body.at("merged").as_array().size(), 0u);
  EXPECT_EQ(shown(brazilian), before);
}

}  // namespace
}  // namespace tests::api
