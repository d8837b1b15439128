// What holds for every request, whatever it is about: limits, methods, headers, the static client, health.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

using HttpRules = Api;
using support::ClientOptions;
using support::TlsClient;

TEST_F(HttpRules, answers_are_protected_and_never_stored) {
  auto officer = client("officer1.fr");
  for (auto const path : {"/me", "/threads/unknown", "/nowhere"}) {
    auto const answer = officer.get(path);
    EXPECT_EQ(answer.header("cache-control"), "no-store") << path;
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer.header("referrer-policy"), "no-referrer");
    EXPECT_TRUE(answer.header("strict-transport-security").starts_with("max-age=63072000"));
    EXPECT_TRUE(answer.header("content-security-policy").starts_with("default-src 'none'"));
    EXPECT_EQ(answer.header("cross-origin-resource-policy"), "same-origin");
    EXPECT_FALSE(answer.headers.contains("server"));
  }
}

TEST_F(HttpRules, problems_have_type_title_status_and_code) {
  auto const answer = client("officer1.fr").post("/preview", {});
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.header("content-type"), "application/problem+json");
  EXPECT_EQ(answer.text_at("/type"), "about:blank");
  EXPECT_EQ(answer.number_at("/status"), 400);
  EXPECT_EQ(answer.code(), "invalid_body");
  EXPECT_FALSE(answer.text_at("/title").empty());
  EXPECT_FALSE(answer.text_at("/request_id").empty());
  EXPECT_EQ(answer.text_at("/errors/0/pointer"), "/body");
  EXPECT_EQ(answer.text_at("/errors/0/code"), "required");
}

TEST_F(HttpRules, a_body_above_one_mebibyte_is_refused) {
  auto officer = client("officer1.fr");
  std::string body = R"({"body":")" + std::string(1024 * 1024, 'x') + "\"}";
  auto const answer = officer.call_json("POST", "/preview", body);
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.code(), "body_too_large");
  // Just below, it is read, and too long for a post.
  body = R"({"body":")" + std::string(1024 * 1024 - 16, 'x') + "\"}";
  auto const read = officer.call_json("POST", "/preview", body);
  EXPECT_EQ(read.status, 400);
  EXPECT_EQ(read.text_at("/errors/0/code"), "too_long");
}

TEST_F(HttpRules, a_post_holds_two_hundred_kilobytes) {
  auto officer = client("officer1.fr");
  std::string text;
  while (text.size() < 200'000) text += "0123456789 123456789 123456789 123456789 123456789 123456789\n";
  text.resize(200'000);
  text.back() = '.';
  auto const thread = open_thread(officer, open(), {{"body", text}});
  EXPECT_EQ(officer.get("/posts/" + thread.first_post).text_at("/body"), text);
  auto const refused = officer.post("/threads/" + thread.id + "/posts", {{"body", text + "."}});
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.text_at("/errors/0/pointer"), "/body");
  EXPECT_EQ(refused.text_at("/errors/0/code"), "too_long");
}

TEST_F(HttpRules, a_title_holds_two_hundred_characters_of_any_script) {
  auto officer = client("officer1.fr");
  std::string title;
  for (int i = 0; i < 200; ++i) title += "ق";
  EXPECT_EQ(officer.get("/threads/" + open_thread(officer, open(), {{"title", title}}).id).text_at("/title"),
            title);
  auto const refused =
      officer.post("/topics/" + open() + "/threads", {{"title", title + "ق"}, {"body", "x"}});
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.text_at("/errors/0/pointer"), "/title");
  EXPECT_EQ(refused.text_at("/errors/0/code"), "too_long");
}

TEST_F(HttpRules, a_header_block_above_sixteen_kibibytes_is_refused) {
  auto officer = client("officer1.fr");
  auto const answer = officer.call("GET", "/me", {{"x-long", std::string(16 * 1024, 'x')}});
  EXPECT_EQ(answer.status, 431);
  EXPECT_EQ(officer.call("GET", "/me", {{"x-long", std::string(15 * 1024, 'x')}}).status, 200);
}

TEST_F(HttpRules, head_answers_like_get_without_the_body) {
  auto officer = client("officer1.fr");
  auto const got = officer.get("/me");
  auto const head = officer.call("HEAD", "/me");
  EXPECT_EQ(head.status, 200);
  EXPECT_TRUE(head.text.empty());
  EXPECT_EQ(head.header("content-length"), got.header("content-length"));
  EXPECT_EQ(head.header("content-type"), "application/json");
  EXPECT_EQ(officer.call("HEAD", "/threads/unknown").status, 404);
}

TEST_F(HttpRules, another_method_is_told_which_there_are) {
  auto officer = client("officer1.fr");
  auto const answer = officer.call("PUT", "/me");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.code(), "method_not_allowed");
  std::string const allow = answer.header("allow");
  for (auto const method : {"GET", "HEAD", "PATCH"})
    EXPECT_NE(allow.find(method), std::string::npos) << allow;
  EXPECT_EQ(allow.find("DELETE"), std::string::npos);
  EXPECT_EQ(officer.raw("POST", "/index.html", {{"origin", "https://localhost"}}).status, 405);
}

TEST_F(HttpRules, an_unknown_path_of_the_api_is_a_problem) {
  auto officer = client("officer1.fr");
  for (auto const target : {"/api/v1/nowhere", "/api/v1", "/api/v1/", "/api/v2/me", "/api/", "/api/v1/me/",
                            "/api/v1/topics//threads", "/api/v1/live"}) {
    auto const answer = officer.raw("GET", target, {{"cookie", officer.cookie()}});
    EXPECT_EQ(answer.status, 404) << target;
    EXPECT_EQ(answer.code(), "not_found") << target;
  }
}

TEST_F(HttpRules, the_client_is_served_compressed_under_a_strict_policy) {
  auto browser = server.stranger();
  auto const page = browser.raw("GET", "/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.text, support::kIndexPage);
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.header("cache-control"), "no-cache");
  std::string const policy = page.header("content-security-policy");
  EXPECT_TRUE(policy.starts_with("default-src 'none'")) << policy;
  EXPECT_EQ(policy.find("unsafe-inline"), std::string::npos);
  EXPECT_EQ(policy.find("unsafe-eval"), std::string::npos);
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
  EXPECT_FALSE(page.header("permissions-policy").empty());
  EXPECT_EQ(page.header("cross-origin-opener-policy"), "same-origin");
  // Every place in the client is the same page.
  EXPECT_EQ(browser.raw("GET", "/threads/abc").text, support::kIndexPage);

  auto const asset = browser.raw("GET", support::kAssetPath);
  EXPECT_EQ(asset.text, support::kAsset);
  EXPECT_EQ(asset.header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(asset.header("vary"), "Accept-Encoding");
  auto const brotli = browser.raw("GET", support::kAssetPath, {{"accept-encoding", "gzip, deflate, br"}});
  EXPECT_EQ(brotli.text, support::kAssetBrotli);
  EXPECT_EQ(brotli.header("content-encoding"), "br");
  auto const gzip = browser.raw("GET", support::kAssetPath, {{"accept-encoding", "gzip;q=1.0, br;q=0"}});
  EXPECT_EQ(gzip.text, support::kAssetGzip);
  EXPECT_EQ(gzip.header("content-type"), "text/javascript; charset=utf-8");
  auto const known = browser.raw("GET", support::kAssetPath, {{"if-none-match", asset.header("etag")}});
  EXPECT_EQ(known.status, 304);
  EXPECT_EQ(browser.raw("GET", "/assets/none.js").status, 404);
  EXPECT_NE(browser.raw("GET", "/assets/../../data/colloquium.db").text.substr(0, 6), "SQLite");
  EXPECT_NE(browser.raw("GET", "/assets/%2e%2e/%2e%2e/data/colloquium.db").text.substr(0, 6), "SQLite");
}

TEST_F(HttpRules, health_is_told_to_everybody_and_figures_to_the_operator_alone) {
  auto stranger = server.stranger();
  EXPECT_EQ(stranger.raw("GET", "/healthz").status, 200);
  EXPECT_EQ(stranger.raw("GET", "/readyz").status, 200);
  EXPECT_EQ(stranger.raw("GET", "/metrics").text, support::kIndexPage);

  ClientOptions plain;
  plain.transport = support::Transport::plain;
  TlsClient operators(server.operator_port(), plain);
  auto const metrics = operators.request("GET", "/metrics");
  EXPECT_EQ(metrics.status, 200);
  EXPECT_NE(metrics.body.find("get_me"), std::string::npos) << metrics.body.substr(0, 500);
  EXPECT_EQ(operators.request("GET", "/healthz").status, 200);
  EXPECT_EQ(operators.request("GET", "/readyz").status, 200);
  EXPECT_EQ(operators.request("GET", "/api/v1/me").status, 404);
}

TEST_F(HttpRules, the_description_of_the_api_is_served) {
  auto const answer = server.stranger().get("/openapi.yaml");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("content-type"), "application/yaml");
  EXPECT_TRUE(answer.text.starts_with("openapi: 3.1.0"));
  auto const packed = server.stranger().call("GET", "/openapi.yaml", {{"accept-encoding", "gzip"}});
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_LT(packed.text.size(), answer.text.size());
}

TEST_F(HttpRules, a_body_must_say_that_it_is_json) {
  auto officer = client("officer1.fr");
  for (auto const type : {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""}) {
    auto const answer = officer.call_json("POST", "/preview", R"({"body":"x"})", {{"content-type", type}});
    EXPECT_EQ(answer.status, 415) << type;
    EXPECT_EQ(answer.code(), "unsupported_media_type");
  }
  EXPECT_EQ(officer.call("POST", "/preview", {}, R"({"body":"x"})").status, 415);
  EXPECT_EQ(officer
                .call_json("POST", "/preview", R"({"body":"x"})",
                           {{"content-type", "application/json; charset=utf-8"}})
                .status,
            200);
}

}  // namespace
}  // namespace tests::api
