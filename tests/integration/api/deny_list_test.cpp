// The deny list through the whole server: whose it is, what it takes to change it, and what follows at once.
#include "tests/integration/api/standing.hpp"

namespace tests::api {
namespace {

std::string list_of(std::string const& organisation) {
  return "/organisations/" + organisation + "/deny-list";
}

// Each test has the list of a bureau of its own.
class DenyListApi : public Api {
 protected:
  std::string const fr = server.organisation("fr");
  std::string const ke = server.organisation("ke");
  std::string const br = server.organisation("br");
  ApiClient coordinator = client("coordinator.br");
  ApiClient security = client("security.br");
};

TEST_F(DenyListApi, is_for_the_coordinators_and_security_officers_of_that_organisation_alone) {
  EXPECT_EQ(coordinator.get(list_of(br)).status, 200);
  EXPECT_EQ(security.get(list_of(br)).status, 200);
  auto const unknown = coordinator.get(list_of(std::string(26, '7')));
  EXPECT_EQ(unknown.status, 404);
  for (auto const who : {"officer1.br", "coordinator.ke", "security.ke", "moderator.ke", "unit.ipsg",
                         "admin.ipsg", "auditor.ipsg", "compliance.ipsg"}) {
    auto other = client(who);
    auto const answer = other.get(list_of(br));
    EXPECT_EQ(answer.status, 404) << who;
    EXPECT_EQ(answer.text, unknown.text) << who;
    EXPECT_EQ(propose_deny_change(other, br, {{"version", 1}, {"add", {fr}}}).status, 404) << who;
  }
  EXPECT_EQ(server.stranger().get(list_of(br)).status, 401);
}

TEST_F(DenyListApi, takes_a_second_person) {
  auto const proposal = expect_status(201, propose_deny_change(coordinator, br, {{"add", {fr}}}));
  EXPECT_EQ(proposal.text_at("/outcome"), "open");
  EXPECT_EQ(coordinator.get(list_of(br)).has("/denied/0"), false);
  auto const own = decide(coordinator, proposal);
  EXPECT_EQ(own.status, 403);
  EXPECT_EQ(own.code(), "second_person_required");
  auto stranger = client("security.ke");
  EXPECT_EQ(decide(stranger, proposal).status, 404);

  auto const approved = expect_status(200, decide(security, proposal));
  EXPECT_EQ(approved.text_at("/outcome"), "approved");
  EXPECT_EQ(approved.text_at("/decided_by/name"), security.get("/me").text_at("/name"));
  auto const list = coordinator.get(list_of(br));
  EXPECT_EQ(list.text_at("/denied/0/id"), fr);
  auto const again = decide(security, proposal);
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.code(), "already_decided");

  auto const back = expect_status(201, propose_deny_change(coordinator, br, {{"remove", {fr}}}));
  expect_status(200, decide(security, back));
  EXPECT_EQ(coordinator.get(list_of(br)).has("/denied/0"), false);
}

TEST_F(DenyListApi, a_security_officer_approves_and_does_not_propose) {
  auto const answer = propose_deny_change(security, br, {{"add", {fr}}});
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(answer.code(), "not_permitted");
}

TEST_F(DenyListApi, a_proposal_can_be_refused_or_taken_back) {
  auto const refused = expect_status(201, propose_deny_change(coordinator, br, {{"add", {fr}}}));
  EXPECT_EQ(decide(security, refused, "refuse").text_at("/outcome"), "refused");
  auto const withdrawn = expect_status(201, propose_deny_change(coordinator, br, {{"add", {fr}}}));
  EXPECT_EQ(security.remove("/proposals/" + withdrawn.text_at("/id")).status, 403);
  EXPECT_EQ(coordinator.remove("/proposals/" + withdrawn.text_at("/id")).text_at("/outcome"), "withdrawn");
  EXPECT_EQ(decide(security, withdrawn).code(), "already_decided");
  EXPECT_EQ(coordinator.get(list_of(br)).has("/denied/0"), false);
}

TEST_F(DenyListApi, says_what_does_not_fit) {
  auto const flaw = [](ApiAnswer const& answer, std::string_view pointer, std::string_view code) {
    EXPECT_EQ(answer.status, 400) << answer;
    EXPECT_EQ(answer.text_at("/errors/0/pointer"), pointer) << answer;
    EXPECT_EQ(answer.text_at("/errors/0/code"), code) << answer;
  };
  flaw(propose_deny_change(coordinator, br, {{"add", {br}}}), "/add/0", "own_organisation");
  flaw(propose_deny_change(coordinator, br, {{"add", {ke, std::string(26, '7')}}}), "/add/1",
       "unknown_organisation");
  flaw(propose_deny_change(coordinator, br, {{"add", {"no id"}}}), "/add/0", "malformed");
  flaw(propose_deny_change(coordinator, br, {{"add", {ke, ke}}}), "/add/1", "duplicate");
  flaw(propose_deny_change(coordinator, br, {{"remove", {ke}}}), "/remove/0", "unknown_organisation");
  flaw(propose_deny_change(coordinator, br, object{}), "/add", "empty");
  flaw(propose_deny_change(coordinator, br, {{"add", {ke}}, {"reason", " "}}), "/reason", "empty");
  flaw(propose_deny_change(coordinator, br, {{"add", {ke}}, {"reason", std::string(1001, 'x')}}), "/reason",
       "too_long");
  flaw(propose_deny_change(coordinator, br, {{"add", {ke}}, {"secretly", true}}), "/secretly",
       "unknown_field");
  flaw(security.post("/proposals/" + std::string(26, '7') + "/decision", {{"decision", "perhaps"}}),
       "/decision", "unknown_value");
  EXPECT_EQ(coordinator.get(list_of(br)).has("/denied/0"), false);
}

TEST_F(DenyListApi, a_limited_number_of_proposals_is_open_at_a_time) {
  support::ForumServerOptions options;
  options.settings["PROPOSALS_OPEN_PER_ORGANISATION"] = "2";
  ForumServer strict(std::move(options));
  auto proposer = strict.client("coordinator.br");
  std::string const own = strict.organisation("br");
  object const change{{"add", {strict.organisation("ke")}}};
  auto const first = expect_status(201, propose_deny_change(proposer, own, change));
  expect_status(201, propose_deny_change(proposer, own, change));
  auto const refused = propose_deny_change(proposer, own, change);
  EXPECT_EQ(refused.status, 409) << refused;
  EXPECT_EQ(refused.code(), "too_many_proposals");
  // Neither another bureau's list nor a status is touched by that.
  auto elsewhere = strict.client("coordinator.fr");
  expect_status(201, propose_deny_change(elsewhere, strict.organisation("fr"), change));
  auto compliance = strict.client("compliance.ipsg");
  expect_status(201, propose_status(compliance, own, "supervised", 1));
  expect_status(200, proposer.remove("/proposals/" + first.text_at("/id")));
  expect_status(201, propose_deny_change(proposer, own, change));
}

TEST_F(DenyListApi, a_list_that_changed_meanwhile_is_a_lost_race) {
  auto const version = coordinator.get(list_of(br)).number_at("/version");
  auto const first = expect_status(201, propose_deny_change(coordinator, br, {{"add", {fr}}}));
  auto const second = expect_status(201, propose_deny_change(coordinator, br, {{"add", {ke}}}));
  expect_status(200, decide(security, first));
  EXPECT_EQ(propose_deny_change(coordinator, br, {{"version", version}, {"add", {ke}}}).code(),
            "version_conflict");
  EXPECT_EQ(decide(security, second).code(), "version_conflict");
  EXPECT_EQ(decide(security, second, "refuse").text_at("/outcome"), "refused");
  expect_status(
      200, decide(security, expect_status(201, propose_deny_change(coordinator, br, {{"remove", {fr}}}))));
}

}  // namespace
}  // namespace tests::api
