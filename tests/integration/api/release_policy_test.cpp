// A bureau's release policy over the wire: who may read and set it, what is refused, and what it does to
// those who write, release and read.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

// A server of its own: what a bureau asks for touches all that its officers write.
class ReleasePolicy : public testing::Test {
 protected:
  ApiAnswer set(object const& more) {
    object policy{{"version", coordinator.get("/release-policy").number_at("/version")},
                  {"rule", "always"},
                  {"deadline_hours", 8}};
    for (auto const& [key, value] : more) policy[key] = value;
    return coordinator.put("/release-policy", policy);
  }
  static bool may(ApiClient& who, std::string_view what) {
    auto const me = who.get("/me");
    for (auto const& one : me.body.at("may").as_array()) {
      if (one.as_string() == what) return true;
    }
    return false;
  }
  std::string id_of(std::string_view who) { return server.client(who).get("/me").text_at("/id"); }

  ForumServer server;
  ApiClient coordinator = server.client("coordinator.es");
  ApiClient author = server.client("officer1.es");
  ApiClient substitute = server.client("officer2.es");
  ApiClient reader = server.client("officer1.br");
  std::string thread = open_thread(reader, server.topic("open")).id;
  object const reason{{"reason", "Checked."}};
};

TEST_F(ReleasePolicy, is_for_coordinators_of_the_bureau) {
  auto const policy = expect_status(200, coordinator.get("/release-policy"));
  EXPECT_EQ(policy.text_at("/rule"), "restricted_and_above");
  EXPECT_EQ(policy.number_at("/deadline_hours"), 72);
  EXPECT_EQ(policy.number_at("/version"), 1);
  object const asked{{"version", 1}, {"rule", "never"}, {"deadline_hours", 8}};
  for (auto const who : {"officer1.es", "security.es", "moderator.ke", "unit.ipsg", "admin.ipsg",
                         "compliance.ipsg", "auditor.ipsg"}) {
    auto other = server.client(who);
    EXPECT_EQ(other.get("/release-policy").status, 403) << who;
    EXPECT_EQ(other.put("/release-policy", asked).status, 403) << who;
    EXPECT_FALSE(may(other, "read_release_policy")) << who;
  }
  EXPECT_TRUE(may(coordinator, "read_release_policy"));
  expect_status(200, set({}));
  // Another bureau's is another.
  EXPECT_EQ(server.client("coordinator.br").get("/release-policy").number_at("/version"), 1);
}

TEST_F(ReleasePolicy, is_refused_where_it_says_something_unfit) {
  auto const refused = [&](object const& more, std::string_view pointer, std::string_view code) {
    auto const answer = set(more);
    EXPECT_EQ(answer.status, 400) << answer.text;
    EXPECT_EQ(answer.text_at("/errors/0/pointer"), pointer);
    EXPECT_EQ(answer.text_at("/errors/0/code"), code);
  };
  refused({{"rule", "sometimes"}}, "/rule", "unknown_value");
  refused({{"rule", nullptr}}, "/rule", "wrong_type");
  refused({{"deadline_hours", 0}}, "/deadline_hours", "out_of_range");
  refused({{"deadline_hours", 8761}}, "/deadline_hours", "out_of_range");
  refused({{"deadline_hours", 1.5}}, "/deadline_hours", "wrong_type");
  refused({{"colour", "blue"}}, "/colour", "unknown_field");
  // Nobody, somebody of another bureau, a coordinator, and who may not write are refused alike.
  for (auto const& id : {std::string(26, '0'), id_of("officer1.br"), id_of("coordinator.es"),
                         id_of("security.es"), id_of("admin.ipsg")}) {
    refused({{"substitute_id", id}}, "/substitute_id", "unknown_value");
  }
  EXPECT_EQ(set({{"version", 9}}).code(), "version_conflict");
  EXPECT_EQ(coordinator.get("/release-policy").number_at("/version"), 1);
  EXPECT_EQ(coordinator.get("/release-policy").text_at("/rule"), "restricted_and_above");
}

TEST_F(ReleasePolicy, of_always_holds_back_what_officers_write_until_somebody_releases_it) {
  EXPECT_TRUE(may(author, "publish"));
  expect_status(200, set({{"substitute_id", id_of("officer2.es")}}));
  EXPECT_FALSE(may(author, "publish"));
  EXPECT_TRUE(may(substitute, "release"));
  EXPECT_FALSE(may(substitute, "read_release_policy"));
  auto const written = expect_status(201, author.post("/threads/" + thread + "/posts", {{"body", "Words."}}));
  EXPECT_EQ(written.text_at("/state"), "awaiting_release");
  auto const post = written.text_at("/id");
  EXPECT_EQ(reader.get("/posts/" + post).status, 404);
  EXPECT_EQ(author.post("/posts/" + post + "/release", reason).status, 403);
  EXPECT_EQ(substitute.get("/notifications").text_at("/items/0/type"), "post.submitted");
  // Whoever stands in cannot change what he stands in for.
  EXPECT_EQ(substitute.get("/release-policy").status, 403);
  EXPECT_EQ(
      substitute.put("/release-policy", {{"version", 2}, {"rule", "never"}, {"deadline_hours", 8}}).status,
      403);
  expect_status(200, substitute.post("/posts/" + post + "/release", reason));
  expect_status(200, reader.get("/posts/" + post));
}

TEST_F(ReleasePolicy, takes_what_waits_from_the_substitute_at_once) {
  expect_status(200, set({{"substitute_id", id_of("officer2.es")}}));
  auto const post = reply(author, thread);
  expect_status(200, substitute.get("/posts/" + post));
  auto stream = substitute.stream();
  stream.next("hello");
  stream.watch({}, {thread});
  std::this_thread::sleep_for(200ms);  // the watch is taken
  expect_status(200, set({{"substitute_id", nullptr}}));
  EXPECT_EQ(substitute.get("/posts/" + post).status, 404);
  EXPECT_EQ(substitute.get("/release-queue").status, 403);
  EXPECT_EQ(substitute.post("/posts/" + post + "/release", reason).status, 404);
  EXPECT_EQ(substitute.get("/notifications").items(), 0U);
  stream.next("reset");  // what is on his screen is read again
  EXPECT_EQ(coordinator.get("/release-queue").items(), 1U);
}

TEST_F(ReleasePolicy, lets_the_substitute_decide_about_widenings_that_others_ask_for) {
  auto const among = [&](std::vector<std::string> const& names) {
    std::vector<std::string> ids;
    for (auto const& name : names) ids.push_back(server.organisation(name));
    return only(ids);
  };
  auto const own = open_thread(author, server.topic("open"), {{"audience", among({"es", "fr"})}}).id;
  auto const ask = [&](ApiClient& who, std::vector<std::string> const& readers) {
    object const body{{"version", 1}, {"audience", among(readers)}, {"reason", "They need it."}};
    expect_status(201, who.post("/threads/" + own + "/widening", body));
    return coordinator.get("/consents").text_at("/items/0/id");
  };
  object const consent{{"decision", "approve"}, {"reason", "As they ask."}};
  auto const first = ask(author, {"es", "fr", "br"});
  EXPECT_EQ(substitute.post("/consents/" + first + "/decision", consent).status, 403);
  expect_status(200, set({{"rule", "never"}, {"substitute_id", id_of("officer2.es")}}));
  EXPECT_TRUE(may(substitute, "consent_widening"));
  EXPECT_EQ(substitute.get("/duties").number_at("/consents"), 1);
  expect_status(200, substitute.post("/consents/" + first + "/decision", consent));
  expect_status(200, reader.get("/threads/" + own));
  auto const his = substitute.get("/threads/" + own).number_at("/version");
  object const body{{"version", his}, {"audience", among({"es", "fr", "br", "ke"})}, {"reason", "And they."}};
  expect_status(201, substitute.post("/threads/" + own + "/widening", body));
  auto const second = substitute.get("/consents").text_at("/items/0/id");
  EXPECT_EQ(substitute.post("/consents/" + second + "/decision", consent).code(), "second_person_required");
}

}  // namespace
}  // namespace tests::api
