// Named groups of organisations through the whole server: made by a coordinator, used by an officer to
// address a thread, and unknown to whoever is not offered them.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class GroupApi : public Api {
 protected:
  object group(std::string const& name, std::vector<std::string> const& members) {
    array ids;
    for (auto const& member : members) ids.emplace_back(server.organisation(member));
    return {{"name", name}, {"members", ids}};
  }
  ApiAnswer make(std::string const& name, std::vector<std::string> const& members) {
    return expect_status(201, coordinator.post("/groups", group(name, members)));
  }
  static bool is_offered(ApiClient& who, std::string const& id) {
    auto const list = expect_status(200, who.get("/groups?limit=100"));
    for (auto const& one : list.body.at("items").as_array()) {
      if (one.at("id").as_string() == id) return true;
    }
    return false;
  }

  ApiClient coordinator = client("coordinator.fr");
  ApiClient officer = client("officer1.fr");
};

TEST_F(GroupApi, lets_an_officer_address_a_group_and_its_members_read) {
  auto const made = make("Around the sea", {"fr", "es"});
  auto const id = made.text_at("/id");
  EXPECT_EQ(made.text_at("/owner/id"), server.organisation("fr"));
  EXPECT_EQ(made.number_at("/version"), 1);
  auto spanish = client("officer1.es");
  auto kenyan = client("officer1.ke");
  EXPECT_TRUE(is_offered(officer, id) && is_offered(spanish, id));
  EXPECT_FALSE(is_offered(kenyan, id));

  object const audience{{"base", "only"}, {"groups", {id}}};
  auto const summary =
      expect_status(200, officer.post("/audience/summary", {{"topic_id", open()}, {"audience", audience}}));
  EXPECT_EQ(summary.number_at("/bureaus"), 2);
  auto const thread = open_thread(officer, open(), {{"audience", audience}});
  EXPECT_EQ(spanish.get("/threads/" + thread.id).status, 200);
  EXPECT_EQ(kenyan.get("/threads/" + thread.id).status, 404);
  auto const told = officer.get("/threads/" + thread.id);
  EXPECT_FALSE(told.has("/audience/groups")) << "an audience is told as the organisations that it is";
  EXPECT_EQ(told.number_at("/audience/bureaus"), 2);

  // Everybody but the group, and several groups together.
  auto const other = make("The others", {"fr", "ke"}).text_at("/id");
  auto const both = open_thread(officer, open(), {{"audience", {{"base", "only"}, {"groups", {id, other}}}}});
  EXPECT_EQ(kenyan.get("/threads/" + both.id).status, 200);
  auto const spared = make("Without them", {"ke"}).text_at("/id");
  auto const except =
      open_thread(officer, open(), {{"audience", {{"base", "all_members"}, {"minus_groups", {spared}}}}});
  EXPECT_EQ(kenyan.get("/threads/" + except.id).status, 404);
  EXPECT_EQ(spanish.get("/threads/" + except.id).status, 200);
}

TEST_F(GroupApi, leaves_what_was_addressed_alone_when_a_group_changes_or_retires) {
  auto const id = make("For a while", {"fr", "es"}).text_at("/id");
  auto const thread = open_thread(officer, open(), {{"audience", {{"base", "only"}, {"groups", {id}}}}});
  auto change = group("For a while longer", {"fr", "ke"});
  change["version"] = 1;
  EXPECT_EQ(expect_status(200, coordinator.put("/groups/" + id, change)).number_at("/version"), 2);
  EXPECT_EQ(coordinator.put("/groups/" + id, change).code(), "version_conflict");
  EXPECT_EQ(client("officer1.ke").get("/threads/" + thread.id).status, 404);
  EXPECT_EQ(client("officer1.es").get("/threads/" + thread.id).status, 200);
  EXPECT_EQ(coordinator.remove("/groups/" + id).status, 204);
  EXPECT_EQ(coordinator.remove("/groups/" + id).status, 404);
  EXPECT_FALSE(is_offered(officer, id));
  EXPECT_EQ(client("officer1.ke").get("/threads/" + thread.id).status, 404);
  auto const late = officer.post(
      "/topics/" + open() + "/threads",
      {{"title", "Late"}, {"body", "Text."}, {"audience", {{"base", "only"}, {"groups", {id}}}}});
  EXPECT_EQ(late.status, 400);
  EXPECT_EQ(late.text_at("/errors/0/pointer"), "/audience/groups/0");
  EXPECT_EQ(late.text_at("/errors/0/code"), "unknown_value");
}

TEST_F(GroupApi, is_for_the_owner_to_change_and_hidden_from_who_is_not_offered_it) {
  auto const id = make("Not for everybody", {"fr", "es"}).text_at("/id");
  auto change = group("Taken over", {"es"});
  change["version"] = 1;
  for (auto const who : {"officer1.fr", "security.fr", "coordinator.es"}) {
    auto other = client(who);
    EXPECT_EQ(other.put("/groups/" + id, change).code(), "not_permitted") << who;
    EXPECT_EQ(other.remove("/groups/" + id).code(), "not_permitted") << who;
  }
  EXPECT_EQ(officer.post("/groups", group("Mine", {"fr"})).code(), "not_permitted");
  auto stranger = client("coordinator.ke");
  auto const unknown = stranger.put("/groups/" + std::string(26, '7'), change);
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(stranger.put("/groups/" + id, change).text, unknown.text);
  EXPECT_EQ(stranger.remove("/groups/" + id).status, 404);
  EXPECT_EQ(server.stranger().get("/groups").status, 401);
}

TEST_F(GroupApi, says_what_does_not_fit) {
  auto const refused = [&](object body, std::string_view pointer, std::string_view code) {
    auto const answer = coordinator.post("/groups", body);
    EXPECT_EQ(answer.status, 400) << answer;
    EXPECT_EQ(answer.text_at("/errors/0/pointer"), pointer) << answer;
    EXPECT_EQ(answer.text_at("/errors/0/code"), code) << answer;
  };
  make("Here already", {"fr"});
  refused(group("Here already", {"fr"}), "/name", "taken");
  refused(group("", {"fr"}), "/name", "empty");
  refused(group(std::string(101, 'n'), {"fr"}), "/name", "too_long");
  refused(group("a\nb", {"fr"}), "/name", "control_character");
  refused(group("Nobody", {}), "/members", "empty");
  refused({{"name", "No members"}}, "/members", "required");
  refused({{"name", "Unknown"}, {"members", {std::string(26, '7')}}}, "/members/0", "unknown_organisation");
  refused(group("Twice", {"fr", "fr"}), "/members/1", "duplicate");
  object more = group("More", {"fr"});
  more["version"] = 1;
  refused(more, "/version", "unknown_field");
}

}  // namespace
}  // namespace tests::api
