// A server for everybody, where a sign-in is a password and no more: what is RESTRICTED stays out of sight of
// its sessions, for whoever is cleared, until the settings say otherwise.
#include "auth/sessions.hpp"
#include "auth/users.hpp"
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

struct Forum {
  explicit Forum(std::map<std::string, std::string> settings = {}) {
    support::ForumServerOptions options;
    options.demo = false;
    options.settings = std::move(settings);
    options.fill = [this](ForumWorld& world) {
      auto const thread = world.open("officer1.fr", "open", "A question");
      auto const answer =
          world.reply("officer1.fr", thread.thread.public_id, {}, at_level(auth::Level::restricted));
      world.release("coordinator.fr", answer.public_id).value();
      question = base::to_string(thread.thread.public_id);
      restricted = base::to_string(answer.public_id);
    };
    server.emplace(std::move(options));
  }

  // As whoever has a stronger sign-in will have one.
  ApiClient strongly(std::string_view username) {
    ApiClient client(server->port());
    server->change([&](storage::WriteTx& tx) {
      base::SystemRandom random;
      client.use_session(auth::create_session(tx, auth::find_user(tx, username).value(),
                                              auth::Assurance::strong, base::wall_clock_now(), random)
                             .token);
    });
    return client;
  }

  std::string question;
  std::string restricted;
  std::optional<ForumServer> server;
};

TEST(SignInLimit, hides_what_is_restricted_from_a_session_of_a_password) {
  Forum forum;
  auto officer = forum.server->client("officer1.ke");
  auto const me = officer.get("/me");
  EXPECT_EQ(me.text_at("/clearance"), "confidential");
  EXPECT_EQ(me.text_at("/sign_in_allows"), "official_use_only");
  EXPECT_EQ(officer.get("/threads/" + forum.question).number_at("/posts"), 1);
  EXPECT_EQ(officer.get("/threads/" + forum.question + "/posts").items(), 1U);
  EXPECT_EQ(officer.get("/posts/" + forum.restricted).status, 404);
  auto const refused = officer.post("/threads/" + forum.question + "/posts",
                                    {{"body", "x"}, {"marking", {{"level", "restricted"}}}});
  EXPECT_EQ(refused.code(), "level_too_high") << refused;

  auto strong = forum.strongly("officer1.ke");
  EXPECT_EQ(strong.get("/me").text_at("/sign_in_allows"), "confidential");
  EXPECT_EQ(strong.get("/threads/" + forum.question).number_at("/posts"), 2);
  EXPECT_EQ(strong.get("/posts/" + forum.restricted).status, 200);
}

TEST(SignInLimit, holds_in_the_live_stream) {
  Forum forum;
  auto officer = forum.server->client("officer1.ke");
  auto strong = forum.strongly("officer1.ke");
  auto author = forum.strongly("officer1.fr");
  auto coordinator = forum.strongly("coordinator.fr");
  auto weak_stream = officer.stream();
  auto strong_stream = strong.stream();
  for (auto* const stream : {&weak_stream, &strong_stream}) {
    stream->next("hello");
    stream->watch({}, {forum.question});
  }
  std::this_thread::sleep_for(200ms);
  auto const post = reply(author, forum.question, {{"marking", {{"level", "restricted"}}}});
  expect_status(200, coordinator.post("/posts/" + post + "/release", {{"reason", "Checked."}}));
  EXPECT_EQ(strong_stream.next("post.created").at("post_id").as_string(), post);
  EXPECT_TRUE(weak_stream.is_silent(300ms));
}

TEST(SignInLimit, is_a_setting) {
  Forum forum({{"SESSIONS_RESTRICTED_NEEDS", "password"}});
  auto officer = forum.server->client("officer1.ke");
  EXPECT_EQ(officer.get("/me").text_at("/sign_in_allows"), "restricted");
  EXPECT_EQ(officer.get("/posts/" + forum.restricted).status, 200);
}

}  // namespace
}  // namespace tests::api
