// "Why can this organisation read it, or why not?" through the whole server: for the source alone, and
// nothing in it that he may not know.
#include "auth/organisations.hpp"
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

// A server of its own: what a deny list takes away would be missed elsewhere.
class ReaderTrace : public testing::Test {
 protected:
  ApiAnswer why(ApiClient& who, std::string const& path, std::string_view about) {
    return who.get(path + "/audience/why?organisation=" + server.organisation(about));
  }
  static std::string result(ApiAnswer const& trace, std::string_view step) {
    expect_status(200, trace);
    for (auto const& one : trace.body.at("steps").as_array()) {
      if (one.at("step").as_string() == step) return std::string(one.at("result").as_string());
    }
    return "";
  }
  static bool may_ask(ApiClient& who, std::string const& path) {
    return expect_status(200, who.get(path + "/audience")).has("/may/0");
  }

  ForumServer server;
  ApiClient author = server.client("officer1.fr");
  ApiClient coordinator = server.client("coordinator.fr");
  ApiClient spanish = server.client("officer1.es");
  OpenedThread opened = open_thread(spanish, server.topic("open"));
  std::string thread = "/threads/" + opened.id;
  std::string post =
      "/posts/" + reply(author, opened.id,
                        {{"audience", only({server.organisation("fr"), server.organisation("es"),
                                            server.organisation("ke")})}});
};

TEST_F(ReaderTrace, is_told_to_the_author_and_the_coordinators_of_the_source_alone) {
  for (auto* const who : {&author, &coordinator}) {
    EXPECT_TRUE(may_ask(*who, post));
    EXPECT_EQ(result(why(*who, post, "ke"), "post"), "passes");
    auto const excluded = why(*who, post, "br");
    EXPECT_EQ(result(excluded, "thread"), "passes");
    EXPECT_EQ(result(excluded, "post"), "fails");
    EXPECT_TRUE(excluded.body.at("excluded").as_bool());
    EXPECT_FALSE(why(*who, post, "ke").body.at("excluded").as_bool());
    EXPECT_FALSE(may_ask(*who, thread)) << "another's thread";
    EXPECT_EQ(why(*who, thread, "ke").code(), "not_permitted");
  }
  for (auto const name : {"officer1.es", "coordinator.es", "moderator.ke", "officer2.fr", "security.fr"}) {
    auto other = server.client(name);
    EXPECT_FALSE(may_ask(other, post)) << name;
    EXPECT_EQ(why(other, post, "ke").code(), "not_permitted") << name;
  }
  EXPECT_TRUE(may_ask(spanish, thread));
  auto const trace = why(spanish, thread, "ke");
  EXPECT_EQ(result(trace, "thread"), "passes");
  EXPECT_EQ(result(trace, "post"), "") << "a thread has no such step";
  auto brazilian = server.client("coordinator.br");
  EXPECT_EQ(why(brazilian, post, "ke").status, 404);
  EXPECT_EQ(why(brazilian, post, "ke").text, why(brazilian, "/posts/" + std::string(26, '7'), "ke").text);
}

TEST_F(ReaderTrace, says_what_it_does_not_know) {
  auto const unknown = author.get(post + "/audience/why?organisation=" + std::string(26, '7'));
  EXPECT_EQ(unknown.code(), "invalid_query");
  EXPECT_EQ(unknown.text_at("/errors/0/pointer"), "organisation");
  EXPECT_EQ(unknown.text_at("/errors/0/code"), "unknown_organisation");
  EXPECT_EQ(author.get(post + "/audience/why").code(), "invalid_query");
  EXPECT_EQ(author.get(post + "/audience/why?organisation=x").code(), "invalid_query");
}

TEST_F(ReaderTrace, tells_of_ones_own_deny_list_and_of_no_other) {
  auto const before = why(author, post, "ke").text;
  auto const before_to_coordinator = why(coordinator, post, "ke").text;
  server.change([&](storage::WriteTx& tx) {
    auth::set_deny_list(tx, server.organisation_key("es"), {server.organisation_key("ke")});
    auth::set_deny_list(tx, server.organisation_key("unit"), {server.organisation_key("ke")});
    auth::set_max_level(tx, server.organisation_key("ke"), auth::Level::open);
  });
  EXPECT_EQ(why(author, post, "ke").text, before);
  EXPECT_EQ(why(coordinator, post, "ke").text, before_to_coordinator);
  server.change([&](storage::WriteTx& tx) {
    auth::set_deny_list(tx, server.organisation_key("fr"), {server.organisation_key("ke")});
  });
  EXPECT_EQ(result(why(coordinator, post, "ke"), "deny_list"), "fails");
  EXPECT_TRUE(why(coordinator, post, "ke").body.at("excluded").as_bool());
  EXPECT_EQ(why(author, post, "ke").text, before) << "an officer does not read the list";
}

TEST_F(ReaderTrace, tells_that_what_waits_is_not_out) {
  auto const waiting = "/posts/" + reply(author, opened.id, {{"marking", {{"level", "restricted"}}}});
  EXPECT_EQ(result(why(author, waiting, "ke"), "state"), "fails");
  EXPECT_EQ(result(why(author, waiting, "fr"), "state"), "some");
  EXPECT_EQ(why(author, waiting, "ke").text_at("/level"), "restricted");
}

}  // namespace
}  // namespace tests::api
