// What malware scanning does to files, with a scanner that comes and goes; and how much is taken of one
// person.
#include "tests/integration/api/uploading.hpp"
#include "tests/support/fake_scanner.hpp"

namespace tests::api {
namespace {

std::string content(std::string const& id) {
  return "/attachments/" + id + "/content";
}

TEST(AttachmentScans, refuse_malware_and_hold_back_what_nobody_could_scan) {
  std::optional<support::FakeScanner> scanner(std::in_place);
  auto const port = scanner->port();
  ForumServer server({.settings = {{"ATTACHMENTS_SCANNER", scanner->address()},
                                   {"ATTACHMENTS_SCANNER_MS", "2000"},
                                   {"ATTACHMENTS_RESCAN_MS", "200"}}});
  auto french = server.client("officer1.fr");
  auto brazilian = server.client("officer1.br");
  auto const bad = upload(french, "notes.txt", support::sample_virus());
  EXPECT_EQ(bad.text_at("/state"), "refused") << bad;
  EXPECT_EQ(bad.text_at("/refusal"), "malware");
  auto const good = upload(french, "statute.pdf", support::sample_pdf());
  EXPECT_EQ(good.text_at("/state"), "ready");
  EXPECT_TRUE(good.body.at("scanned").as_bool());

  scanner.reset();
  auto const held = upload(french, "later.pdf", support::sample_pdf("Later"));
  EXPECT_EQ(held.text_at("/state"), "held") << held;
  auto const hidden_virus = upload(french, "virus.txt", support::sample_virus());
  EXPECT_EQ(hidden_virus.text_at("/state"), "held");
  auto const thread = open_thread(french, server.topic("open"),
                                  {{"attachments", {held.text_at("/id"), hidden_virus.text_at("/id")}}});
  auto const post = "/posts/" + thread.first_post;
  EXPECT_EQ(brazilian.get(post).text_at("/attachments/0/state"), "held");
  EXPECT_EQ(brazilian.get(content(held.text_at("/id"))).code(), "held_back");
  EXPECT_EQ(french.get(content(held.text_at("/id"))).code(), "held_back");

  scanner.emplace(port);
  for (int i = 0; i < 200 && brazilian.get(post).text_at("/attachments/1/state") == "held"; ++i)
    std::this_thread::sleep_for(50ms);
  auto const read = brazilian.get(post);
  EXPECT_EQ(read.text_at("/attachments/0/state"), "ready") << read;
  EXPECT_EQ(read.text_at("/attachments/1/state"), "refused") << read;
  EXPECT_EQ(read.text_at("/attachments/1/refusal"), "malware");
  EXPECT_EQ(brazilian.get(content(held.text_at("/id"))).text, support::sample_pdf("Later"));
  EXPECT_EQ(brazilian.get(content(hidden_virus.text_at("/id"))).code(), "held_back");
}

TEST(AttachmentScans, are_missed_in_the_demo_and_that_is_said) {
  auto french = shared_server().client("officer1.fr");
  auto const done = upload(french, "statute.pdf", support::sample_pdf());
  EXPECT_EQ(done.text_at("/state"), "ready");
  EXPECT_FALSE(done.body.at("scanned").as_bool());
}

TEST(AttachmentQuotas, are_of_a_person_and_of_an_organisation) {
  ForumServer server(
      {.settings = {{"ATTACHMENTS_PERSON_BYTES", "1000"}, {"ATTACHMENTS_ORGANISATION_BYTES", "1500"}}});
  auto first = server.client("officer1.fr");
  auto second = server.client("officer2.fr");
  auto other = server.client("officer1.br");
  auto const id = expect_status(201, announce(first, "a.pdf", 900)).text_at("/id");
  auto const refused = announce(first, "b.pdf", 101);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.code(), "quota_exceeded");
  EXPECT_EQ(announce(second, "c.pdf", 601).code(), "quota_exceeded");
  EXPECT_EQ(announce(second, "c.pdf", 600).status, 201);
  EXPECT_EQ(announce(other, "d.pdf", 1000).status, 201);
  expect_status(204, first.remove("/uploads/" + id));
  EXPECT_EQ(announce(first, "b.pdf", 101).status, 201);
}

}  // namespace
}  // namespace tests::api
