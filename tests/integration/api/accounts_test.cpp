// Accounts through the whole server: nominating, vetting, one-time codes, locking, ending.
#include "auth/users.hpp"
#include "forum/drafts.hpp"
#include "tests/integration/api/standing.hpp"

namespace tests::api {
namespace {

constexpr std::string_view kNewPassword = "a long enough password";

std::string in_a_year() {
  return base::format_rfc3339(base::wall_clock_now() + 365 * 24h);
}

class AccountsApi : public Api {
 protected:
  object nomination(std::string const& username) {
    return {{"username", username},  {"name", "New Officer"}, {"function", "Legal counsel"},
            {"role", "contributor"}, {"language", "es"},      {"clearance", "restricted"}};
  }
  ApiAnswer vet(ApiClient& who, std::string const& id, std::int64_t version, std::string const& until) {
    return who.post("/accounts/" + id + "/vetting", {{"version", version}, {"vetted_until", until}});
  }
  ApiAnswer change(ApiClient& who, std::string const& id, std::int64_t version, std::string_view state) {
    return who.post("/accounts/" + id + "/state",
                    {{"version", version}, {"state", state}, {"reason", "As it must."}});
  }
  ApiAnswer set_password(std::string_view username, std::string const& code) {
    return server.stranger().post("/session/password",
                                  {{"username", username}, {"code", code}, {"password", kNewPassword}});
  }

  ApiClient coordinator = client("coordinator.es");
  ApiClient security = client("security.es");
};

TEST_F(AccountsApi, are_seen_by_those_who_answer_for_them) {
  auto const own = security.get("/accounts");
  EXPECT_EQ(own.status, 200);
  EXPECT_GE(own.items(), 4U);
  EXPECT_EQ(own.text_at("/may/0"), "nominate");
  EXPECT_EQ(coordinator.get("/accounts").text_at("/may/0"), "nominate");
  for (std::size_t i = 0; i < own.items(); ++i) {
    EXPECT_EQ(own.text_at("/items/" + std::to_string(i) + "/organisation/id"), server.organisation("es"));
  }
  for (auto const who : {"officer1.es", "moderator.ke", "unit.ipsg", "auditor.ipsg", "compliance.ipsg"}) {
    auto other = client(who);
    EXPECT_EQ(other.get("/accounts").status, 404) << who;
    EXPECT_EQ(other.post("/accounts", nomination("other.es")).status, 403) << who;
  }
  // Of a bureau that has one, the administrator sees its only security officer and nobody else.
  auto administrator = client("admin.ipsg");
  auto const first = administrator.get("/accounts");
  for (std::size_t i = 0; i < first.items(); ++i) {
    EXPECT_TRUE(first.text_at("/items/" + std::to_string(i) + "/username").starts_with("security."));
  }
}

TEST_F(AccountsApi, begin_with_a_nomination_that_another_vets) {
  auto const pending = expect_status(201, coordinator.post("/accounts", nomination("new.one.es")));
  std::string const id = pending.text_at("/id");
  EXPECT_EQ(pending.text_at("/state"), "pending");
  EXPECT_EQ(vet(coordinator, id, 1, in_a_year()).status, 403);
  auto foreign = client("security.br");
  EXPECT_EQ(vet(foreign, id, 1, in_a_year()).status, 404);
  EXPECT_EQ(security.post("/accounts/" + id + "/setup-code", object{}).code(), "state_conflict");

  auto const vetted = expect_status(200, vet(security, id, 1, in_a_year()));
  EXPECT_EQ(vetted.text_at("/state"), "active");
  EXPECT_EQ(vet(security, id, 1, in_a_year()).code(), "version_conflict");
  auto const code = expect_status(201, security.call("POST", "/accounts/" + id + "/setup-code"));
  auto const wrong = set_password("new.one.es", std::string(26, '7'));
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.code(), "bad_credentials");
  EXPECT_EQ(set_password("nobody.es", code.text_at("/code")).code(), "bad_credentials");
  expect_status(204, set_password("new.one.es", code.text_at("/code")));
  EXPECT_EQ(set_password("new.one.es", code.text_at("/code")).code(), "bad_credentials") << "once";

  auto officer = server.stranger();
  expect_status(200, officer.sign_in("new.one.es", kNewPassword));
  EXPECT_EQ(officer.get("/topics").status, 200);
  auto stream = officer.stream();
  stream.next("hello");

  expect_status(200, change(security, id, 2, "locked"));
  EXPECT_EQ(officer.get("/me").code(), "not_signed_in") << "no session outlives the lock";
  EXPECT_EQ(server.stranger().sign_in("new.one.es", kNewPassword).code(), "account_unavailable");
  EXPECT_EQ(stream.close_code(), 4401);
  EXPECT_EQ(change(security, id, 3, "locked").code(), "state_conflict");
  expect_status(200, change(security, id, 3, "active"));
  expect_status(200, officer.sign_in("new.one.es", kNewPassword));
  EXPECT_EQ(officer.get("/me").status, 200);

  auto const thread = open_thread(officer, open());
  expect_status(200, officer.put("/drafts/thread." + thread.id, {{"body", "What he was writing."}}));
  auto moderator = client("moderator.ke");
  expect_status(201, moderator.post("/posts/" + thread.first_post + "/author-notes",
                                    {{"kind", "note"}, {"text", "Off the subject."}}));
  auto const notes = [&] { return moderator.get("/author-notes?author=" + id).items(); };
  auto const drafts = [&] {
    return server.look([&](storage::ReadTx& tx) {
      auth::Viewer viewer;
      viewer.user = auth::find_user(tx, "new.one.es").value();
      return forum::load_drafts(tx, viewer, {}).value().items.size();
    });
  };
  EXPECT_EQ(notes(), 1U);
  EXPECT_EQ(drafts(), 1U);
  expect_status(200, change(security, id, 4, "left"));
  EXPECT_EQ(officer.get("/me").code(), "not_signed_in");
  EXPECT_EQ(notes(), 0U) << "they go with the account";
  EXPECT_EQ(drafts(), 0U);
  EXPECT_EQ(moderator.get("/posts/" + thread.first_post).status, 200) << "what is published stays";
  EXPECT_EQ(change(security, id, 5, "active").code(), "state_conflict");
}

TEST_F(AccountsApi, are_read_page_by_page) {
  auto const all = security.get("/accounts?limit=100");
  EXPECT_TRUE(all.body.at("next").is_null());
  std::size_t seen = 0;
  std::string path = "/accounts?limit=3";
  for (;;) {
    auto const page = expect_status(200, security.get(path));
    EXPECT_LE(page.items(), 3U);
    for (std::size_t i = 0; i < page.items(); ++i, ++seen) {
      EXPECT_EQ(page.text_at("/items/" + std::to_string(i) + "/id"),
                all.text_at("/items/" + std::to_string(seen) + "/id"));
    }
    if (page.body.at("next").is_null()) break;
    path = "/accounts?limit=3&after=" + support::encode_query(page.text_at("/next"));
  }
  EXPECT_EQ(seen, all.items());
  EXPECT_EQ(security.get("/accounts?after=made-up").code(), "invalid_query");
  EXPECT_EQ(security.get("/accounts?limit=0").code(), "invalid_query");
}

TEST_F(AccountsApi, have_names_that_end_as_those_of_their_organisation) {
  EXPECT_EQ(coordinator.get("/accounts").text_at("/username_ending"), ".es");
  auto const short_name = expect_status(201, coordinator.post("/accounts", nomination("short")));
  EXPECT_EQ(short_name.text_at("/username"), "short.es");
  // Whether another organisation has given such a name is not told.
  auto const given = coordinator.post("/accounts", nomination("officer1.fr"));
  auto const never_given = coordinator.post("/accounts", nomination("nobody.fr"));
  EXPECT_EQ(given.status, 400) << given;
  EXPECT_EQ(given.text_at("/errors/0/code"), "malformed");
  EXPECT_EQ(never_given.status, given.status);
  EXPECT_EQ(never_given.body.at("errors"), given.body.at("errors"));
  expect_status(200, change(security, short_name.text_at("/id"), 1, "left"));
}

TEST_F(AccountsApi, nobody_acts_on_his_own) {
  auto const own = security.get("/me").text_at("/id");
  for (auto const& answer : {vet(security, own, 1, in_a_year()), change(security, own, 1, "left"),
                             security.call("POST", "/accounts/" + own + "/setup-code")}) {
    EXPECT_EQ(answer.status, 403) << answer;
    EXPECT_EQ(answer.code(), "second_person_required") << answer;
  }
}

TEST_F(AccountsApi, say_what_does_not_fit) {
  auto const flaw = [&](object changed, std::string_view pointer, std::string_view code) {
    auto body = nomination("another.es");
    for (auto const& [name, value] : changed) body[name] = value;
    auto const answer = coordinator.post("/accounts", body);
    EXPECT_EQ(answer.status, 400) << answer;
    EXPECT_EQ(answer.text_at("/errors/0/pointer"), pointer) << answer;
    EXPECT_EQ(answer.text_at("/errors/0/code"), code) << answer;
  };
  flaw({{"username", "officer1.es"}}, "/username", "taken");
  flaw({{"username", "Not Fit"}}, "/username", "malformed");
  flaw({{"name", ""}}, "/name", "empty");
  flaw({{"role", "administrator"}}, "/role", "unknown_value");
  flaw({{"role", "emperor"}}, "/role", "unknown_value");
  auto const pending = expect_status(201, coordinator.post("/accounts", nomination("late.es")));
  std::string const id = pending.text_at("/id");
  for (auto const& until :
       {std::string("2020-01-01T00:00:00.000Z"), std::string("2099-01-01T00:00:00.000Z")}) {
    EXPECT_EQ(vet(security, id, 1, until).text_at("/errors/0/code"), "out_of_range");
  }
  EXPECT_EQ(server.stranger()
                .post("/session/password", {{"username", "late.es"}, {"code", "x"}, {"password", "short"}})
                .text_at("/errors/0/pointer"),
            "/password");
  expect_status(200, change(security, id, 1, "left"));
}

TEST_F(AccountsApi, an_administrator_answers_for_a_first_security_officer_alone) {
  auto administrator = client("admin.ipsg");
  auto body = nomination("security");
  body["organisation_id"] = server.organisation("fr.lyon");
  EXPECT_EQ(administrator.post("/accounts", body).code(), "not_permitted") << "not an officer";
  body["role"] = "security_officer";
  auto const first = expect_status(201, administrator.post("/accounts", body));
  EXPECT_EQ(first.text_at("/username"), "security.fr1");
  EXPECT_TRUE(administrator.get("/accounts").body.at("username_ending").is_null());
  EXPECT_EQ(vet(administrator, first.text_at("/id"), 1, in_a_year()).code(), "second_person_required");
  body["organisation_id"] = server.organisation("es");
  EXPECT_EQ(administrator.post("/accounts", body).code(), "not_permitted") << "that bureau has one";
  expect_status(200, change(administrator, first.text_at("/id"), 1, "left"));
}

}  // namespace
}  // namespace tests::api
