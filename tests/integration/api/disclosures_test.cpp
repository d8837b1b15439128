// To whom a post went, as its author and the officers of its source are told.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class DisclosuresApi : public Api {
 protected:
  // Codes of the countries of the only record.
  static std::vector<std::string> recipients(ApiClient& who, std::string const& post) {
    auto const page = expect_status(200, who.get("/posts/" + post + "/disclosures"));
    std::vector<std::string> countries;
    for (auto const& one : page.body.at("items").at(0).at("organisations").as_array()) {
      countries.emplace_back(one.at("country").as_string());
    }
    return countries;
  }
};

TEST_F(DisclosuresApi, tell_the_author_by_audience_and_the_coordinator_without_whom_the_source_denies) {
  auto author = client("officer1.eg");
  auto coordinator = client("coordinator.eg");
  server.change([&](storage::WriteTx& tx) {
    auth::set_deny_list(tx, server.organisation_key("eg"), {server.organisation_key("br")});
  });
  auto const thread = open_thread(author, open(),
                                  {{"audience", only({server.organisation("eg"), server.organisation("br"),
                                                      server.organisation("ke")})}});
  auto const& post = thread.first_post;
  server.change([&](storage::WriteTx& tx) { auth::set_deny_list(tx, server.organisation_key("eg"), {}); });
  EXPECT_EQ(recipients(author, post), (std::vector<std::string>{"BR", "EG", "KE"}));
  EXPECT_EQ(recipients(coordinator, post), (std::vector<std::string>{"EG", "KE"}));
  auto const page = author.get("/posts/" + post + "/disclosures");
  EXPECT_EQ(page.text_at("/items/0/kind"), "published");
  EXPECT_EQ(page.text_at("/items/0/level"), "official_use_only");
  EXPECT_EQ(page.number_at("/items/0/bureaus"), 3);
  EXPECT_TRUE(is_time(page.text_at("/items/0/at")));
  EXPECT_TRUE(page.body.at("next").is_null());
}

TEST_F(DisclosuresApi, are_refused_to_whoever_is_not_the_source) {
  auto author = client("officer1.fr");
  auto const thread = open_thread(
      author, open(), {{"audience", only({server.organisation("fr"), server.organisation("ke")})}});
  std::string const path = "/posts/" + thread.first_post + "/disclosures";
  EXPECT_EQ(client("officer2.fr").get(path).code(), "not_permitted");
  EXPECT_EQ(client("officer1.ke").get(path).code(), "not_permitted");
  EXPECT_EQ(client("coordinator.es").get(path).status, 404);
  EXPECT_EQ(author.get(path + "?after=nonsense").code(), "invalid_query");
  EXPECT_EQ(author.get("/posts/" + thread.id + "/disclosures").status, 404);
}

}  // namespace
}  // namespace tests::api
