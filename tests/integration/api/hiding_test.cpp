// A moderator hides another country's post for the time being; its source is told why and keeps it; whoever
// has it on screen loses it at once.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class HidingApi : public Api {
 protected:
  static ApiAnswer hide(ApiClient& who, std::string const& post, std::int64_t version = 1) {
    return who.post("/posts/" + post + "/hide", {{"reason", "It names a witness."}, {"version", version}});
  }
  static ApiAnswer unhide(ApiClient& who, std::string const& post, std::int64_t version = 1) {
    return who.post("/posts/" + post + "/unhide", {{"reason", "It was mended."}, {"version", version}});
  }

  ApiClient author = client("officer1.fr");
  ApiClient moderator = client("moderator.ke");
  ApiClient other = client("officer1.es");
};

TEST_F(HidingApi, takes_a_post_off_every_screen_at_once_and_tells_its_source_why) {
  auto coordinator = client("coordinator.fr");
  auto const thread = open_thread(other, open()).id;
  auto const post = reply(author, thread);
  auto const below = expect_status(201, other.post("/threads/" + thread + "/posts",
                                                   {{"body", "Below."}, {"parent_id", post}}))
                         .text_at("/id");
  auto stream = other.stream();
  stream.next("hello");
  stream.watch({}, {thread});
  expect_status(204, hide(moderator, post));
  EXPECT_EQ(stream.next("post.gone").at("post_id").as_string(), post);
  EXPECT_EQ(other.get("/posts/" + post).status, 404);
  EXPECT_EQ(other.get("/posts/" + post + "/hiding").status, 404);
  EXPECT_EQ(other.get("/threads/" + thread).number_at("/posts"), 2);
  EXPECT_EQ(other.get("/posts/" + below).status, 200);
  EXPECT_EQ(hide(other, post).status, 404);

  EXPECT_EQ(author.get("/posts/" + post).text_at("/state"), "hidden");
  EXPECT_EQ(coordinator.get("/notifications").text_at("/items/0/type"), "post.hidden");
  auto const why = expect_status(200, coordinator.get("/posts/" + post + "/hiding"));
  EXPECT_EQ(why.text_at("/reason"), "It names a witness.");
  EXPECT_EQ(why.text_at("/hidden_by"), "moderation");
  EXPECT_EQ(why.text.find("moderator.ke"), std::string::npos) << "which person is not told";
  EXPECT_EQ(coordinator.get("/contributions?state=hidden").text_at("/items/0/id"), post);
  auto const own = coordinator.get("/contributions?state=published").text;
  EXPECT_NE(own.find("\"hide\""), std::string::npos) << "what else his bureau wrote";
  // Not always the newest: who has just looked at it is written down a little later.
  EXPECT_NE(coordinator.get("/audit?view=contributions&object=" + post).text.find("\"post.hidden\""),
            std::string::npos);
  EXPECT_EQ(moderator.get("/audit?view=moderation&object=" + post).text_at("/items/0/event"), "post.hidden");

  auto const listed = expect_status(200, moderator.get("/hidden-posts"));
  EXPECT_EQ(listed.text_at("/items/0/id"), post);
  EXPECT_EQ(listed.text_at("/items/0/hiding/reason"), "It names a witness.");
  EXPECT_EQ(listed.text_at("/items/0/hiding/may/0"), "unhide");
  EXPECT_EQ(listed.text_at("/items/0/post/state"), "hidden");
  EXPECT_EQ(listed.text_at("/items/0/thread/id"), thread);
  EXPECT_EQ(coordinator.get("/hidden-posts").code(), "not_permitted");
  EXPECT_EQ(moderator.get("/hidden-posts?after=x").code(), "invalid_query");

  EXPECT_EQ(unhide(coordinator, post).code(), "not_permitted");
  EXPECT_EQ(moderator.get("/posts/" + post + "/hiding").text_at("/may/0"), "unhide");
  expect_status(204, unhide(moderator, post));
  EXPECT_EQ(moderator.get("/hidden-posts").text.find(post), std::string::npos);
  EXPECT_EQ(stream.next("post.created").at("post_id").as_string(), post);
  EXPECT_EQ(other.get("/posts/" + post).text_at("/state"), "published");
  for (auto* who : {&author, &coordinator})
    EXPECT_EQ(who->get("/notifications").text_at("/items/0/type"), "post.shown");
}

TEST_F(HidingApi, takes_a_thread_by_its_first_post) {
  auto const thread = open_thread(author, open());
  auto stream = other.stream();
  stream.next("hello");
  stream.watch({open()}, {thread.id});
  expect_status(204, hide(moderator, thread.first_post));
  EXPECT_EQ(stream.next("thread.gone").at("thread_id").as_string(), thread.id);
  EXPECT_EQ(other.get("/threads/" + thread.id).status, 404);
  EXPECT_EQ(author.get("/threads/" + thread.id).text_at("/state"), "hidden");
  expect_status(204, unhide(moderator, thread.first_post));
  EXPECT_EQ(stream.next("thread.created").at("thread_id").as_string(), thread.id);
}

TEST_F(HidingApi, is_offered_to_who_keeps_order_and_refused_to_the_rest) {
  auto const post = reply(author, open_thread(other, open()).id);
  auto const offers = [&](ApiClient& who) {
    return who.get("/posts/" + post).text.find("\"hide\"") != std::string::npos;
  };
  auto coordinator = client("coordinator.fr");
  EXPECT_TRUE(offers(moderator));
  EXPECT_TRUE(offers(coordinator));
  for (auto const who : {"officer1.fr", "officer1.es", "coordinator.es", "security.fr"}) {
    auto refused = client(who);
    EXPECT_FALSE(offers(refused)) << who;
    EXPECT_EQ(hide(refused, post).code(), "not_permitted") << who;
  }
  for (auto const who : {"compliance.ipsg", "admin.ipsg", "auditor.ipsg"}) {
    auto blind = client(who);
    EXPECT_EQ(hide(blind, post).code(), "not_found") << who;
    EXPECT_EQ(unhide(blind, post).code(), "not_found") << who;
  }
}

TEST_F(HidingApi, says_what_does_not_fit_and_changes_nothing) {
  auto const post = reply(author, open_thread(other, open()).id);
  std::string const path = "/posts/" + post + "/hide";
  EXPECT_EQ(moderator.post(path, {{"version", 1}}).text_at("/errors/0/pointer"), "/reason");
  EXPECT_EQ(moderator.post(path, {{"reason", "x"}}).text_at("/errors/0/pointer"), "/version");
  for (auto const& [reason, code] : {std::pair<std::string, std::string>{"", "empty"},
                                     {"   ", "empty"},
                                     {std::string(1001, 'x'), "too_long"}}) {
    EXPECT_EQ(moderator.post(path, {{"reason", reason}, {"version", 1}}).text_at("/errors/0/code"), code);
  }
  EXPECT_EQ(moderator.post(path, {{"reason", "x"}, {"version", 1}, {"more", 1}}).text_at("/errors/0/code"),
            "unknown_field");
  EXPECT_EQ(hide(moderator, post, 2).code(), "version_conflict");
  EXPECT_EQ(unhide(moderator, post).code(), "state_conflict");
  EXPECT_EQ(hide(moderator, std::string(26, 'a')).code(), "not_found");
  EXPECT_EQ(hide(moderator, "zz").code(), "not_found");
  EXPECT_EQ(other.get("/posts/" + post).status, 200);
  expect_status(204, hide(moderator, post));
  EXPECT_EQ(hide(moderator, post).code(), "state_conflict");
  EXPECT_EQ(unhide(moderator, post, 2).code(), "version_conflict");
}

}  // namespace
}  // namespace tests::api
