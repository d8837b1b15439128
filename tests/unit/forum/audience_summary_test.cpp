#include "forum/audience_summary.hpp"

#include <gtest/gtest.h>

#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::ForumWorld;

std::vector<std::string> countries(std::vector<auth::Organisation> const& organisations) {
  std::vector<std::string> countries;
  for (auto const& organisation : organisations)
    countries.push_back(organisation.country.value_or(organisation.name));
  return countries;
}

using Countries = std::vector<std::string>;

TEST(AudienceSummary, tells_who_would_read_a_new_thread_and_who_would_not) {
  ForumWorld world;
  auto const summary = world.read([&](storage::ReadTx& tx) {
    return summarise_new_thread(tx, world.viewer(tx, "officer1.fr"), world.topic("open"),
                                world.only({"fr", "ke"}))
        .value();
  });
  EXPECT_EQ(summary.bureaus, 2);
  EXPECT_EQ(summary.excluded_bureaus, 3);
  EXPECT_EQ(countries(summary.organisations), (Countries{"FR", "KE"}));
  EXPECT_EQ(countries(summary.excluded), (Countries{"BR", "EG", "ES", "FR", "Illicit Markets unit"}));
}

TEST(AudienceSummary, counts_the_enclosing_audiences_in) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "narrow", "T").thread.public_id;
  auto const summary = [&](std::optional<auth::NewAudience> const& audience) {
    return world.database.read_now([&](storage::ReadTx& tx) {
      return summarise_new_reply(tx, world.viewer(tx, "officer1.fr"), thread, std::nullopt, audience);
    });
  };
  EXPECT_EQ(summary({})->bureaus, 2);
  EXPECT_EQ(summary({})->excluded_bureaus, 0);
  auth::NewAudience own;
  own.base = auth::AudienceBase::own;
  EXPECT_EQ(summary(own)->bureaus, 1);
  EXPECT_EQ(summary(own)->excluded_bureaus, 1);
  EXPECT_EQ(summary(world.only({"fr", "br"})).error().code, ErrorCode::audience_too_wide);
}

TEST(AudienceSummary, tells_who_would_read_the_answer_to_a_narrower_post) {
  ForumWorld world;
  auto const thread = world.open("officer1.fr", "open", "T").thread.public_id;
  auto const other = world.open("officer1.fr", "open", "U").thread.public_id;
  tests::Ask ask;
  ask.audience = world.only({"fr", "ke"});
  auto const narrow = world.reply("officer1.fr", thread, std::nullopt, ask).public_id;
  auto const summary = [&](std::string_view who, base::PublicId const& place,
                           std::optional<auth::NewAudience> const& audience) {
    return world.database.read_now([&](storage::ReadTx& tx) {
      return summarise_new_reply(tx, world.viewer(tx, who), place, narrow, audience);
    });
  };
  EXPECT_EQ(summary("officer1.ke", thread, std::nullopt)->bureaus, 2);
  EXPECT_EQ(summary("officer1.ke", thread, std::nullopt)->excluded_bureaus, 3);
  EXPECT_EQ(summary("officer1.ke", thread, auth::NewAudience{})->bureaus, 5);
  EXPECT_EQ(summary("officer1.br", thread, std::nullopt).error().code, ErrorCode::not_found);
  EXPECT_EQ(summary("officer1.ke", other, std::nullopt).error().code, ErrorCode::not_found);
}

TEST(AudienceSummary, lists_the_readers_of_what_stands) {
  ForumWorld world;
  tests::Ask ask;
  ask.audience = world.only({"fr", "ke", "br"});
  auto const opened = world.open("officer1.fr", "open", "T", ask);
  ask.audience = world.only({"fr", "ke"});
  auto const reply = world.reply("officer1.fr", opened.thread.public_id, std::nullopt, ask).public_id;
  world.read([&](storage::ReadTx& tx) {
    auto const kenya = world.viewer(tx, "officer1.ke");
    EXPECT_EQ(countries(load_thread_readers(tx, kenya, opened.thread.public_id)->organisations),
              (Countries{"BR", "FR", "KE"}));
    EXPECT_EQ(load_post_readers(tx, kenya, reply)->bureaus, 2);
    auto const brazil = world.viewer(tx, "officer1.br");
    EXPECT_EQ(load_post_readers(tx, brazil, reply).error().code, ErrorCode::not_found);
  });
}

}  // namespace
}  // namespace forum
