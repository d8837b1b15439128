// The data-protection officer's queue over the wire: flags about personal data on what his own organisation
// has written, and nothing else.
#include "auth/users.hpp"
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

void add_officer(ForumWorld& world, std::string const& country, auth::Level clearance) {
  world.write([&](storage::WriteTx& tx) {
    auth::NewUser user;
    user.username = "protection." + country;
    user.name = user.function = "Data protection officer";
    user.organisation = world.organisation(country);
    user.clearance = clearance;
    user.vetted_by = world.user("security." + country);
    user.vetted_until = world.now + 365 * 24h;
    user.state = auth::UserState::active;
    user.password_hash = auth::hash_password(support::kPassword, support::kCheapPassword);
    auth::add_grant(tx, auth::create_user(tx, user, world.now, world.random).value(),
                    {.role = auth::Role::data_protection_officer,
                     .scope = auth::Grant::Scope::organisation,
                     .scope_id = user.organisation.value,
                     .from = world.now - 1h,
                     .until = std::nullopt});
  });
}

class DataProtection : public testing::Test {
 protected:
  static support::ForumServerOptions with_officers() {
    support::ForumServerOptions options;
    options.fill = [](ForumWorld& world) {
      add_officer(world, "es", auth::Level::official_use_only);
      add_officer(world, "br", auth::Level::confidential);
    };
    return options;
  }
  // Of a text that seems to hold data of a person: posted, and reported by its author.
  std::string post_a_hit(object more = {}) {
    more["body"] = "Write to +44 20 7946 0000.";
    more["personal_data"] = "reported";
    return reply(author, thread, std::move(more));
  }
  static std::vector<std::string> posts_in(ApiAnswer const& queue) {
    std::vector<std::string> posts;
    for (std::size_t i = 0; i < queue.items(); ++i)
      posts.push_back(queue.text_at("/items/" + std::to_string(i) + "/post/id"));
    return posts;
  }
  static std::vector<std::string> queue_of(ApiClient& who) {
    return posts_in(expect_status(200, who.get("/flag-cases?limit=100")));
  }

  ForumServer server{with_officers()};
  ApiClient author = server.client("officer1.es");
  ApiClient officer = server.client("protection.es");
  ApiClient other = server.client("protection.br");
  std::string thread = open_thread(author, server.topic("open")).id;
};

TEST_F(DataProtection, officer_finds_what_was_reported_in_his_queue_and_settles_it) {
  auto const post = post_a_hit();
  EXPECT_EQ(officer.get("/duties").number_at("/flags"), 1);
  auto const queue = expect_status(200, officer.get("/flag-cases"));
  ASSERT_EQ(posts_in(queue), std::vector{post});
  EXPECT_EQ(queue.text_at("/items/0/flags/0/reason"), "personal_data");
  EXPECT_FALSE(queue.has("/items/0/flags/0/by/person")) << "who has flagged is told to who keeps order";
  auto const path = "/flag-cases/" + queue.text_at("/items/0/id");
  auto const version = queue.number_at("/items/0/version");
  EXPECT_EQ(other.post(path + "/take", {{"version", version}}).status, 404);
  auto const taken = expect_status(200, officer.post(path + "/take", {{"version", version}}));
  object const verdict{{"outcome", "settled"}, {"reply", "Take the number out."}, {"version", 1}};
  EXPECT_EQ(officer.post(path + "/decision", verdict).code(), "version_conflict");
  object settled = verdict;
  settled["version"] = taken.number_at("/version");
  expect_status(200, officer.post(path + "/decision", settled));
  EXPECT_EQ(officer.get("/duties").number_at("/flags"), 0);
  EXPECT_TRUE(queue_of(officer).empty());
  EXPECT_EQ(posts_in(officer.get("/flag-cases?state=past")), std::vector{post});
  auto const told = expect_status(200, author.get("/flags"));
  EXPECT_EQ(told.text_at("/items/0/decision/outcome"), "settled");
  EXPECT_EQ(told.text_at("/items/0/decision/reply"), "Take the number out.");
}

TEST_F(DataProtection, officer_sees_no_flag_for_another_reason_of_another_source_or_of_what_he_may_not_read) {
  auto reader = server.client("officer1.fr");
  auto const off_subject = reply(author, thread, {{"body", "About the weather."}});
  expect_status(201, reader.post("/posts/" + off_subject + "/flag", {{"reason", "off_subject"}}));
  auto const restricted = post_a_hit({{"marking", {{"level", "restricted"}}}});
  auto coordinator = server.client("coordinator.es");
  expect_status(200, coordinator.post("/posts/" + restricted + "/release", {{"reason", "Checked."}}));
  expect_status(201, reader.post("/posts/" + restricted + "/flag", {{"reason", "personal_data"}}));
  auto brazilian = server.client("officer1.br");
  auto const of_brazil = reply(brazilian, thread, {{"body", "Write to +44 20 7946 0000."}});
  expect_status(201, reader.post("/posts/" + of_brazil + "/flag", {{"reason", "personal_data"}}));
  EXPECT_TRUE(queue_of(officer).empty());
  EXPECT_EQ(officer.get("/duties").number_at("/flags"), 0);
  EXPECT_EQ(queue_of(other), std::vector{of_brazil});
  for (auto const who : {"officer1.es", "coordinator.es", "security.es"})
    EXPECT_EQ(server.client(who).get("/flag-cases").status, 403) << who;
}

}  // namespace
}  // namespace tests::api
