// Links between threads through the API: worked example 11 of the access model.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

std::string link_to(std::string const& thread) {
  return "See [there](/threads/" + thread + ").";
}

class LinkApi : public Api {
 protected:
  ApiClient author = client("officer1.fr");
  ApiClient third = client("officer1.br");

  object among(std::initializer_list<std::string_view> names) {
    std::vector<std::string> ids;
    for (auto const name : names) ids.push_back(server.organisation(name));
    return only(ids);
  }
  ApiAnswer links(ApiClient& who, std::string const& thread) {
    return expect_status(200, who.get("/threads/" + thread + "/links"));
  }
};

TEST_F(LinkApi, no_11_a_confidential_thread_shows_on_an_open_one_to_its_own_readers_only) {
  auto coordinator = client("coordinator.fr");
  auto reader = client("officer2.fr");
  auto const target = open_thread(author, open());
  auto const nothing = links(third, target.id).text;
  auto const secret = open_thread(author, open(),
                                  {{"title", "Confidential"},
                                   {"body", link_to(target.id)},
                                   {"audience", among({"fr", "ke"})},
                                   {"marking", {{"level", "confidential"}}}});
  EXPECT_EQ(links(reader, target.id).text, nothing) << "it awaits its release";
  expect_status(200, coordinator.post("/posts/" + secret.first_post + "/release", {{"reason", "Checked."}}));
  auto const seen = links(reader, target.id);
  EXPECT_EQ(seen.text_at("/from/0/id"), secret.id);
  EXPECT_EQ(seen.text_at("/from/0/title"), "Confidential");
  EXPECT_EQ(seen.number_at("/from/0/posts"), 1);
  EXPECT_EQ(links(third, target.id).text, nothing);
  EXPECT_EQ(third.get("/threads/" + secret.id + "/links").text,
            third.get("/threads/" + std::string(26, '7') + "/links").text);
  EXPECT_EQ(third.get("/threads/" + secret.id + "/links").status, 404);

  // The other way round: a link in the open to what is hidden has no title for whoever may not read that.
  auto const open_one = open_thread(author, open(), {{"body", link_to(secret.id)}});
  EXPECT_EQ(links(reader, open_one.id).text_at("/to/0/title"), "Confidential");
  EXPECT_EQ(links(third, open_one.id).text, nothing);
  EXPECT_NE(third.get("/posts/" + open_one.first_post).text_at("/html").find("/threads/" + secret.id),
            std::string::npos)
      << "a bare link";
}

TEST_F(LinkApi, is_checked_without_opening_anything) {
  auto const target = open_thread(author, open());
  auto const other = open_thread(author, open());
  auto const secret = open_thread(author, open(), {{"audience", among({"fr"})}});
  auto const leads = [&](std::string const& query) {
    return expect_status(200, third.get("/links/check?" + query)).body.at("leads").as_bool();
  };
  EXPECT_TRUE(leads("thread_id=" + target.id));
  EXPECT_TRUE(leads("thread_id=" + target.id + "&post_id=" + target.first_post));
  EXPECT_FALSE(leads("thread_id=" + target.id + "&post_id=" + other.first_post));
  EXPECT_FALSE(leads("thread_id=" + secret.id));
  EXPECT_FALSE(leads("thread_id=" + secret.id + "&post_id=" + secret.first_post));
  EXPECT_FALSE(leads("thread_id=" + std::string(26, '7')));
  EXPECT_EQ(third.get("/links/check").text_at("/errors/0/code"), "required");
  EXPECT_EQ(third.get("/audit?view=own_trail&event=object.viewed&object=" + target.id).items(), 0U);
}

}  // namespace
}  // namespace tests::api
