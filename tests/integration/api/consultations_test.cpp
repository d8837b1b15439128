// What officers open stands in the audit log: all that is opened, with those whose it is; from RESTRICTED on
// before the answer leaves, titles in lists too, and where it cannot be written, nothing is shown.
#include <algorithm>

#include "auth/audit_log.hpp"
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

base::PublicId id_of(std::string const& text) {
  return base::parse_public_id(text).value();
}

auth::PublicIds ids_of(std::vector<std::string> const& texts) {
  auth::PublicIds ids;
  for (auto const& text : texts) ids.push_back(id_of(text));
  std::ranges::sort(ids);
  return ids;
}

// What this person was shown, the oldest first.
std::vector<auth::AuditRecord> shown_to(ForumServer const& server, std::string const& user) {
  auto const id = id_of(user);
  return server.look([&](storage::ReadTx& tx) {
    std::vector<auth::AuditRecord> records;
    auto const size = auth::load_audit_head(tx).size();
    for (std::int64_t number = 1; number <= size; ++number) {
      auto record = auth::find_audit_entry(tx, number)->record;
      bool const is_shown = auth::kind_of(record.event) == auth::AuditKind::consultation;
      if (is_shown && record.actor.user == id) records.push_back(std::move(record));
    }
    return records;
  });
}

class Consultation : public Api {
 protected:
  // What he was shown by the tests before this one may still be on its way: one more read, and what it waits
  // behind is written.
  Consultation() {
    auto const marker = id_of(open_thread(author, open()).id);
    expect_status(200, reader.get("/threads/" + base::to_string(marker)));
    auto const is_marked = [&] {
      auto const records = shown();
      return !records.empty() && records.back().object.id == marker;
    };
    for (int tries = 0; tries < 1200 && !is_marked(); ++tries) std::this_thread::sleep_for(50ms);
    if (!is_marked()) throw std::runtime_error("consultations are not written");
  }
  std::string me(ApiClient& who) { return who.get("/me").text_at("/id"); }
  std::vector<auth::AuditRecord> shown() { return shown_to(server, reader_id); }
  // Below RESTRICTED records come in batches, soon.
  std::vector<auth::AuditRecord> shown_when(std::size_t count) {
    auto records = shown();
    for (int tries = 0; tries < 400 && records.size() < count; ++tries) {
      std::this_thread::sleep_for(50ms);
      records = shown();
    }
    return records;
  }

  ApiClient author = client("officer1.es");
  ApiClient reader = client("officer1.ke");
  std::string reader_id = me(reader);
};

TEST_F(Consultation, names_who_opened_what_and_whose_it_is) {
  auto const thread = open_thread(author, open());
  auto other = client("officer1.fr");
  auto const answer = reply(other, thread.id);
  auto const before = shown().size();
  expect_status(200, reader.get("/threads/" + thread.id + "/posts"));
  auto const records = shown_when(before + 1);
  ASSERT_EQ(records.size(), before + 1);
  auto const& record = records.back();
  EXPECT_EQ(record.event, auth::AuditEvent::object_viewed);
  EXPECT_EQ(record.actor.organisation, id_of(server.organisation("ke")));
  EXPECT_EQ(record.object, (auth::AuditObject{auth::AuditObjectKind::thread, id_of(thread.id)}));
  EXPECT_EQ(record.topic, id_of(open()));
  EXPECT_EQ(record.parts, ids_of({thread.first_post, answer}));
  EXPECT_EQ(record.sources, ids_of({server.organisation("es"), server.organisation("fr")}));
  ASSERT_TRUE(record.level);
  EXPECT_LT(*record.level, auth::Level::restricted);
}

TEST_F(Consultation, tells_posts_and_former_texts_apart_and_leaves_lists_out) {
  auto const thread = open_thread(author, open());
  auto const before = shown().size();
  expect_status(200, reader.get("/topics/" + open() + "/threads"));
  expect_status(200, reader.get("/threads/" + thread.id));
  expect_status(200, reader.get("/posts/" + thread.first_post));
  expect_status(200, reader.get("/posts/" + thread.first_post + "/revisions"));
  EXPECT_EQ(reader.get("/posts/" + std::string(26, 'a')).status, 404);
  auto const records = shown_when(before + 3);
  std::vector<std::pair<auth::AuditEvent, auth::AuditObjectKind>> told;
  for (auto i = before; i < records.size(); ++i) told.emplace_back(records[i].event, records[i].object.kind);
  using auth::AuditEvent;
  using auth::AuditObjectKind;
  EXPECT_EQ(told, (decltype(told){{AuditEvent::object_viewed, AuditObjectKind::thread},
                                  {AuditEvent::object_viewed, AuditObjectKind::post},
                                  {AuditEvent::revisions_viewed, AuditObjectKind::post}}));
}

TEST_F(Consultation, of_a_warning_is_of_the_post_that_it_is_about) {
  object const restricted{{"level", "restricted"}};
  auto unit = client("unit.ipsg");
  auto coordinator = client("coordinator.ke");
  auto const thread = open_thread(author, open());
  auto const post = expect_status(201, reader.post("/threads/" + thread.id + "/posts",
                                                   {{"body", "Of it."}, {"marking", restricted}}))
                        .text_at("/id");
  expect_status(200, coordinator.post("/posts/" + post + "/release", {{"reason", "Fit to go."}}));
  expect_status(201, unit.post("/posts/" + post + "/author-notes",
                               {{"kind", "warning"}, {"text", "Stay with the subject."}}));
  auto const before = shown().size();
  auto const warning = expect_status(200, reader.get("/warnings")).text_at("/items/0/id");
  auto records = shown();
  ASSERT_EQ(records.size(), before + 1) << "before the answer";
  EXPECT_EQ(records.back().event, auth::AuditEvent::object_viewed);
  EXPECT_EQ(records.back().object.kind, auth::AuditObjectKind::platform);
  EXPECT_EQ(records.back().level, auth::Level::restricted);
  EXPECT_EQ(records.back().parts, ids_of({thread.id, post}));
  EXPECT_EQ(records.back().sources, ids_of({server.organisation("es"), server.organisation("ke")}));
  expect_status(200, reader.post("/warnings/" + warning + "/appeal", {{"reason", "It is the subject."}}));
  records = shown();
  ASSERT_EQ(records.size(), before + 2);
  EXPECT_EQ(records.back().level, auth::Level::restricted);
  EXPECT_EQ(records.back().parts, ids_of({thread.id, post}));

  // Its thread hidden from him, the reason is still told.
  expect_status(204,
                unit.post("/posts/" + thread.first_post + "/hide", {{"version", 1}, {"reason", "For now."}}));
  expect_status(200, reader.get("/warnings"));
  records = shown();
  ASSERT_EQ(records.size(), before + 3);
  EXPECT_EQ(records.back().level, auth::Level::restricted);
  EXPECT_EQ(records.back().parts, ids_of({post}));
  expect_status(204,
                unit.post("/posts/" + thread.first_post + "/unhide", {{"version", 1}, {"reason", "Again."}}));
}

TEST_F(Consultation, of_a_search_names_what_was_found_and_never_what_was_searched_for) {
  auto const thread = open_thread(author, open(), {{"body", "Of sphagnum."}});
  auto const before = shown().size();
  expect_status(200, reader.get("/search?q=nothing-like-this-anywhere"));
  expect_status(200, reader.get("/search?q=sphagnum"));
  auto const records = shown_when(before + 1);
  ASSERT_EQ(records.size(), before + 1);
  EXPECT_EQ(records.back().event, auth::AuditEvent::search_run);
  EXPECT_EQ(records.back().object.kind, auth::AuditObjectKind::platform);
  EXPECT_EQ(records.back().parts, ids_of({thread.id, thread.first_post}));
  EXPECT_EQ(records.back().sources, ids_of({server.organisation("es")}));
}

TEST_F(Consultation, holds_the_source_that_attribution_hides) {
  auto const thread = open_thread(author, open(), {{"marking", {{"attribution", "chatham"}}}});
  auto const before = shown().size();
  auto const answer = expect_status(200, reader.get("/posts/" + thread.first_post));
  EXPECT_TRUE(answer.body.at("source").is_null());
  auto const records = shown_when(before + 1);
  ASSERT_EQ(records.size(), before + 1);
  EXPECT_EQ(records.back().sources, ids_of({server.organisation("es")}));
}

// A thread at RESTRICTED, released.
std::string open_restricted(ForumServer& server) {
  auto author = server.client("officer1.es");
  auto coordinator = server.client("coordinator.es");
  auto const thread = open_thread(author, server.topic("open"), {{"marking", {{"level", "restricted"}}}});
  expect_status(200,
                coordinator.post("/posts/" + thread.first_post + "/release", {{"reason", "Fit to go."}}));
  return thread.id;
}

TEST_F(Consultation, from_restricted_on_is_on_disk_before_the_answer) {
  auto const thread = open_restricted(server);
  auto const post = reader.get("/threads/" + thread + "/posts").text_at("/items/0/id");
  for (std::string const& path : {"/threads/" + thread + "/posts", "/threads/" + thread, "/posts/" + post,
                                  "/posts/" + post + "/revisions", "/topics/" + open() + "/threads"}) {
    auto const before = shown().size();
    expect_status(200, reader.get(path));
    auto const records = shown();
    ASSERT_EQ(records.size(), before + 1) << path;
    EXPECT_EQ(records.back().level, auth::Level::restricted) << path;
  }
  // The desk of his bureau follows the topic.
  auto coordinator = client("coordinator.ke");
  expect_status(200,
                coordinator.put("/topics/" + open() + "/subscription", {{"as", "bureau"}, {"level", "all"}}));
  auto const followed = open_restricted(server);
  auto const before = shown().size();
  expect_status(200, reader.get("/notifications"));
  auto const records = shown();
  ASSERT_EQ(records.size(), before + 1);
  EXPECT_TRUE(std::ranges::binary_search(records.back().parts, id_of(followed)));
}

TEST_F(Consultation, is_none_where_only_the_number_of_what_waits_is_told) {
  auto const thread = open_thread(reader, open()).id;
  auto const post = reply(author, thread, {{"marking", {{"level", "restricted"}}}});
  auto coordinator = client("coordinator.es");
  auto const id = me(coordinator);
  auto const before = shown_to(server, id).size();
  EXPECT_GE(expect_status(200, coordinator.get("/duties")).number_at("/releases"), 1);
  EXPECT_EQ(shown_to(server, id).size(), before);
  expect_status(200, coordinator.get("/release-queue?limit=1"));
  EXPECT_GT(shown_to(server, id).size(), before);
}

TEST_F(Consultation, of_the_queue_is_logged_for_the_coordinator) {
  auto const thread = open_thread(reader, open()).id;
  auto const post = reply(author, thread, {{"marking", {{"level", "restricted"}}}});
  auto coordinator = client("coordinator.es");
  auto const id = me(coordinator);
  expect_status(200, coordinator.get("/release-queue?limit=100"));
  auto const records = shown_to(server, id);
  ASSERT_FALSE(records.empty());
  EXPECT_TRUE(std::ranges::binary_search(records.back().parts, id_of(post)));
}

TEST(ConsultationOnAFullDisk, is_refused_from_restricted_on) {
  ForumServer server;
  auto const thread = open_restricted(server);
  auto author = server.client("officer1.es");
  auto reader = server.client("officer1.ke");
  auto const low = open_thread(author, server.topic("quiet")).id;
  std::string const high_list = "/topics/" + server.topic("open") + "/threads";
  std::string const low_list = "/topics/" + server.topic("quiet") + "/threads";
  ASSERT_EQ(server.stop(), 0);

  server.set("STORAGE_MAX_PAGES", std::to_string(server.database_pages()));
  server.start();
  reader.connect_again(server.port());
  int tries = 0;
  // Until what is left of the last pages is used up.
  while (reader.get("/threads/" + thread + "/posts").status == 200 && tries < 20'000) ++tries;
  for (std::string const& path : {"/threads/" + thread + "/posts", "/threads/" + thread, high_list}) {
    auto const answer = reader.get(path);
    EXPECT_EQ(answer.status, 507) << path << " " << answer;
    EXPECT_EQ(answer.text.find("A question of law"), std::string::npos) << path;
  }
  for (std::string const& path : {"/threads/" + low + "/posts", low_list}) {
    EXPECT_EQ(reader.get(path).status, 200) << path;
  }
}

}  // namespace
}  // namespace tests::api
