// Creates and the Idempotency-Key, which each of them takes.
#include "auth/audit_note.hpp"
#include "auth/users.hpp"
#include "forum/repeated_requests.hpp"
#include "tests/integration/api/sample_calls.hpp"
#include "tests/integration/api/standing.hpp"

namespace tests::api {
namespace {

class Creates : public Api {
 protected:
  static bool answers_201(Operation const& operation) {
    return operation.description->at("responses").as_object().contains("201");
  }
  static bool takes_a_key(Operation const& operation) {
    auto const* const parameters = operation.description->if_contains("parameters");
    if (parameters == nullptr) return false;
    for (auto const& parameter : parameters->as_array()) {
      if (document().resolve(parameter).at("name").as_string() == "Idempotency-Key") return true;
    }
    return false;
  }
  // The sample of the operation, well formed enough to be asked of the forum.
  static object body_of(Operation const& operation, Place const& place) {
    auto body = sample_body(operation.id, place);
    if (operation.id == "add_cosignature")
      body["note"] = "a log\n1\nroot\n\n\u2014 witness " + std::string(100, 'A') + "AA==\n";
    if (operation.id == "register_witness") {
      base::SystemRandom random;
      body["key"] =
          to_string(auth::NoteSigner::make("bureau/witness", auth::NoteAlgorithm::cosignature, random).key());
    }
    return body;
  }
  static Headers key(std::string const& name) { return {{"idempotency-key", name}}; }
  static std::size_t count_of(ApiAnswer const& list, std::string_view pointer, std::string const& text) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < list.items(); ++i) {
      if (list.text_at("/items/" + std::to_string(i) + std::string(pointer)) == text) ++count;
    }
    return count;
  }
};

TEST_F(Creates, take_a_key_whatever_they_make) {
  auto officer = client("officer1.fr");
  std::string const some(26, '0');
  Place const place{.topic = some,
                    .thread = some,
                    .post = some,
                    .context = "thread." + some,
                    .organisation = some,
                    .account = some,
                    .flag_case = some};
  int count = 0;
  for (auto const& operation : document().operations()) {
    EXPECT_EQ(takes_a_key(operation), answers_201(operation)) << operation.id;
    if (!answers_201(operation)) continue;
    ++count;
    auto const path = path_for(operation, place);
    bool const has_body = document().request_schema(operation) != nullptr;
    auto const body = has_body ? boost::json::serialize(body_of(operation, place)) : std::string();
    auto const ask = [&](Headers const& headers) {
      return has_body ? officer.call_json(operation.method, path, body, headers)
                      : officer.call(operation.method, path, headers);
    };
    auto const refused = ask(key("no key"));
    EXPECT_EQ(refused.code(), "invalid_query") << operation.id << refused;
    EXPECT_EQ(refused.text_at("/errors/0/pointer"), "Idempotency-Key") << operation.id;
  }
  EXPECT_GE(count, 20);
}

TEST_F(Creates, are_answered_again_as_they_were_and_done_once) {
  auto coordinator = client("coordinator.es");
  object const group{{"name", "Asked for twice"}, {"members", array{server.organisation("fr")}}};
  auto const made = expect_status(201, coordinator.post("/groups", group, key("group-1")));
  auto const again = expect_status(201, coordinator.post("/groups", group, key("group-1")));
  EXPECT_EQ(again.text, made.text);
  EXPECT_EQ(count_of(coordinator.get("/groups?limit=100"), "/name", "Asked for twice"), 1U);

  object const other{{"name", "Asked for once"}, {"members", array{server.organisation("fr")}}};
  EXPECT_EQ(coordinator.post("/groups", other, key("group-1")).code(), "idempotency_conflict");
  // One key is for one request, of whatever kind, and each person has his own.
  EXPECT_EQ(
      coordinator.post("/saved-searches", {{"name", "A"}, {"q", "article"}, {"tells", false}}, key("group-1"))
          .code(),
      "idempotency_conflict");
  expect_status(201, client("coordinator.ke").post("/groups", other, key("group-1")));
  // What was refused was not made: the same key is good for it still.
  object const unfit{{"name", "Asked for once"}, {"members", array{std::string(26, '0')}}};
  EXPECT_EQ(coordinator.post("/groups", unfit, key("group-2")).status, 400);
  expect_status(201, coordinator.post("/groups", other, key("group-2")));
}

TEST_F(Creates, hand_out_one_code_whose_text_is_nowhere_kept) {
  auto coordinator = client("coordinator.es");
  auto security = client("security.es");
  object const nomination{{"username", "once.only.es"}, {"name", "Ona Once"}, {"function", "Counsel"},
                          {"role", "contributor"},      {"language", "es"},   {"clearance", "restricted"}};
  auto const account =
      expect_status(201, coordinator.post("/accounts", nomination, key("account-1"))).text_at("/id");
  EXPECT_EQ(expect_status(201, coordinator.post("/accounts", nomination, key("account-1"))).text_at("/id"),
            account);
  expect_status(
      200, security.post(
               "/accounts/" + account + "/vetting",
               {{"version", 1},
                {"vetted_until", base::format_rfc3339(base::wall_clock_now() + std::chrono::hours(100))}}));
  std::string const path = "/accounts/" + account + "/setup-code";
  auto const code = expect_status(201, security.call("POST", path, key("code-1")));
  EXPECT_EQ(expect_status(201, security.call("POST", path, key("code-1"))).text, code.text);
  auto const kept = server.look([&](storage::ReadTx& tx) {
    auto const now = base::wall_clock_now();
    auto const officer = auth::load_viewer(tx, auth::find_user(tx, "security.es").value(), now).value();
    return forum::find_repeated(
               tx, officer,
               {base::sha256("key code-1"), base::sha256("code-1\ngive_setup_code\n" + account + "\n\n")},
               forum::Limits())
        .value();
  });
  ASSERT_TRUE(kept);
  EXPECT_EQ(std::get<std::string>(*kept).find(code.text_at("/code")), std::string::npos);
  auto const newer = expect_status(201, security.call("POST", path, key("code-2"))).text_at("/code");
  EXPECT_NE(newer, code.text_at("/code"));
  expect_status(204, server.stranger().post("/session/password", {{"username", "once.only.es"},
                                                                  {"code", newer},
                                                                  {"password", "a long enough password"}}));
}

TEST_F(Creates, show_again_only_what_may_still_be_read) {
  auto author = client("officer1.fr");
  auto reader = client("officer1.es");
  auto const thread = open_thread(author, open(), {{"title", "Flagged twice, then narrowed"}});
  auto const path = "/posts/" + reply(author, thread.id) + "/flag";
  object const flag{{"reason", "off_subject"}};
  auto const made = expect_status(201, reader.post(path, flag, key("flag-1")));
  EXPECT_EQ(expect_status(201, reader.post(path, flag, key("flag-1"))).text, made.text);
  EXPECT_EQ(reader.post(path, flag).code(), "state_conflict") << "without the key it is a second flag";
  EXPECT_NE(made.text.find("Flagged twice"), std::string::npos);

  expect_status(
      200, author.patch(
               "/threads/" + thread.id,
               {{"version", 1}, {"audience", only({server.organisation("fr"), server.organisation("ke")})}}));
  auto const lost = reader.post(path, flag, key("flag-1"));
  EXPECT_EQ(lost.text.find("Flagged twice"), std::string::npos);
  EXPECT_EQ(lost.status, 404) << lost;
}

TEST_F(Creates, give_no_answer_of_an_office_that_was_lost) {
  auto coordinator = client("coordinator.ke");
  object const search{{"name", "Of an office"}, {"q", "article"}, {"tells", false}};
  auto const made = expect_status(201, coordinator.post("/saved-searches", search, key("office-1")));
  auto const set_clearance = [&](auth::Level level) {
    server.change([&](storage::WriteTx& tx) {
      auth::set_clearance(tx, auth::find_user(tx, "coordinator.ke").value(), level);
    });
  };
  set_clearance(auth::Level::open);
  auto const lost = coordinator.post("/saved-searches", search, key("office-1"));
  EXPECT_EQ(lost.code(), "idempotency_conflict") << lost;
  EXPECT_EQ(lost.text.find("Of an office"), std::string::npos);
  set_clearance(auth::Level::confidential);
  EXPECT_EQ(expect_status(201, coordinator.post("/saved-searches", search, key("office-1"))).text, made.text);
}

}  // namespace
}  // namespace tests::api
