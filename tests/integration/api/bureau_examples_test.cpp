// Worked examples of the access model that begin with a decision of a bureau, compliance or an administrator,
// through the HTTP API and the live stream.
#include <set>

#include "tests/integration/api/standing.hpp"
#include "tests/integration/api/worked_example.hpp"

namespace tests::api {
namespace {

TEST_F(WorkedExample, e01_an_officer_who_changes_country_begins_anew_there) {
  auto security = client("security.br");
  auto new_security = client("security.eg");
  auto coordinator = client("coordinator.br");
  auto officer = client("officer2.br");
  auto const thread = open_thread(author, open());
  auto const at_home =
      reply(officer, thread.id, {{"audience", only({server.organisation("br"), server.organisation("fr")})}});
  expect_status(200, officer.put("/topics/" + open() + "/subscription", {{"as", "me"}, {"level", "all"}}));
  expect_status(200, officer.put("/drafts/thread." + thread.id, {{"body", "Half a thought"}}));
  reply(author, thread.id);
  EXPECT_GT(officer.get("/notifications").items(), 0U);
  auto stream = officer.stream();
  stream.next("hello");

  std::string const id = officer.get("/me").text_at("/id");
  auto const version_in = [&](ApiClient& who) {
    auto const list = who.get("/accounts");
    for (std::size_t i = 0; i < list.items(); ++i) {
      std::string const at = "/items/" + std::to_string(i);
      if (list.text_at(at + "/id") == id) return list.number_at(at + "/version");
    }
    return std::int64_t{0};
  };
  auto const move = [&](ApiClient& who, std::string const& to) {
    return who.post("/accounts/" + id + "/transfer",
                    {{"version", version_in(who)}, {"organisation_id", to}, {"reason", "Posted abroad."}});
  };
  EXPECT_EQ(move(new_security, server.organisation("eg")).status, 400) << "no version of what he cannot see";
  EXPECT_EQ(move(security, server.organisation("br")).text_at("/errors/0/code"), "own_organisation");
  EXPECT_EQ(move(security, std::string(26, '7')).text_at("/errors/0/code"), "unknown_organisation");
  expect_status(204, move(security, server.organisation("eg")));

  EXPECT_EQ(stream.close_code(), 4401);
  EXPECT_EQ(officer.get("/me").code(), "not_signed_in");
  EXPECT_EQ(server.stranger().sign_in("officer2.br").code(), "bad_credentials") << "no password goes along";
  EXPECT_EQ(version_in(security), 0) << "gone from the old bureau's list";
  auto const vet = [&](ApiClient& who) {
    return who.post("/accounts/" + id + "/vetting",
                    {{"version", version_in(new_security)},
                     {"vetted_until", base::format_rfc3339(base::wall_clock_now() + 365 * 24h)},
                     {"clearance", "restricted"},
                     {"function", "Liaison officer"}});
  };
  EXPECT_EQ(vet(security).status, 404);
  expect_status(200, vet(new_security));
  auto const code = expect_status(201, new_security.call("POST", "/accounts/" + id + "/setup-code"));
  expect_status(204, server.stranger().post("/session/password", {{"username", "officer2.br"},
                                                                  {"code", code.text_at("/code")},
                                                                  {"password", support::kPassword}}));

  auto again = client("officer2.br");
  EXPECT_EQ(again.get("/me").text_at("/organisation/id"), server.organisation("eg"));
  EXPECT_EQ(again.get("/me").text_at("/clearance"), "restricted");
  EXPECT_EQ(again.get("/notifications").items(), 0U);
  EXPECT_EQ(again.get("/drafts").items(), 0U);
  EXPECT_EQ(again.get("/topics/" + open()).text_at("/my_level"), "none");
  EXPECT_EQ(again.get("/posts/" + at_home).status, 404) << "what he wrote stayed with the old bureau";
  EXPECT_EQ(coordinator.get("/posts/" + at_home).status, 200);
  expect_status(204, coordinator.remove("/posts/" + at_home));
  EXPECT_EQ(reply(again, thread.id).empty(), false);
}

TEST_F(WorkedExample, e13_break_glass_takes_a_case_number_a_second_person_and_an_hour_and_tells_the_source) {
  auto compliance = client("compliance.ipsg");
  auto administrator = client("admin.ipsg");
  auto coordinator = client("coordinator.fr");
  auto other = client("coordinator.ke");
  auto const thread = open_thread(
      author, open(), {{"audience", only({server.organisation("br"), server.organisation("fr")})}});
  EXPECT_EQ(compliance.get("/threads/" + thread.id).status, 404);

  auto const ask = [&](ApiClient& who, std::string const& object) {
    return who.post("/break-glass",
                    {{"object_id", object}, {"case_number", "C 13"}, {"reason", "An order."}});
  };
  EXPECT_EQ(compliance.post("/break-glass", {{"object_id", thread.id}, {"reason", "x"}}).code(),
            "invalid_body");
  EXPECT_EQ(ask(author, thread.id).code(), "not_permitted");
  auto const asked = expect_status(201, ask(compliance, thread.id));
  auto const nothing = expect_status(201, ask(compliance, std::string(26, '7')));
  EXPECT_EQ(asked.text_at("/state"), nothing.text_at("/state"));
  std::string const glass = "/break-glass/" + asked.text_at("/id");
  EXPECT_EQ(expect_status(200, compliance.get("/break-glass")).items(), 2U);
  EXPECT_EQ(expect_status(200, administrator.get("/break-glass")).items(), 2U);
  EXPECT_EQ(author.get("/break-glass").code(), "not_permitted");
  EXPECT_EQ(compliance.get(glass + "/posts").status, 404);
  EXPECT_EQ(compliance.post(glass + "/decision", {{"decision", "approve"}}).code(), "second_person_required");
  auto const opened = expect_status(200, administrator.post(glass + "/decision", {{"decision", "approve"}}));
  EXPECT_TRUE(is_time(opened.text_at("/open_until")));

  EXPECT_EQ(administrator.get(glass + "/posts").status, 404);
  auto const shown = expect_status(200, compliance.get(glass + "/posts"));
  EXPECT_EQ(shown.text_at("/items/0/id"), thread.first_post);
  EXPECT_EQ(compliance.get("/threads/" + thread.id).status, 404) << "by no other way";

  EXPECT_EQ(coordinator.get("/duties").number_at("/break_glass"), 1);
  auto const notice = expect_status(200, coordinator.get("/break-glass-notices"));
  EXPECT_EQ(notice.text_at("/items/0/case_number"), "C 13");
  EXPECT_EQ(notice.text_at("/items/0/posts/0"), thread.first_post);
  EXPECT_EQ(other.get("/break-glass-notices").items(), 0U);
  EXPECT_EQ(author.get("/break-glass-notices").code(), "not_permitted");
  std::string const id = notice.text_at("/items/0/id");
  EXPECT_EQ(other.post("/break-glass-notices/" + id + "/seen", {}).status, 404);
  expect_status(200, coordinator.call("POST", "/break-glass-notices/" + id + "/seen"));
  EXPECT_EQ(coordinator.get("/duties").number_at("/break_glass"), 0);
  auto const log =
      expect_status(200, client("auditor.ipsg").get("/audit?view=everything&case_number=C%2013"));
  EXPECT_EQ(log.text_at("/items/0/event"), "object.viewed");
  EXPECT_EQ(log.text_at("/items/1/event"), "break_glass.opened");

  expect_status(200, compliance.remove(glass));
  EXPECT_EQ(compliance.get(glass + "/posts").status, 404);
  EXPECT_EQ(compliance.remove(glass).code(), "already_decided");
}

TEST_F(WorkedExample, e16_a_vetting_that_lapses_in_the_middle_of_a_session) {
  // A server of its own, which looks every second: as it is shipped, it does so every half minute.
  support::ForumServerOptions options;
  options.settings["LIVE_REVALIDATE_MS"] = "1000";
  ForumServer quick(std::move(options));
  auto writer = quick.client("officer1.fr");
  auto security = quick.client("security.es");
  auto officer = quick.client("officer2.es");
  auto const thread = open_thread(writer, quick.topic("open"));
  std::string const draft = "/drafts/thread." + thread.id;
  std::string const id = officer.get("/me").text_at("/id");
  auto const vet_until = [&](base::Timestamp until) {
    auto const list = security.get("/accounts");
    for (std::size_t i = 0; i < list.items(); ++i) {
      std::string const at = "/items/" + std::to_string(i);
      if (list.text_at(at + "/id") != id) continue;
      expect_status(200, security.post("/accounts/" + id + "/vetting",
                                       {{"version", list.number_at(at + "/version")},
                                        {"vetted_until", base::format_rfc3339(until)}}));
    }
  };
  expect_status(200, officer.put(draft, {{"body", "Half a thought"}}));
  auto stream = officer.stream();
  stream.next("hello");
  vet_until(base::wall_clock_now() + 1500ms);
  EXPECT_EQ(officer.get("/me").status, 200);
  auto const begun = std::chrono::steady_clock::now();
  EXPECT_EQ(stream.close_code(), 4401);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 60s);
  EXPECT_EQ(officer.get("/me").code(), "account_unavailable");
  EXPECT_EQ(officer.put(draft, {{"body", "More"}}).status, 401);
  EXPECT_EQ(quick.stranger().sign_in("officer2.es").code(), "account_unavailable");
  vet_until(base::wall_clock_now() + 365 * 24h);
  EXPECT_EQ(officer.get("/me").status, 200);
  EXPECT_EQ(officer.get(draft).text_at("/body"), "Half a thought");
}

TEST_F(WorkedExample, e02_a_suspended_country_is_shut_out_and_stays_readable) {
  auto compliance = client("compliance.ipsg");
  auto administrator = client("admin.ipsg");
  auto coordinator = client("coordinator.eg");
  auto security = client("security.eg");
  auto officer = client("officer1.eg");
  std::string const eg = server.organisation("eg");
  auto const thread = open_thread(officer, open());
  auto const waiting = reply(officer, thread.id, {{"marking", {{"level", "restricted"}}}});
  // The reader of Kenya is denied what Egypt writes, before and after.
  change_deny_list(coordinator, security, eg, {{"add", {server.organisation("ke")}}});
  auto denied = client("officer1.ke");
  EXPECT_EQ(denied.get("/threads/" + thread.id).status, 404);
  auto stream = officer.stream();
  stream.next("hello");

  set_status(compliance, administrator, eg, "suspended");
  EXPECT_EQ(stream.close_code(), 4401);
  EXPECT_EQ(officer.get("/me").status, 401);
  EXPECT_EQ(officer.get("/me").code(), "account_unavailable");
  EXPECT_EQ(coordinator.post("/posts/" + waiting + "/release", {{"reason", "Checked."}}).status, 401);
  auto const sign_in = server.stranger().sign_in("officer2.eg");
  EXPECT_EQ(sign_in.status, 401);
  EXPECT_EQ(sign_in.code(), "account_unavailable");
  EXPECT_EQ(sign_in.text.find("suspend"), std::string::npos) << "the notice says no more than it must";
  EXPECT_EQ(author.get("/threads/" + thread.id).status, 200);
  EXPECT_EQ(author.get("/posts/" + waiting).status, 404) << "what waited for release is frozen";
  EXPECT_EQ(denied.get("/threads/" + thread.id).status, 404) << "the deny list goes on applying";

  set_status(compliance, administrator, eg, "supervised");
  EXPECT_EQ(officer.get("/me").status, 200);
  auto const supervised =
      expect_status(201, officer.post("/threads/" + thread.id + "/posts", {{"body", "x"}}));
  EXPECT_EQ(supervised.text_at("/state"), "awaiting_release");
  set_status(compliance, administrator, eg, "active");
  auto again = client("coordinator.eg");
  change_deny_list(again, security, eg, {{"remove", {server.organisation("ke")}}});
}

TEST_F(WorkedExample, e18_a_bureau_that_denies_another_vanishes_for_it_everywhere_at_once) {
  auto coordinator = client("coordinator.fr");
  auto security = client("security.fr");
  auto denied = client("officer1.ke");
  auto third = client("officer1.br");
  std::string const fr = server.organisation("fr");
  std::string const ke = server.organisation("ke");
  auto const mixed = open_thread(third, open());
  auto const first = reply(author, mixed.id);
  auto const second = reply(author, mixed.id);
  auto const stays = reply(third, mixed.id);
  auto const own = open_thread(author, open());
  auto const read = [&](std::string const& path) { return denied.get(path).status; };
  EXPECT_EQ(read("/posts/" + first), 200);
  auto const count_before = denied.get("/threads/" + mixed.id).number_at("/posts");
  auto const topic_before = denied.get("/topics/" + open()).number_at("/threads");

  auto on_screen = denied.stream();
  on_screen.next("hello");
  on_screen.watch({open()}, {mixed.id, own.id});
  auto others = third.stream();
  others.next("hello");
  others.watch({open()}, {mixed.id, own.id});
  std::this_thread::sleep_for(300ms);
  change_deny_list(coordinator, security, fr, {{"add", {ke}}});

  std::set<std::string> posts;
  std::set<std::string> threads;
  while (posts.size() < 2 || threads.empty()) {
    auto const frame = on_screen.next();
    auto const type = frame.at("type").as_string();
    if (type == "post.gone") posts.emplace(frame.at("post_id").as_string());
    if (type == "thread.gone") threads.emplace(frame.at("thread_id").as_string());
  }
  EXPECT_EQ(posts, (std::set<std::string>{first, second}));
  EXPECT_TRUE(threads.contains(own.id));
  EXPECT_TRUE(others.is_silent(300ms)) << "nobody else hears of a deny list";

  for (auto const& path :
       {"/posts/" + first, "/posts/" + second, "/threads/" + own.id, "/posts/" + own.first_post,
        "/threads/" + own.id + "/posts", "/posts/" + first + "/revisions"}) {
    EXPECT_EQ(read(path), 404) << path;
  }
  EXPECT_EQ(read("/posts/" + stays), 200);
  EXPECT_EQ(denied.get("/threads/" + mixed.id).number_at("/posts"), count_before - 2);
  EXPECT_LT(denied.get("/topics/" + open()).number_at("/threads"), topic_before);
  EXPECT_EQ(third.get("/posts/" + first).status, 200);
  auto const unheard = reply(author, mixed.id);
  EXPECT_EQ(others.next("post.created").at("post_id").as_string(), unheard);
  auto const heard = reply(third, mixed.id);
  EXPECT_EQ(on_screen.next("post.created").at("post_id").as_string(), heard);

  change_deny_list(coordinator, security, fr, {{"remove", {ke}}});
  EXPECT_EQ(read("/posts/" + first), 200);
}

}  // namespace
}  // namespace tests::api
