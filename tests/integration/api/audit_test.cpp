// The audit log through the whole server: each his views, and exports.
#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <thread>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "auth/audit_log.hpp"
#include "tests/integration/api/sample_calls.hpp"

namespace tests::api {
namespace {

using auth::AuditEvent;
using auth::AuditObjectKind;

base::PublicId id_of(std::string const& text) {
  return base::parse_public_id(text).value();
}

std::vector<object> lines_of(ApiAnswer const& answer) {
  std::vector<object> lines;
  std::istringstream text(answer.text);
  for (std::string line; std::getline(text, line);) lines.push_back(boost::json::parse(line).as_object());
  return lines;
}

class AuditApi : public Api {
 protected:
  base::PublicId person(std::string_view username) {
    auto who = client(username);
    return id_of(who.get("/me").text_at("/id"));
  }
  base::PublicId bureau(std::string_view name) { return id_of(server.organisation(name)); }

  void log(auth::AuditRecord record) {
    record.at = base::wall_clock_now();
    std::ranges::sort(record.sources);
    server.change([&](storage::WriteTx& tx) { auth::append_audit(tx, record); });
  }
  // Somebody opens posts of these sources, as the page of a thread. Gives the thread.
  std::string open_page(std::string_view username, std::string_view from,
                        std::vector<std::string_view> const& sources) {
    base::SystemRandom random;
    auto const thread = base::make_public_id(random);
    auth::AuditRecord record{.at = {},
                             .event = AuditEvent::object_viewed,
                             .actor = {person(username), bureau(from), std::nullopt},
                             .object = {AuditObjectKind::thread, thread},
                             .level = auth::Level::restricted,
                             .parts = {base::make_public_id(random)}};
    for (auto const source : sources) record.sources.push_back(bureau(source));
    log(std::move(record));
    return base::to_string(thread);
  }
};

TEST_F(AuditApi, tells_everybody_his_own_trail) {
  std::string const thread = open_page("officer1.br", "br", {"es", "br"});
  auto officer = client("officer1.br");
  auto const trail = expect_status(200, officer.get("/audit?object=" + thread));
  ASSERT_EQ(trail.items(), 1U) << trail;
  EXPECT_EQ(trail.text_at("/items/0/event"), "object.viewed");
  EXPECT_EQ(trail.text_at("/items/0/kind"), "consultation");
  EXPECT_EQ(trail.text_at("/items/0/actor/name"), officer.get("/me").text_at("/name"));
  EXPECT_TRUE(trail.body.at_pointer("/items/0/level").is_null()) << "it is nowhere that he reads";
  EXPECT_EQ(trail.number_at("/items/0/parts"), 1);
  EXPECT_TRUE(trail.body.at_pointer("/items/0/number").is_null()) << "for the auditor alone";
  EXPECT_FALSE(trail.has("/items/0/sources/1")) << "attribution may have hidden the other";
  EXPECT_EQ(trail.text_at("/items/0/sources/0/id"), server.organisation("br"));
  EXPECT_EQ(client("officer2.br").get("/audit?object=" + thread).items(), 0U);
  EXPECT_EQ(officer.get("/audit?source=" + server.organisation("es") + "&object=" + thread).items(), 0U);
}

TEST_F(AuditApi, shows_each_role_its_views_and_no_other) {
  std::map<std::string, std::set<std::string>> const views{{"officer1.es", {"own_trail"}},
                                                           {"coordinator.es", {"own_trail", "contributions"}},
                                                           {"security.es", {"own_trail", "accounts"}},
                                                           {"moderator.ke", {"own_trail", "moderation"}},
                                                           {"unit.ipsg", {"own_trail", "unit"}},
                                                           {"compliance.ipsg", {"own_trail", "compliance"}},
                                                           {"admin.ipsg", {"own_trail", "configuration"}},
                                                           {"auditor.ipsg", {"own_trail", "everything"}}};
  for (auto const& [username, his] : views) {
    auto who = client(username);
    auto const told = who.get("/me").body.at("audit_views").as_array();
    EXPECT_EQ(told.size(), his.size()) << username;
    for (auto const view : {"own_trail", "contributions", "accounts", "moderation", "unit", "compliance",
                            "configuration", "everything"}) {
      for (std::string const path : {"/audit?view=", "/audit/export?view="}) {
        auto const answer = who.get(path + view);
        EXPECT_EQ(answer.status, his.contains(view) ? 200 : 403) << username << " " << view << " " << answer;
        if (answer.status == 403) EXPECT_EQ(answer.code(), "not_permitted");
      }
    }
  }
  EXPECT_EQ(server.stranger().get("/audit").status, 401);
}

TEST_F(AuditApi, tells_a_source_which_bureau_opened_its_posts_but_not_who) {
  auto author = client("officer1.es");
  auto officer = client("officer1.ke");
  auto coordinator = client("coordinator.es");
  auto const opened = expect_status(201, author.post("/topics/" + server.topic("open") + "/threads",
                                                     {{"title", "Our own"}, {"body", "Alone here."}}));
  std::string const thread = opened.text_at("/thread/id");
  std::string const post = opened.text_at("/post/id");
  expect_status(200, officer.get("/threads/" + thread + "/posts"));
  std::string const asked = "/audit?view=contributions&event=object.viewed&object=";
  auto const look = [&](std::string const& object) {
    ApiAnswer seen = coordinator.get(asked + object);
    for (int i = 0; i < 100 && seen.items() == 0; ++i) {  // below RESTRICTED records come in batches
      std::this_thread::sleep_for(50ms);
      seen = coordinator.get(asked + object);
    }
    return expect_status(200, std::move(seen));
  };
  auto const seen = look(post);
  ASSERT_EQ(seen.items(), 1U) << seen;
  EXPECT_EQ(seen.text_at("/items/0/actor/organisation/id"), server.organisation("ke"));
  EXPECT_TRUE(seen.body.at_pointer("/items/0/actor/id").is_null());
  EXPECT_TRUE(seen.body.at_pointer("/items/0/actor/name").is_null());
  EXPECT_EQ(seen.text_at("/items/0/object/id"), thread) << "which he reads";
  EXPECT_TRUE(seen.body.at_pointer("/items/0/level").is_null());
  EXPECT_EQ(seen.number_at("/items/0/parts"), 0);
  EXPECT_EQ(
      coordinator.get("/audit?view=contributions&actor=" + base::to_string(person("officer1.ke"))).items(),
      0U);

  // With a hidden answer on the page, it looks the same, and is found by the same.
  object const hidden{
      {"base", "only"},
      {"organisations", boost::json::array{server.organisation("fr"), server.organisation("ke")}}};
  auto const answered = expect_status(
      201, client("officer1.fr")
               .post("/threads/" + thread + "/posts", {{"body", "Not for them."}, {"audience", hidden}}));
  expect_status(200, officer.get("/threads/" + thread + "/posts"));
  ApiAnswer both = look(post);
  for (int i = 0; i < 100 && both.items() < 2; ++i) {
    std::this_thread::sleep_for(50ms);
    both = look(post);
  }
  ASSERT_EQ(both.items(), 2U) << both;
  auto newer = both.body.at_pointer("/items/0").as_object();
  auto older = both.body.at_pointer("/items/1").as_object();
  newer.erase("at");
  older.erase("at");
  EXPECT_EQ(newer, older);
  EXPECT_EQ(coordinator.get(asked + answered.text_at("/id")).items(), 0U);
}

TEST_F(AuditApi, names_to_a_source_no_thread_that_it_does_not_read) {
  std::string const thread = open_page("officer1.ke", "ke", {"es", "fr"});
  auto coordinator = client("coordinator.es");
  auto const seen = expect_status(200, coordinator.get("/audit?view=contributions&limit=1"));
  EXPECT_EQ(seen.text_at("/items/0/object/kind"), "thread");
  EXPECT_TRUE(seen.body.at_pointer("/items/0/object/id").is_null());
  EXPECT_TRUE(seen.body.at_pointer("/items/0/topic_id").is_null());
  EXPECT_FALSE(seen.has("/items/0/sources/1")) << "its own part of the page";
  EXPECT_EQ(coordinator.get("/audit?view=contributions&object=" + thread).items(), 0U);
}

TEST_F(AuditApi, shows_the_auditor_everything_by_every_filter) {
  std::string const thread = open_page("officer1.ke", "ke", {"es"});
  auto auditor = client("auditor.ipsg");
  auto const officer = base::to_string(person("officer1.ke"));
  for (std::string const& filter :
       {"object=" + thread, "kind=consultation&object=" + thread, "event=object.viewed&object=" + thread,
        "actor=" + officer + "&object=" + thread, "source=" + server.organisation("es") + "&object=" + thread,
        "from=2020-01-01T00:00:00.000Z&until=2100-01-01T00:00:00.000Z&object=" + thread}) {
    auto const found = expect_status(200, auditor.get("/audit?view=everything&" + filter));
    ASSERT_EQ(found.items(), 1U) << filter;
    EXPECT_GT(found.number_at("/items/0/number"), 0);
    EXPECT_EQ(found.text_at("/items/0/actor/id"), officer);
  }
  for (std::string const& filter :
       {"kind=erasure&object=" + thread, std::string("until=2020-01-01T00:00:00.000Z"),
        std::string("case_number=none")})
    EXPECT_EQ(expect_status(200, auditor.get("/audit?view=everything&" + filter)).items(), 0U) << filter;
}

TEST_F(AuditApi, is_written_into_the_log_where_somebody_looks_at_others) {
  auto auditor = client("auditor.ipsg");
  auto const looks = [&] {
    return expect_status(200, auditor.get("/audit?event=audit.viewed&limit=100")).items();
  };
  auto const before = looks();
  EXPECT_EQ(looks(), before) << "his own trail he knows";
  expect_status(200, auditor.get("/audit?view=everything&limit=1"));
  EXPECT_EQ(looks(), before + 1);
  EXPECT_EQ(
      expect_status(200, auditor.get("/audit?event=audit.viewed&limit=1")).text_at("/items/0/actor/role"),
      "auditor");
  expect_status(200, auditor.get("/audit/export?view=everything"));
  EXPECT_EQ(expect_status(200, auditor.get("/audit?limit=1")).text_at("/items/0/event"), "audit.exported");
}

TEST_F(AuditApi, is_read_page_by_page) {
  for (int i = 0; i < 5; ++i) open_page("officer2.eg", "eg", {"eg"});
  auto officer = client("officer2.eg");
  std::string const asked = "/audit?event=object.viewed&limit=2";
  std::set<std::string> seen;
  std::string path = asked;
  std::string cursor;
  for (;;) {
    auto const page = expect_status(200, officer.get(path));
    EXPECT_LE(page.items(), 2U);
    for (std::size_t i = 0; i < page.items(); ++i)
      EXPECT_TRUE(seen.insert(page.text_at("/items/" + std::to_string(i) + "/object/id")).second);
    if (page.body.at("next").is_null()) break;
    cursor = support::encode_query(page.text_at("/next"));
    path = asked + "&after=" + cursor;
  }
  EXPECT_EQ(seen.size(), 5U);
  // A cursor is good for the list that it came from: these filters, this person.
  auto other = client("officer1.eg");
  for (auto const& answer : {officer.get("/audit?limit=2&after=" + cursor), other.get(path),
                             officer.get("/audit/export?event=object.viewed&after=" + cursor),
                             officer.get(asked + "&after=made-up")}) {
    EXPECT_EQ(answer.status, 400) << answer;
    EXPECT_EQ(answer.text_at("/errors/0/pointer"), "after");
  }
}

TEST_F(AuditApi, says_which_filter_does_not_fit) {
  auto auditor = client("auditor.ipsg");
  auto const flaw = [&](std::string const& query, std::string_view pointer, std::string_view code) {
    for (std::string const path : {"/audit?", "/audit/export?"}) {
      auto const answer = auditor.get(path + query);
      EXPECT_EQ(answer.status, 400) << query << answer;
      EXPECT_EQ(answer.code(), "invalid_query");
      EXPECT_EQ(answer.text_at("/errors/0/pointer"), pointer) << query;
      EXPECT_EQ(answer.text_at("/errors/0/code"), code) << query;
    }
  };
  flaw("view=all", "view", "unknown_value");
  flaw("kind=reading", "kind", "unknown_value");
  flaw("event=post.licked", "event", "unknown_value");
  flaw("actor=officer1.es", "actor", "malformed");
  flaw("source=fr", "source", "malformed");
  flaw("object=1", "object", "malformed");
  flaw("case_number=", "case_number", "empty");
  flaw("case_number=" + std::string(65, 'x'), "case_number", "too_long");
  flaw("from=yesterday", "from", "malformed");
  flaw("until=2026-02-30T00:00:00.000Z", "until", "malformed");
  flaw("from=2026-02-02T00:00:00.000Z&until=2026-02-01T00:00:00.000Z", "until", "out_of_range");
  flaw("colour=red", "colour", "unknown_field");
  EXPECT_EQ(auditor.get("/audit?limit=0").text_at("/errors/0/pointer"), "limit");
}

TEST_F(AuditApi, knows_every_word_of_the_document) {
  auto auditor = client("auditor.ipsg");
  for (auto const& [schema, parameter] : {std::pair("AuditKind", "kind"), std::pair("AuditEvent", "event")}) {
    auto const& words =
        document().resolve({{"$ref", "#/components/schemas/" + std::string(schema)}}).at("enum").as_array();
    for (auto const& word : words) {
      EXPECT_EQ(
          auditor
              .get(std::string("/audit?limit=1&") + parameter + "=" + std::string(word.as_string().c_str()))
              .status,
          200)
          << word;
    }
  }
}

TEST_F(AuditApi, is_exported_as_json_lines) {
  std::string const thread = open_page("officer1.ke", "ke", {"es"});
  auto auditor = client("auditor.ipsg");
  auto const answer = expect_status(200, auditor.get("/audit/export?view=everything&object=" + thread));
  EXPECT_EQ(answer.header("content-type"), "application/x-ndjson");
  EXPECT_TRUE(answer.header("content-disposition").starts_with("attachment"));
  auto const lines = lines_of(answer);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines.front().at("event").as_string(), "object.viewed");
  EXPECT_EQ(lines.front().at("object").at("id").as_string(), thread);
  EXPECT_EQ(lines.front().at("parts").as_array().size(), 1U);
  EXPECT_TRUE(answer.header("link").empty());
}

TEST_F(AuditApi, is_exported_in_parts_that_link_to_each_other) {
  std::string const case_number = "2026/7 & más=?";  // the link has to say it again
  support::ForumServerOptions options;
  options.settings["AUDIT_EXPORTED_RECORDS"] = "4";
  ForumServer small(options);
  auto officer = small.client("officer1.es");
  auto const me = id_of(officer.get("/me").text_at("/id"));
  auto const home = id_of(small.organisation("es"));
  small.change([&](storage::WriteTx& tx) {
    for (int i = 0; i < 10; ++i) {
      auth::append_audit(tx, {.at = base::wall_clock_now(),
                              .event = AuditEvent::post_created,
                              .actor = {me, home, std::nullopt},
                              .reason = "Part " + std::to_string(i),
                              .case_number = case_number});
    }
  });
  std::string path = "?view=own_trail&event=post.created&case_number=" + support::encode_query(case_number);
  std::set<std::string> reasons;
  int parts = 0;
  for (; !path.empty(); ++parts) {
    auto const answer = expect_status(200, officer.get("/audit/export" + path));
    auto const lines = lines_of(answer);
    EXPECT_LE(lines.size(), 4U);
    for (auto const& line : lines) reasons.emplace(line.at("reason").as_string());
    std::string const link = answer.header("link");
    path = link.empty() ? "" : link.substr(1, link.find('>') - 1);
  }
  EXPECT_EQ(parts, 3);
  EXPECT_EQ(reasons.size(), 10U);
}

TEST_F(AuditApi, is_exported_in_parts_that_are_not_too_long) {
  auto const officer = person("officer2.fr");
  auto const home = bureau("fr");
  base::SystemRandom random;
  std::set<std::string> cases;
  for (int i = 0; i < 20; ++i) {  // lines of about 300 kB
    auth::AuditRecord record{.at = {},
                             .event = AuditEvent::object_viewed,
                             .actor = {officer, home, std::nullopt},
                             .level = auth::Level::open,
                             .case_number = "long " + std::to_string(i)};
    cases.insert(record.case_number);
    while (record.parts.size() < auth::kMostAuditIds) record.parts.push_back(base::make_public_id(random));
    std::ranges::sort(record.parts);
    log(std::move(record));
  }
  auto who = client("officer2.fr");
  std::string path = "?view=own_trail&kind=consultation";
  std::multiset<std::string> seen;
  int parts = 0;
  for (; !path.empty(); ++parts) {
    auto const answer = expect_status(200, who.get("/audit/export" + path));
    EXPECT_LT(answer.text.size(), 5U * 1024 * 1024);
    for (auto const& line : lines_of(answer)) seen.emplace(line.at("case_number").as_string());
    std::string const link = answer.header("link");
    path = link.empty() ? "" : link.substr(1, link.find('>') - 1);
  }
  EXPECT_EQ(parts, 2);
  EXPECT_EQ(seen, (std::multiset<std::string>(cases.begin(), cases.end())));
}

TEST_F(AuditApi, refuses_a_search_where_as_many_run_as_may) {
  server.stop();
  server.set("AUDIT_SEARCHES_AT_ONCE", "0");
  server.start();
  auto who = client("officer2.fr");
  for (auto const path : {"/audit?view=own_trail", "/audit/export?view=own_trail"}) {
    auto const answer = who.get(path);
    EXPECT_EQ(answer.status, 503) << path;
    EXPECT_EQ(answer.code(), "overloaded");
    EXPECT_EQ(answer.header("retry-after"), "1");
  }
  EXPECT_EQ(who.get("/topics").status, 200);
  // The tests to come search in the same server.
  server.stop();
  server.set("AUDIT_SEARCHES_AT_ONCE", "4");
  server.start();
}

}  // namespace
}  // namespace tests::api
