// What the tests of decisions share: proposing, deciding, and the way that both take together.
#pragma once

#include "tests/integration/api/api_test.hpp"

namespace tests::api {

struct ToldStanding {
  std::string status;
  std::int64_t version = 0;
};

inline ToldStanding standing_of(ApiClient& client, std::string const& organisation) {
  auto const list = expect_status(200, client.get("/statuses?limit=100"));
  for (std::size_t i = 0; i < list.items(); ++i) {
    std::string const at = "/items/" + std::to_string(i);
    if (list.text_at(at + "/organisation/id") == organisation)
      return {list.text_at(at + "/status"), list.number_at(at + "/version")};
  }
  throw std::runtime_error("no such organisation");
}

inline ApiAnswer propose_status(ApiClient& client, std::string const& organisation, std::string_view status,
                                std::int64_t version) {
  return client.post("/organisations/" + organisation + "/status/proposals",
                     {{"version", version},
                      {"status", status},
                      {"reference", "Decision 12 of 2026"},
                      {"reason", "As decided."}});
}

inline ApiAnswer decide(ApiClient& client, ApiAnswer const& proposal, std::string_view decision = "approve") {
  return client.post("/proposals/" + proposal.text_at("/id") + "/decision", {{"decision", decision}});
}

inline void set_status(ApiClient& compliance, ApiClient& administrator, std::string const& organisation,
                       std::string_view status) {
  auto const version = standing_of(compliance, organisation).version;
  auto const proposal = expect_status(201, propose_status(compliance, organisation, status, version));
  expect_status(200, decide(administrator, proposal));
}

inline ApiAnswer propose_deny_change(ApiClient& coordinator, std::string const& organisation, object change) {
  std::string const list = "/organisations/" + organisation + "/deny-list";
  if (!change.contains("version")) change["version"] = coordinator.get(list).number_at("/version");
  if (!change.contains("reason")) change["reason"] = "They passed our papers on.";
  return coordinator.post(list + "/proposals", change);
}

inline void change_deny_list(ApiClient& coordinator, ApiClient& security, std::string const& organisation,
                             object change) {
  auto const proposal = expect_status(201, propose_deny_change(coordinator, organisation, std::move(change)));
  expect_status(200, decide(security, proposal));
}

}  // namespace tests::api
