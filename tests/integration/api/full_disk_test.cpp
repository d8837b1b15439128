// The server's storage is full: writes are refused in clear words, reads go on, nothing saved is lost.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

TEST(FullDisk, refuses_writes_and_keeps_what_is_there) {
  ForumServer server;
  auto officer = server.client("officer1.fr");
  auto const thread = open_thread(officer, server.topic("open"));
  std::string const draft = "/drafts/thread." + thread.id;
  expect_status(200, officer.put(draft, {{"body", "Hours of work."}}));
  ASSERT_EQ(server.stop(), 0);

  server.set("STORAGE_MAX_PAGES", std::to_string(server.database_pages() + 60));
  server.start();
  officer.connect_again(server.port());
  object const large{{"body", std::string(30'000, 'x')}};
  ApiAnswer answer;
  int written = 0;
  for (; written < 100; ++written) {
    answer = officer.post("/threads/" + thread.id + "/posts", large);
    if (answer.status != 201) break;
  }
  ASSERT_EQ(answer.status, 507) << answer;
  EXPECT_EQ(answer.code(), "storage_full");
  EXPECT_GE(written, 1);
  EXPECT_EQ(officer.put(draft, {{"body", std::string(190'000, 'x')}}).status, 507);

  EXPECT_EQ(officer.get("/threads/" + thread.id).number_at("/posts"), written + 1);
  EXPECT_EQ(officer.get(draft).text_at("/body"), "Hours of work.");
  EXPECT_EQ(officer.get("/threads/" + thread.id + "/posts").status, 200);
  EXPECT_EQ(officer.raw("GET", "/healthz").status, 200);

  ASSERT_EQ(server.stop(), 0);
  server.set("STORAGE_MAX_PAGES", "100000");
  server.start();
  officer.connect_again(server.port());
  EXPECT_EQ(officer.get(draft).text_at("/body"), "Hours of work.");
  EXPECT_EQ(officer.post("/threads/" + thread.id + "/posts", large).status, 201);
  EXPECT_EQ(officer.get("/threads/" + thread.id).number_at("/posts"), written + 2);
}

}  // namespace
}  // namespace tests::api
