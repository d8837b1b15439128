// What a post says is erased by two people: of its source, or compliance and an administrator, who learn
// nothing by it. A tombstone stays for the source.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class ErasureApi : public Api {
 protected:
  static ApiAnswer ask(ApiClient& who, std::string const& post, std::int64_t version = 1) {
    return who.post("/posts/" + post + "/erasure", {{"reason", "It names a witness."}, {"version", version}});
  }
  static ApiAnswer order(ApiClient& who, std::string const& post, std::string const& reference = "D 7") {
    return who.post("/erasure-orders",
                    {{"post_id", post}, {"reference", reference}, {"reason", "As decided."}});
  }
  static ApiAnswer decide(ApiClient& who, ApiAnswer const& proposal, std::string_view decision = "approve") {
    return who.post("/proposals/" + proposal.text_at("/id") + "/decision", {{"decision", decision}});
  }
  static boost::json::object contribution(ApiClient& who, std::string const& post) {
    auto const list = expect_status(200, who.get("/contributions?limit=100"));
    for (auto const& item : list.body.at("items").as_array()) {
      if (item.at("id").as_string() == post) return item.as_object();
    }
    return {};
  }
  // Without what is made anew for each.
  static std::string shape_of(ApiAnswer answer) {
    auto& proposal = answer.body.as_object();
    for (auto const name : {"id", "what", "proposed_at", "expires_at", "decided_at"}) proposal.erase(name);
    return boost::json::serialize(answer.body);
  }

  ApiClient author = client("officer1.fr");
  ApiClient coordinator = client("coordinator.fr");
  ApiClient other = client("officer1.es");
};

TEST_F(ErasureApi, is_asked_for_by_the_author_and_approved_by_a_coordinator) {
  auto const thread = open_thread(other, open()).id;
  auto const post = reply(author, thread, {{"body", "The heliotrope stands there."}});
  auto stream = other.stream();
  stream.next("hello");
  stream.watch({}, {thread});
  auto const waiting = coordinator.get("/duties").number_at("/erasures");
  auto const asked = expect_status(201, ask(author, post));
  EXPECT_EQ(asked.text_at("/kind"), "erasure");
  EXPECT_EQ(coordinator.get("/duties").number_at("/erasures"), waiting + 1);
  EXPECT_TRUE(author.get("/duties").body.at("erasures").is_null());
  EXPECT_TRUE(other.get("/duties").body.at("erasures").is_null());
  auto const list = expect_status(200, coordinator.get("/erasures"));
  EXPECT_EQ(list.text_at("/items/0/post_id"), post);
  EXPECT_EQ(list.text_at("/items/0/post/body"), "The heliotrope stands there.");
  EXPECT_EQ(author.get("/erasures").code(), "not_permitted");
  EXPECT_EQ(decide(other, asked).status, 404);

  expect_status(200, decide(coordinator, asked));
  EXPECT_EQ(stream.next("post.gone").at("post_id").as_string(), post);
  for (auto* const who : {&author, &coordinator, &other}) {
    EXPECT_EQ(who->get("/posts/" + post).status, 404);
    EXPECT_EQ(who->get("/posts/" + post + "/revisions").status, 404);
  }
  auto const stone = contribution(author, post);
  EXPECT_EQ(stone.at("state").as_string(), "erased");
  EXPECT_EQ(stone.at("body").as_string(), "");
  EXPECT_TRUE(is_time(std::string(stone.at("erased").at("erased_at").as_string())));
  EXPECT_TRUE(stone.at("erased").at("order").is_null());
  auto const acts = coordinator.get("/audit?view=contributions&kind=erasure&object=" + post);
  EXPECT_EQ(acts.text_at("/items/0/event"), "post.erased");
  EXPECT_EQ(coordinator.get("/erasures").text.find("heliotrope"), std::string::npos);
}

TEST_F(ErasureApi, takes_a_second_person_who_has_not_written_it) {
  auto const post = reply(author, open_thread(other, open()).id);
  auto const asked = expect_status(201, ask(coordinator, post));
  EXPECT_EQ(decide(coordinator, asked).code(), "second_person_required");
  EXPECT_EQ(ask(author, post).code(), "state_conflict");
  expect_status(200, coordinator.call("DELETE", "/proposals/" + asked.text_at("/id")));
  EXPECT_EQ(other.get("/posts/" + post).status, 200);
  auto const own = reply(coordinator, open_thread(other, open()).id);
  EXPECT_EQ(decide(coordinator, expect_status(201, ask(coordinator, own))).code(), "second_person_required");
}

TEST_F(ErasureApi, is_taken_back_by_the_author_who_asked) {
  auto const post = reply(author, open_thread(other, open()).id);
  auto const asked = expect_status(201, ask(author, post)).text_at("/id");
  EXPECT_EQ(contribution(author, post).at("own_erasure_request").as_string(), asked);
  EXPECT_EQ(other.call("DELETE", "/proposals/" + asked).code(), "not_found");
  auto const withdrawn = expect_status(200, author.call("DELETE", "/proposals/" + asked));
  EXPECT_EQ(withdrawn.text_at("/outcome"), "withdrawn");
  EXPECT_TRUE(contribution(author, post).at("erasure_asked_at").is_null());
}

TEST_F(ErasureApi, is_ordered_by_compliance_and_tells_nobody_whether_there_was_a_post) {
  auto compliance = client("compliance.ipsg");
  auto administrator = client("admin.ipsg");
  auto const post = reply(author, open_thread(other, open()).id);
  auto const of_post = expect_status(201, order(compliance, post));
  auto const of_nothing = expect_status(201, order(compliance, std::string(26, '7')));
  EXPECT_EQ(shape_of(of_post), shape_of(of_nothing));
  EXPECT_EQ(order(administrator, post).code(), "not_permitted");
  EXPECT_EQ(order(coordinator, post).code(), "not_permitted");
  EXPECT_EQ(decide(compliance, of_post).code(), "not_permitted");
  EXPECT_EQ(compliance.get("/posts/" + post).status, 404);
  EXPECT_TRUE(administrator.get("/erasures").body.at("items").at(0).at("post").is_null());
  auto const done = expect_status(200, decide(administrator, of_post));
  EXPECT_EQ(shape_of(done), shape_of(expect_status(200, decide(administrator, of_nothing))));
  EXPECT_EQ(author.get("/posts/" + post).status, 404);
  auto const stone = contribution(coordinator, post);
  EXPECT_EQ(stone.at("erased").at("order").as_string(), "D 7");
  EXPECT_EQ(stone.at("erased").at("reason").as_string(), "As decided.");
  for (auto* const who : {&compliance, &administrator}) {
    EXPECT_EQ(who->get("/audit?view=own_trail&limit=100").text.find("post.erased"), std::string::npos);
  }
  EXPECT_EQ(compliance.get("/audit?view=compliance").text_at("/items/0/event"), "erasure.ordered");
}

TEST_F(ErasureApi, says_what_does_not_fit_and_erases_nothing) {
  auto compliance = client("compliance.ipsg");
  auto const post = reply(author, open_thread(other, open()).id);
  EXPECT_EQ(ask(author, post, 2).code(), "version_conflict");
  EXPECT_EQ(ask(other, post).code(), "not_permitted");
  EXPECT_EQ(ask(compliance, post).code(), "not_found");
  EXPECT_EQ(ask(author, std::string(26, '7')).code(), "not_found");
  std::string const path = "/posts/" + post + "/erasure";
  EXPECT_EQ(author.post(path, {{"version", 1}}).text_at("/errors/0/pointer"), "/reason");
  EXPECT_EQ(author.post(path, {{"reason", "x"}}).text_at("/errors/0/pointer"), "/version");
  EXPECT_EQ(author.post(path, {{"reason", " "}, {"version", 1}}).text_at("/errors/0/code"), "empty");
  EXPECT_EQ(author.post(path, {{"reason", "x"}, {"version", 1}, {"more", 1}}).text_at("/errors/0/code"),
            "unknown_field");
  EXPECT_EQ(order(compliance, "zz").text_at("/errors/0/pointer"), "/post_id");
  EXPECT_EQ(order(compliance, post, "").text_at("/errors/0/pointer"), "/reference");
  EXPECT_EQ(order(compliance, post, std::string(65, 'x')).text_at("/errors/0/code"), "too_long");
  EXPECT_EQ(compliance.post("/erasure-orders", {{"post_id", post}, {"reference", "D 1"}})
                .text_at("/errors/0/pointer"),
            "/reason");
  EXPECT_EQ(other.get("/posts/" + post).status, 200);
}

}  // namespace
}  // namespace tests::api
