// Statuses of organisations through the whole server: compliance proposes, an administrator approves.
#include "tests/integration/api/standing.hpp"

namespace tests::api {
namespace {

class StatusesApi : public Api {
 protected:
  std::string const eg = server.organisation("eg");
  ApiClient compliance = client("compliance.ipsg");
  ApiClient administrator = client("admin.ipsg");
};

TEST_F(StatusesApi, are_for_compliance_and_administrators_alone) {
  auto const list = compliance.get("/statuses");
  EXPECT_EQ(list.status, 200);
  EXPECT_EQ(list.text_at("/may/0"), "propose");
  EXPECT_EQ(administrator.get("/statuses").status, 200);
  EXPECT_EQ(administrator.get("/statuses").text_at("/may/0"), "let_in");
  EXPECT_FALSE(administrator.get("/statuses").has("/may/1"));
  for (auto const who : {"officer1.eg", "coordinator.eg", "security.eg", "unit.ipsg", "auditor.ipsg"}) {
    auto other = client(who);
    EXPECT_EQ(other.get("/statuses").status, 404) << who;
    EXPECT_EQ(propose_status(other, eg, "suspended", 1).status, 404) << who;
  }
}

TEST_F(StatusesApi, take_a_second_person_and_the_reference_of_a_decision) {
  auto const version = standing_of(compliance, eg).version;
  auto const proposal = expect_status(201, propose_status(compliance, eg, "supervised", version));
  EXPECT_EQ(proposal.text_at("/reference"), "Decision 12 of 2026");
  EXPECT_EQ(decide(compliance, proposal).code(), "not_permitted");
  EXPECT_EQ(propose_status(administrator, eg, "supervised", version).code(), "not_permitted");
  expect_status(200, decide(administrator, proposal));
  EXPECT_EQ(standing_of(compliance, eg).status, "supervised");
  EXPECT_EQ(decide(administrator, proposal).code(), "already_decided");
  EXPECT_EQ(propose_status(compliance, eg, "suspended", version).code(), "version_conflict");
  set_status(compliance, administrator, eg, "active");
  EXPECT_EQ(standing_of(compliance, eg).status, "active");
}

TEST_F(StatusesApi, of_an_organisation_that_is_let_in_begin_suspended) {
  object const member{
      {"kind", "ncb"},
      {"country", "VU"},
      {"city", "Port Vila"},
      {"names",
       {{"ar", "بورت فيلا"}, {"en", "NCB Port Vila"}, {"es", "OCN Port Vila"}, {"fr", "BCN Port Vila"}}},
      {"max_level", "restricted"}};
  EXPECT_EQ(client("coordinator.eg").post("/organisations", member).status, 404);
  EXPECT_EQ(compliance.post("/organisations", member).code(), "not_permitted");
  auto const let_in = expect_status(201, administrator.post("/organisations", member));
  EXPECT_EQ(let_in.text_at("/status"), "suspended");
  EXPECT_EQ(let_in.text_at("/organisation/name"), "NCB Port Vila");
  EXPECT_EQ(let_in.text_at("/max_level"), "restricted");
  auto const id = let_in.text_at("/organisation/id");
  auto officer = client("officer1.eg");
  EXPECT_EQ(officer.get("/organisations?limit=100").text.find(id), std::string::npos)
      << "nobody addresses it yet";
  auto const proposal = expect_status(201, propose_status(compliance, id, "active", 1));
  EXPECT_EQ(decide(administrator, proposal).code(), "second_person_required");
  auto second = client("admin2.ipsg");
  expect_status(200, decide(second, proposal));
  EXPECT_NE(officer.get("/organisations?limit=100").text.find(id), std::string::npos);
  EXPECT_EQ(administrator.post("/organisations", member).text_at("/errors/0/pointer"), "/country");
}

TEST_F(StatusesApi, say_what_does_not_fit) {
  auto const flaw = [&](object body, std::string_view pointer, std::string_view code) {
    object whole{{"version", standing_of(compliance, eg).version},
                 {"status", "supervised"},
                 {"reference", "D 1"},
                 {"reason", "Because."}};
    for (auto const& [name, value] : body) whole[name] = value;
    auto const answer = compliance.post("/organisations/" + eg + "/status/proposals", whole);
    EXPECT_EQ(answer.status, 400) << answer;
    EXPECT_EQ(answer.text_at("/errors/0/pointer"), pointer) << answer;
    EXPECT_EQ(answer.text_at("/errors/0/code"), code) << answer;
  };
  flaw({{"status", "active"}}, "/status", "duplicate");
  flaw({{"status", "dissolved"}}, "/status", "unknown_value");
  flaw({{"reference", ""}}, "/reference", "empty");
  flaw({{"reference", "a\nb"}}, "/reference", "control_character");
  flaw({{"reason", nullptr}}, "/reason", "wrong_type");
  EXPECT_EQ(propose_status(compliance, std::string(26, '7'), "suspended", 1).status, 404);
}

}  // namespace
}  // namespace tests::api
