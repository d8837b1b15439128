// The access model through the whole server: what somebody may not read does not exist for him, by any call.
#include "auth/organisations.hpp"
#include "auth/users.hpp"
#include "tests/integration/api/sample_calls.hpp"

namespace tests::api {
namespace {

// All that an answer tells, but the date.
std::string told_by(ApiAnswer answer) {
  answer.headers.remove("date");
  std::string all = std::to_string(answer.status) + "\n";
  for (auto const field : answer.headers)
    all.append(field.name).append(": ").append(field.value).append("\n");
  return all + answer.text;
}

// The answer without its cursors, which are sealed anew each time.
boost::json::value without_cursors(boost::json::value body) {
  if (auto* const whole = body.if_object()) {
    for (auto const name : {"cursor", "next", "previous"}) {
      if (auto* const cursor = whole->if_contains(name); cursor != nullptr && cursor->is_string())
        *cursor = "";
    }
  }
  return body;
}

std::string unknown_id() {
  static int made = 0;
  std::string id = std::to_string(++made);
  return "7" + std::string(25 - id.size(), 'z') + id;
}

class AccessModel : public Api {
 protected:
  object french_and_kenyan() { return only({server.organisation("fr"), server.organisation("ke")}); }

  void expect_nothing_there(ApiClient& client, Place const& hidden, std::string const& who) {
    for (auto const& operation : document().operations()) {
      if (operation.path.find('{') == std::string::npos) continue;
      for (auto const kind : {"topic.", "thread.", "reply.", "edit."}) {
        Place unreadable = hidden;
        std::string const& object = kind == std::string("topic.")    ? hidden.topic
                                    : kind == std::string("thread.") ? hidden.thread
                                                                     : hidden.post;
        unreadable.context = kind + object;
        Place const unknown{unknown_id(), unknown_id(), unknown_id(), kind + unknown_id()};
        auto const answer = call_sample(document(), operation, client, unreadable);
        auto const other = call_sample(document(), operation, client, unknown);
        EXPECT_EQ(told_by(answer), told_by(other)) << who << " " << operation.id;
        EXPECT_EQ(answer.status, operation.id == "delete_draft" ? 204 : 404) << who << " " << operation.id;
        if (operation.path.find("{context}") == std::string::npos) break;
      }
    }
  }

  ApiClient author = client("officer1.fr");
};

TEST_F(AccessModel, the_unreadable_answers_as_what_never_existed) {
  auto const inside = open_thread(author, server.topic("narrow"));
  Place const hidden{server.topic("narrow"), inside.id, inside.first_post, ""};
  for (auto const who : {"officer1.br", "coordinator.br", "security.br", "officer1.lyon", "admin.ipsg",
                         "auditor.ipsg", "compliance.ipsg"}) {
    auto outsider = client(who);
    expect_nothing_there(outsider, hidden, who);
  }
}

TEST_F(AccessModel, a_thread_that_excludes_the_moderators_country_shows_him_nothing) {
  auto const thread = open_thread(
      author, open(), {{"audience", {{"base", "all_members"}, {"minus", {server.organisation("ke")}}}}});
  auto moderator = client("moderator.ke");
  for (auto const& operation : document().operations()) {
    bool const is_of_topic = operation.path.find("{topic_id}") != std::string::npos;
    if (is_of_topic || operation.path.find('{') == std::string::npos) continue;
    Place const hidden{open(), thread.id, thread.first_post, "thread." + thread.id};
    Place const unknown{open(), unknown_id(), unknown_id(), "thread." + unknown_id()};
    EXPECT_EQ(told_by(call_sample(document(), operation, moderator, hidden)),
              told_by(call_sample(document(), operation, moderator, unknown)))
        << operation.id;
  }
}

TEST_F(AccessModel, direct_paths_to_a_hidden_post_in_a_readable_thread_lead_nowhere) {
  auto const thread = open_thread(author, open());
  auto const post = reply(author, thread.id, {{"audience", french_and_kenyan()}});
  auto outsider = client("officer1.br");
  for (auto const& operation : document().operations()) {
    if (operation.path.find("{post_id}") == std::string::npos) continue;
    auto const answer = call_sample(document(), operation, outsider, {open(), thread.id, post, ""});
    auto const other = call_sample(document(), operation, outsider, {open(), thread.id, unknown_id(), ""});
    EXPECT_EQ(answer.status, 404) << operation.id;
    EXPECT_EQ(told_by(answer), told_by(other)) << operation.id;
  }
  EXPECT_EQ(client("officer1.ke").get("/posts/" + post).status, 200);
}

TEST_F(AccessModel, an_id_inside_a_body_or_a_query_tells_no_more) {
  auto const thread = open_thread(author, open());
  auto const hidden_post = reply(author, thread.id, {{"audience", french_and_kenyan()}});
  auto const hidden_thread = open_thread(author, open(), {{"audience", french_and_kenyan()}});
  auto outsider = client("officer1.br");
  auto const own = open_thread(outsider, open());

  auto const same = [](ApiAnswer const& answer, ApiAnswer const& other, std::string const& call) {
    EXPECT_EQ(told_by(answer), told_by(other)) << call;
  };
  auto const answering = [&](std::string const& parent) {
    return outsider.post("/threads/" + thread.id + "/posts", {{"body", "x"}, {"parent_id", parent}});
  };
  same(answering(hidden_post), answering(unknown_id()), "parent_id");
  auto const around = [&](std::string const& post) {
    return outsider.get("/threads/" + thread.id + "/posts?around=" + post);
  };
  same(around(hidden_post), around(unknown_id()), "around");
  auto const marking_read = [&](std::string const& post) {
    return outsider.post("/threads/" + thread.id + "/read", {{"posts", array{post}}});
  };
  same(marking_read(hidden_post), marking_read(unknown_id()), "posts");
  auto const reading = [&](std::string const& id) {
    return outsider.post("/notifications/read", {{"ids", array{id}}});
  };
  same(reading(hidden_post), reading(unknown_id()), "ids");
  auto const summing = [&](char const* field, std::string const& id) {
    return outsider.post("/audience/summary", {{field, id}, {"audience", {{"base", "inherit"}}}});
  };
  same(summing("thread_id", hidden_thread.id), summing("thread_id", unknown_id()), "thread_id");
  same(summing("topic_id", server.topic("narrow")), summing("topic_id", unknown_id()), "topic_id");

  // A moderator moves a thread only to where he may read.
  auto moderator = client("moderator.ke");
  auto const version = moderator.get("/threads/" + own.id).number_at("/version");
  auto const moving = [&](ApiClient& who, std::string const& topic) {
    auto answer = who.patch("/threads/" + own.id, {{"version", version}, {"topic_id", topic}});
    if (answer.body.is_object()) answer.text = answer.code();  // the request's id is in it
    answer.headers.remove("content-length");
    return answer;
  };
  same(moving(outsider, server.topic("narrow")), moving(outsider, unknown_id()), "topic_id of a move");
  EXPECT_EQ(moving(moderator, unknown_id()).status, 404);
}

TEST_F(AccessModel, counts_and_activity_come_from_what_is_visible) {
  auto outsider = client("officer1.br");
  std::string const quiet = "/topics/" + server.topic("quiet");
  auto const look = [&] {
    boost::json::array all;
    for (std::string const& path : {quiet, quiet + "/threads", quiet + "/threads?filter=unread",
                                    std::string("/topics"), std::string("/notifications")}) {
      all.push_back(without_cursors(outsider.get(path).body));
    }
    return all;
  };
  outsider.put(quiet + "/subscription", {{"as", "me"}, {"level", "all"}});
  std::vector<OpenedThread> visible;
  for (int i = 0; i < 3; ++i) visible.push_back(open_thread(author, server.topic("quiet")));
  auto const before = look();
  for (int i = 0; i < 2; ++i) open_thread(author, server.topic("quiet"), {{"audience", french_and_kenyan()}});
  reply(author, visible[0].id, {{"audience", french_and_kenyan()}});
  reply(author, visible[1].id, {{"marking", {{"level", "restricted"}}}});
  EXPECT_EQ(look(), before);
  EXPECT_GT(author.get(quiet).number_at("/threads"), outsider.get(quiet).number_at("/threads"));
}

TEST_F(AccessModel, a_thread_narrowed_after_replies_is_gone_with_its_notifications) {
  auto other = client("officer1.es");
  auto const thread = open_thread(author, open());
  reply(other, thread.id);
  reply(author, thread.id);
  EXPECT_EQ(other.get("/notifications").text_at("/items/0/thread_id"), thread.id);
  auto const version = author.get("/threads/" + thread.id).number_at("/version");
  expect_status(
      200, author.patch("/threads/" + thread.id, {{"version", version}, {"audience", french_and_kenyan()}}));
  EXPECT_EQ(other.get("/threads/" + thread.id).status, 404);
  EXPECT_EQ(other.get("/notifications").text.find(thread.id), std::string::npos);
  EXPECT_EQ(other.get("/topics/" + open() + "/threads?limit=100").text.find(thread.id), std::string::npos);
  EXPECT_EQ(client("officer1.ke").get("/threads/" + thread.id).number_at("/posts"), 3);
}

TEST_F(AccessModel, a_move_never_widens) {
  auto moderator = client("moderator.ke");
  auto outsider = client("officer1.br");
  auto const thread = open_thread(author, open());
  auto const move_to = [&](std::string const& topic) {
    auto const version = moderator.get("/threads/" + thread.id).number_at("/version");
    return moderator.patch("/threads/" + thread.id, {{"version", version}, {"topic_id", topic}});
  };
  EXPECT_EQ(outsider.get("/threads/" + thread.id).status, 200);
  EXPECT_EQ(move_to(server.topic("narrow")).code(), "second_person_required") << "it takes readers away";
  auto const proposal = expect_status(
      201, moderator.post("/threads/" + thread.id + "/order-proposals",
                          {{"act", "move"},
                           {"reason", "It belongs there."},
                           {"version", moderator.get("/threads/" + thread.id).number_at("/version")},
                           {"topic_id", server.topic("narrow")}}));
  expect_status(200, client("unit.ipsg")
                         .post("/order-proposals/" + proposal.text_at("/id") + "/decision",
                               {{"decision", "approve"}, {"reason", "So it is."}}));
  EXPECT_EQ(outsider.get("/threads/" + thread.id).status, 404);
  expect_status(200, move_to(open()));
  EXPECT_EQ(outsider.get("/threads/" + thread.id).status, 404);
  EXPECT_EQ(author.get("/threads/" + thread.id).status, 200);
}

TEST_F(AccessModel, what_awaits_release_is_for_its_author_and_his_coordinators) {
  auto const waiting = expect_status(
      201, author.post("/topics/" + open() + "/threads",
                       {{"title", "Waiting"}, {"body", "x"}, {"marking", {{"level", "restricted"}}}}));
  std::string const thread = "/threads/" + waiting.text_at("/thread/id");
  EXPECT_EQ(author.get(thread).text_at("/state"), "awaiting_release");
  EXPECT_EQ(client("coordinator.fr").get(thread).status, 200);
  for (auto const who : {"officer2.fr", "security.fr", "officer1.ke", "coordinator.ke", "moderator.ke"}) {
    EXPECT_EQ(client(who).get(thread).status, 404) << who;
  }
}

TEST_F(AccessModel, a_level_above_the_clearance_is_not_there) {
  server.change([&](storage::WriteTx& tx) {
    auth::set_clearance(tx, auth::find_user(tx, "security.es").value(), auth::Level::official_use_only);
  });
  auto const waiting = expect_status(
      201, author.post("/topics/" + open() + "/threads",
                       {{"title", "Released"}, {"body", "x"}, {"marking", {{"level", "restricted"}}}}));
  expect_status(200,
                client("coordinator.fr")
                    .post("/posts/" + waiting.text_at("/post/id") + "/release", {{"reason", "Checked."}}));
  std::string const thread = "/threads/" + waiting.text_at("/thread/id");
  EXPECT_EQ(client("officer1.es").get(thread).status, 200);
  EXPECT_EQ(client("security.es").get(thread).status, 404);
}

TEST_F(AccessModel, a_country_on_a_deny_list_loses_every_post_of_that_source) {
  auto denied = client("officer1.ke");
  auto const of_france = open_thread(author, open());
  auto spaniard = client("officer1.es");
  auto const of_spain = open_thread(spaniard, open());
  auto const answer = reply(author, of_spain.id);
  auto const threads = [&] { return denied.get("/topics/" + open()).number_at("/threads"); };
  auto const before = threads();
  auto const deny = [&](std::vector<auth::OrganisationId> const& list) {
    server.change(
        [&](storage::WriteTx& tx) { auth::set_deny_list(tx, server.organisation_key("fr"), list); });
  };
  deny({server.organisation_key("ke")});
  EXPECT_LT(threads(), before);
  EXPECT_EQ(denied.get("/threads/" + of_france.id).status, 404);
  EXPECT_EQ(denied.get("/posts/" + answer).status, 404);
  EXPECT_EQ(denied.get("/threads/" + of_spain.id).number_at("/posts"), 1);
  EXPECT_EQ(denied.get("/threads/" + of_spain.id + "/posts").items(), 1U);
  EXPECT_EQ(denied.get("/threads/" + of_spain.id + "/posts").text.find(answer), std::string::npos);
  EXPECT_EQ(spaniard.get("/threads/" + of_spain.id).number_at("/posts"), 2);
  // Nobody is told of the list: the audience reads as before for the others.
  deny({});
  EXPECT_EQ(denied.get("/posts/" + answer).status, 200);
}

TEST_F(AccessModel, a_suspended_country_may_nothing_and_its_posts_stay) {
  auto officer = client("officer2.eg");
  auto const thread = open_thread(officer, open());
  auto const set = [&](auth::OrganisationStatus status) {
    server.change([&](storage::WriteTx& tx) {
      auth::set_organisation_status(tx, server.organisation_key("eg"), status);
    });
  };
  set(auth::OrganisationStatus::suspended);
  for (auto const path : {"/me", "/topics", "/threads/x", "/drafts"}) {
    auto const answer = officer.get(path);
    EXPECT_TRUE(answer.status == 401 || answer.status == 404) << path << answer;
  }
  EXPECT_EQ(officer.get("/me").code(), "account_unavailable");
  auto const sign_in = server.stranger().sign_in("officer2.eg");
  EXPECT_EQ(sign_in.status, 401);
  EXPECT_EQ(sign_in.code(), "account_unavailable");
  EXPECT_EQ(author.get("/threads/" + thread.id).status, 200);
  set(auth::OrganisationStatus::active);
  EXPECT_EQ(officer.get("/me").status, 200);
}

TEST_F(AccessModel, a_lapsed_vetting_refuses_the_next_request_and_keeps_the_draft) {
  auto officer = client("officer2.br");
  auto const thread = open_thread(author, open());
  std::string const draft = "/drafts/thread." + thread.id;
  expect_status(200, officer.put(draft, {{"body", "Half a thought"}}));
  auto const vet_until = [&](base::Timestamp until) {
    server.change([&](storage::WriteTx& tx) {
      auth::set_vetted_until(tx, auth::find_user(tx, "officer2.br").value(), until);
    });
  };
  vet_until(base::wall_clock_now() - 1h);
  EXPECT_EQ(officer.get("/me").code(), "account_unavailable");
  EXPECT_EQ(officer.put(draft, {{"body", "More"}}).status, 401);
  vet_until(base::wall_clock_now() + 1000h);
  EXPECT_EQ(officer.get(draft).text_at("/body"), "Half a thought");
}

TEST_F(AccessModel, a_draft_outlives_the_right_to_read_its_place) {
  auto other = client("officer1.es");
  auto const thread = open_thread(author, open());
  std::string const draft = "/drafts/thread." + thread.id;
  expect_status(200, other.put(draft, {{"body", "My words"}}));
  auto const version = author.get("/threads/" + thread.id).number_at("/version");
  expect_status(
      200, author.patch("/threads/" + thread.id, {{"version", version}, {"audience", french_and_kenyan()}}));
  EXPECT_EQ(other.get(draft).text_at("/body"), "My words");
  EXPECT_EQ(other.put(draft, {{"body", "My words, saved"}}).status, 200);
}

TEST_F(AccessModel, administrators_auditors_and_compliance_read_nothing) {
  auto const thread = open_thread(author, open(), {{"marking", {{"level", "public"}}}});
  for (auto const who : {"admin.ipsg", "auditor.ipsg", "compliance.ipsg"}) {
    auto reader = client(who);
    EXPECT_EQ(reader.get("/topics").items(), 0U) << who;
    EXPECT_EQ(reader.get("/threads/" + thread.id).status, 404) << who;
    EXPECT_EQ(reader.get("/posts/" + thread.first_post).status, 404) << who;
    EXPECT_EQ(reader.get("/notifications").items(), 0U) << who;
    auto stream = reader.stream();
    stream.next("hello");
    stream.watch({open()}, {thread.id});
    reply(author, thread.id);
    EXPECT_TRUE(stream.is_silent(300ms)) << who;
  }
}

TEST_F(AccessModel, chatham_posts_name_nobody_outside_their_bureau) {
  auto const thread = open_thread(author, open(), {{"marking", {{"attribution", "chatham"}}}});
  auto other = client("officer1.ke");
  for (std::string const& path :
       {"/threads/" + thread.id, "/posts/" + thread.first_post, "/posts/" + thread.first_post + "/revisions",
        "/threads/" + thread.id + "/posts"}) {
    auto const answer = other.get(path);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.text.find("officer1.fr"), std::string::npos) << path;
    EXPECT_EQ(answer.text.find("NCB FR"), std::string::npos) << path;
  }
}

}  // namespace
}  // namespace tests::api
