// Signing in and out, tokens, and where an unsafe request may come from.
#include "auth/audit_log.hpp"
#include "auth/users.hpp"
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

using Session = Api;

TEST_F(Session, sign_in_answers_who_you_are_and_sets_the_cookie) {
  auto stranger = server.stranger();
  auto const answer = stranger.sign_in("officer1.fr");
  ASSERT_EQ(answer.status, 200) << answer;
  EXPECT_EQ(answer.text_at("/me/username"), "officer1.fr");
  EXPECT_EQ(answer.text_at("/me/organisation/kind"), "ncb");
  EXPECT_EQ(answer.text_at("/me/organisation/country"), "FR");
  EXPECT_EQ(answer.text_at("/me/organisation/id"), server.organisation("fr"));
  EXPECT_EQ(answer.text_at("/me/clearance"), "confidential");
  EXPECT_EQ(answer.text_at("/me/roles/0"), "contributor");

  std::string const cookie = answer.header("set-cookie");
  EXPECT_TRUE(cookie.starts_with("__Host-session=")) << cookie;
  for (auto const attribute : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict"}) {
    EXPECT_NE(cookie.find(attribute), std::string::npos) << attribute;
  }
  EXPECT_EQ(cookie.find("Domain"), std::string::npos);
  EXPECT_EQ(answer.header("cache-control"), "no-store");
  EXPECT_EQ(stranger.get("/me").text_at("/username"), "officer1.fr");
}

TEST_F(Session, sign_out_ends_the_session_and_clears_the_browser) {
  auto officer = client("officer1.fr");
  std::string const cookie = officer.cookie();
  auto const answer = officer.remove("/session");
  EXPECT_EQ(answer.status, 204);
  EXPECT_NE(answer.header("set-cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_NE(answer.header("clear-site-data").find("\"storage\""), std::string::npos);
  auto const after = officer.call("GET", "/me", {{"cookie", cookie}});
  EXPECT_EQ(after.status, 401);
  EXPECT_EQ(after.code(), "not_signed_in");
}

TEST_F(Session, a_new_sign_in_ends_the_session_that_came_with_it) {
  auto officer = client("officer1.fr");
  std::string const before = officer.cookie();
  ASSERT_EQ(officer.sign_in("officer1.fr").status, 200);
  EXPECT_NE(officer.cookie(), before);
  EXPECT_EQ(officer.call("GET", "/me", {{"cookie", before}}).status, 401);
}

TEST_F(Session, an_unknown_name_and_a_wrong_password_answer_alike) {
  auto stranger = server.stranger();
  auto wrong = stranger.sign_in("officer2.fr", "not it");
  auto unknown = stranger.sign_in("nobody.fr", "not it");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.code(), "bad_credentials");
  EXPECT_EQ(unknown.status, wrong.status);
  auto const strip = [](ApiAnswer& answer) {
    answer.body.as_object().erase("request_id");
    answer.headers.remove("date");
    std::string all;
    for (auto const field : answer.headers)
      all.append(field.name).append(": ").append(field.value).append("\n");
    return all;
  };
  EXPECT_EQ(strip(wrong), strip(unknown));
  EXPECT_EQ(wrong.body, unknown.body);
  EXPECT_FALSE(wrong.headers.contains("set-cookie"));
}

TEST_F(Session, too_many_failures_are_told_to_wait) {
  auto stranger = server.stranger();
  for (auto const name : {"officer2.eg", "no.such.name"}) {
    ApiAnswer answer;
    for (int i = 0; i < 6; ++i) answer = stranger.sign_in(name, "guess");
    EXPECT_EQ(answer.status, 429) << name;
    EXPECT_EQ(answer.code(), "too_many_requests");
    EXPECT_GE(std::stoi(answer.header("retry-after")), 1);
  }
  // Somebody else at the same address is not kept out.
  EXPECT_EQ(stranger.sign_in("officer1.eg").status, 200);
}

TEST_F(Session, nothing_but_signing_in_works_without_a_session) {
  auto stranger = server.stranger();
  for (auto const path : {"/me", "/topics", "/notifications", "/drafts", "/organisations", "/threads/x"}) {
    auto const answer = stranger.get(path);
    EXPECT_EQ(answer.status, 401) << path;
    EXPECT_EQ(answer.code(), "not_signed_in");
    EXPECT_EQ(answer.header("www-authenticate"), "Bearer");
  }
  EXPECT_EQ(stranger.call("GET", "/me", {{"cookie", "__Host-session=forged"}}).status, 401);
  EXPECT_EQ(stranger.call("GET", "/me", {{"cookie", "session=" + client("officer1.fr").token()}}).status,
            401);
  EXPECT_EQ(stranger.get("/openapi.yaml").status, 200);
}

TEST_F(Session, a_bearer_token_works_without_cookie_or_origin) {
  std::string const token = client("officer1.fr").token();
  auto script = server.stranger();
  Headers const bearer{{"authorization", "Bearer " + token}, {"content-type", "application/json"}};
  EXPECT_EQ(script.raw("GET", "/api/v1/me", bearer).text_at("/username"), "officer1.fr");
  auto const written = script.raw("POST", "/api/v1/preview", bearer, R"({"body":"*x*"})");
  EXPECT_EQ(written.status, 200) << written;
  EXPECT_EQ(script.raw("GET", "/api/v1/me", {{"authorization", "Bearer " + token + "x"}}).status, 401);
  EXPECT_EQ(script.raw("GET", "/api/v1/me", {{"authorization", "Basic " + token}}).status, 401);
}

struct Coming {
  char const* from;
  Headers headers;
  int status;
};

TEST_F(Session, unsafe_requests_come_from_the_site_itself) {
  std::string const cookie = client("officer1.fr").cookie();
  Coming const comings[] = {
      {"the same origin", {{"origin", "https://localhost"}}, 200},
      {"the browser's own word", {{"sec-fetch-site", "same-origin"}}, 200},
      {"both", {{"sec-fetch-site", "same-origin"}, {"origin", "https://localhost"}}, 200},
      {"nowhere that is told", {}, 403},
      {"another site", {{"origin", "https://evil.example"}}, 403},
      {"another port", {{"origin", "https://localhost:444"}}, 403},
      {"plain HTTP", {{"origin", "http://localhost"}}, 403},
      {"a sandbox", {{"origin", "null"}}, 403},
      {"a name that begins alike", {{"origin", "https://localhost.evil.example"}}, 403},
      {"a sibling", {{"sec-fetch-site", "same-site"}, {"origin", "https://localhost"}}, 403},
      {"another site, by the browser", {{"sec-fetch-site", "cross-site"}}, 403},
      {"a bookmark", {{"sec-fetch-site", "none"}}, 403},
      {"two minds", {{"sec-fetch-site", "same-origin"}, {"origin", "https://evil.example"}}, 403},
  };
  auto stranger = server.stranger();
  for (Coming const& coming : comings) {
    Headers headers = coming.headers;
    headers.append("cookie", cookie);
    headers.append("content-type", "application/json");
    auto const answer = stranger.raw("POST", "/api/v1/preview", headers, R"({"body":"x"})");
    EXPECT_EQ(answer.status, coming.status) << coming.from;
    if (coming.status == 403) {
      EXPECT_EQ(answer.code(), "wrong_origin") << coming.from;
    }
  }
}

TEST_F(Session, reading_may_come_from_anywhere) {
  std::string const cookie = client("officer1.fr").cookie();
  auto const answer =
      server.stranger().raw("GET", "/api/v1/me", {{"cookie", cookie}, {"origin", "https://evil.example"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_FALSE(answer.headers.contains("access-control-allow-origin"));
}

TEST_F(Session, signing_in_from_another_site_is_refused) {
  auto const answer = server.stranger().raw(
      "POST", "/api/v1/session", {{"origin", "https://evil.example"}, {"content-type", "application/json"}},
      R"({"username":"officer1.fr","password":"correct horse battery staple"})");
  EXPECT_EQ(answer.status, 403);
  EXPECT_FALSE(answer.headers.contains("set-cookie"));
}

TEST(RateLimit, a_session_that_asks_too_much_is_told_to_wait) {
  ForumServer server({.settings = {{"LIMITS_UNITS_PER_SECOND", "1"}, {"LIMITS_BURST", "10"}}});
  auto officer = server.client("officer1.fr");
  ApiAnswer answer;
  for (int i = 0; i < 11 && answer.status != 429; ++i) answer = officer.get("/topics");
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.code(), "too_many_requests");
  EXPECT_GE(std::stoi(answer.header("retry-after")), 1);
  EXPECT_EQ(server.client("officer2.fr").get("/topics").status, 200);
}

TEST(RateLimit, a_stranger_with_made_up_tokens_is_counted_by_his_address) {
  ForumServer server(
      {.settings = {{"LIMITS_SIGNED_OUT_UNITS_PER_SECOND", "1"}, {"LIMITS_SIGNED_OUT_BURST", "10"}}});
  auto stranger = server.stranger();
  int status = 401;
  for (int i = 0; i < 12 && status == 401; ++i) {
    status = stranger.raw("GET", "/api/v1/me", {{"authorization", "Bearer made-up-" + std::to_string(i)}}, "")
                 .status;
  }
  EXPECT_EQ(status, 429);
}

TEST_F(Session, a_made_up_token_is_refused_before_anything_is_read) {
  auto const answer = server.stranger().raw(
      "POST", "/api/v1/preview", {{"authorization", "Bearer made-up"}, {"content-type", "application/json"}},
      "this is no JSON");
  EXPECT_EQ(answer.status, 401);
}

// A server of its own, whose log nobody else writes.
TEST(SessionLog, keeps_who_came_and_went_and_who_was_refused) {
  ForumServer server;
  auto stranger = server.stranger();
  ASSERT_EQ(stranger.sign_in("officer2.fr", "not it").status, 401);
  ASSERT_EQ(stranger.sign_in("nobody.fr", "not it").status, 401);
  auto officer = server.client("officer1.fr");
  auto const id = officer.get("/me").text_at("/id");
  ASSERT_EQ(officer.sign_in("officer1.fr").status, 200);
  ASSERT_EQ(officer.remove("/session").status, 204);
  ASSERT_EQ(officer.remove("/session").status, 204);  // which closes nothing
  server.change([&](storage::WriteTx& tx) {
    auth::set_user_state(tx, auth::find_user(tx, "officer1.ke").value(), auth::UserState::locked);
  });
  EXPECT_EQ(stranger.sign_in("officer1.ke").status, 401);

  std::vector<auth::AuditRecord> records;
  server.change([&](storage::WriteTx& tx) {
    for (std::int64_t number = 1; auto const entry = auth::find_audit_entry(tx, number); ++number) {
      if (kind_of(entry->record.event) == auth::AuditKind::access) records.push_back(entry->record);
    }
  });
  std::vector<auth::AuditEvent> events;
  for (auto const& record : records) events.push_back(record.event);
  using enum auth::AuditEvent;
  EXPECT_EQ(events, (std::vector{session_refused, session_refused, session_opened, session_closed,
                                 session_opened, session_closed, session_refused}));
  // Whoever tried may be anybody; an account is named only where there is one, never what was typed.
  EXPECT_FALSE(records[0].actor.user);
  EXPECT_TRUE(records[0].object.id);
  EXPECT_EQ(records[1].object.kind, auth::AuditObjectKind::none);
  EXPECT_TRUE(records[1].sources.empty());
  EXPECT_EQ(base::to_string(*records[2].actor.user), id);
  EXPECT_EQ(records[2].sources, auth::PublicIds{*records[2].actor.organisation});
  EXPECT_EQ(records[2].object.id, records[2].actor.user);
  EXPECT_TRUE(records[6].object.id);
}

}  // namespace
}  // namespace tests::api
