// Changes of published posts that need a release, over the wire: what each reader is told, the acts, and who
// is refused.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class PendingRevisionApi : public Api {
 protected:
  PendingRevisionApi() { expect_status(200, coordinator.post(at("/release"), reason)); }

  std::string at(std::string const& act = {}) const { return "/posts/" + post + act; }
  ApiAnswer revise(ApiClient& who, std::string_view body, object more = {}) {
    more["body"] = body;
    if (!more.contains("version")) more["version"] = who.get(at()).number_at("/version");
    return who.patch(at(), more);
  }
  std::size_t queued() {
    std::size_t found = 0;
    auto const queue = coordinator.get("/release-queue?limit=100");
    for (auto const& item : queue.body.at("items").as_array()) {
      if (item.at("post").at("id").as_string() == post) ++found;
    }
    return found;
  }
  static object with_version(std::int64_t version) { return {{"reason", "Checked."}, {"version", version}}; }

  ApiClient author = client("officer1.es");
  ApiClient coordinator = client("coordinator.es");
  ApiClient colleague = client("officer2.es");
  ApiClient reader = client("officer1.br");
  object const reason{{"reason", "Checked."}};
  std::string const thread = open_thread(reader, open()).id;
  std::string const post = reply(author, thread, {{"marking", {{"level", "restricted"}}}});
};

TEST_F(PendingRevisionApi, leaves_the_published_text_to_all_and_tells_the_source_alone) {
  auto const before = reader.get(at()).text;
  auto const seen_by_colleague = colleague.get(at()).text;
  auto stream = reader.stream();
  stream.next("hello");
  stream.watch({}, {thread});
  std::this_thread::sleep_for(200ms);  // the watch is taken

  auto const answer = expect_status(200, revise(author, "It does not depend."));
  EXPECT_EQ(answer.text_at("/body"), "It depends.");
  EXPECT_EQ(answer.number_at("/pending_revision/version"), 1);
  EXPECT_EQ(answer.text_at("/pending_revision/stage"), "coordinator");
  EXPECT_EQ(coordinator.get(at("/pending-revision")).text_at("/body"), "It does not depend.");
  EXPECT_EQ(author.get(at("/pending-revision")).text_at("/body"), "It does not depend.");
  EXPECT_TRUE(coordinator.get(at()).has("/pending_revision"));
  EXPECT_EQ(queued(), 1U);

  EXPECT_EQ(reader.get(at()).text, before);
  EXPECT_EQ(colleague.get(at()).text, seen_by_colleague);
  for (auto* who : {&reader, &colleague}) {
    EXPECT_EQ(who->get(at("/pending-revision")).status, 404);
    EXPECT_EQ(who->call("DELETE", at("/pending-revision")).status, 404);
    EXPECT_EQ(who->get(at("/revisions")).items(), 1U);
    EXPECT_EQ(who->get(at("/release")).text_at("/stage"), "none");
  }
  EXPECT_TRUE(stream.is_silent(300ms));

  expect_status(200, coordinator.post(at("/release"), with_version(1)));
  EXPECT_EQ(stream.next("post.changed").at("post_id").as_string(), post);
  EXPECT_EQ(reader.get(at()).text_at("/body"), "It does not depend.");
  EXPECT_EQ(reader.get(at("/revisions")).items(), 2U);
  EXPECT_EQ(author.get(at("/pending-revision")).status, 404);
}

TEST_F(PendingRevisionApi, is_decided_by_its_own_version_and_taken_back_within_the_minute) {
  expect_status(200, revise(author, "First."));
  EXPECT_EQ(revise(author, "Blindly.").code(), "version_conflict");
  EXPECT_EQ(revise(author, "Too old.", {{"pending_version", 2}}).code(), "version_conflict");
  EXPECT_EQ(revise(author, "No number.", {{"pending_version", 0}}).code(), "invalid_body");
  expect_status(200, revise(author, "Second.", {{"pending_version", 1}}));
  EXPECT_EQ(author.post(at("/release"), with_version(2)).status, 403);
  EXPECT_EQ(coordinator.post(at("/release"), with_version(1)).code(), "version_conflict");
  EXPECT_EQ(coordinator.post(at("/return"), with_version(1)).code(), "version_conflict");
  expect_status(204, coordinator.post(at("/return"), with_version(2)));
  EXPECT_EQ(author.get(at("/pending-revision")).text_at("/returned/reason"), "Checked.");
  EXPECT_EQ(author.get("/notifications").text_at("/items/0/type"), "post.returned");
  expect_status(200, author.post(at("/submit"), {{"version", 2}}));
  expect_status(200, coordinator.post(at("/release"), with_version(2)));
  EXPECT_GT(coordinator.get(at("/release")).number_at("/undo_seconds"), 0);
  EXPECT_EQ(reader.get(at()).text_at("/body"), "Second.");
  expect_status(200, coordinator.call("POST", at("/release/undo")));
  EXPECT_EQ(reader.get(at()).text_at("/body"), "It depends.");
  EXPECT_EQ(reader.get(at("/revisions")).items(), 1U);
  EXPECT_EQ(queued(), 1U);
}

TEST_F(PendingRevisionApi, is_given_up_by_its_author) {
  expect_status(200, revise(author, "Other words."));
  EXPECT_EQ(coordinator.call("DELETE", at("/pending-revision")).status, 403);
  expect_status(204, author.call("DELETE", at("/pending-revision")));
  EXPECT_EQ(author.call("DELETE", at("/pending-revision")).status, 404);
  EXPECT_FALSE(author.get(at()).has("/pending_revision"));
  EXPECT_EQ(queued(), 0U);
}

}  // namespace
}  // namespace tests::api
