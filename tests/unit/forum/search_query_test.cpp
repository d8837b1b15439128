// What is typed into the field of the search.
#include "forum/search_query.hpp"

#include <random>

#include <gtest/gtest.h>

#include "forum/search.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::FieldCode;
using base::FieldError;

SearchLimits const kLimits;

SearchQuery parsed(std::string_view text) {
  return parse_search(text, kLimits).value();
}
std::vector<FieldError> faults(std::string_view text) {
  auto const result = parse_search(text, kLimits);
  return result ? std::vector<FieldError>{} : result.error().fields;
}
SearchTerm word(std::string text) {
  return {{std::move(text)}, false, false};
}
SearchTerm phrase(std::vector<std::string> words) {
  return {std::move(words), true, false};
}
using Terms = std::vector<SearchTerm>;
using Faults = std::vector<FieldError>;

TEST(SearchQuery, is_words_phrases_and_what_is_not_to_be_there) {
  EXPECT_EQ(parsed("Asset  recovery").terms, (Terms{word("asset"), word("recovery")}));
  EXPECT_EQ(parsed("\"mutual legal\" aid").terms, (Terms{phrase({"mutual", "legal"}), word("aid")}));
  EXPECT_EQ(parsed("aid -tobacco").terms, (Terms{word("aid"), {{"tobacco"}, false, true}}));
  EXPECT_EQ(parsed("aid -\"free zone\"").terms, (Terms{word("aid"), {{"free", "zone"}, true, true}}));
  EXPECT_EQ(parsed("aid -free-zone").terms, (Terms{word("aid"), {{"free", "zone"}, true, true}}));
  EXPECT_EQ(parsed("free-zone").terms, (Terms{word("free"), word("zone")}));
}

TEST(SearchQuery, takes_signs_for_what_they_are) {
  EXPECT_EQ(parsed("\"open end").terms, Terms{phrase({"open", "end"})});
  EXPECT_TRUE(parsed("\"").is_void());
  EXPECT_TRUE(parsed("* ^ ( ) { } + - : NEAR(").terms == Terms{word("near")});
  EXPECT_TRUE(parsed("***").is_void());
  EXPECT_EQ(parsed("a AND b OR c NOT d").terms.size(), 7U);
  EXPECT_EQ(parsed("https://example.org").terms, (Terms{word("https"), word("example"), word("org")}));
  EXPECT_EQ(parsed("Art: 16").terms, (Terms{word("art"), word("16")}));
}

TEST(SearchQuery, has_operators) {
  auto const query = parsed(
      "topic:\"mutual legal\" by:me country:fr language:es after:2026-01-31 before:2026-03-01 is:unread "
      "in:title x");
  EXPECT_EQ(query.topic, "mutual legal");
  EXPECT_EQ(query.by, "me");
  EXPECT_EQ(query.country, "FR");
  EXPECT_EQ(query.language, auth::Language::es);
  EXPECT_EQ(query.after, base::parse_rfc3339("2026-01-31T00:00:00Z"));
  EXPECT_EQ(query.before, base::parse_rfc3339("2026-03-01T00:00:00Z"));
  EXPECT_TRUE(query.is_unread);
  EXPECT_TRUE(query.in_title);
  EXPECT_EQ(query.terms, Terms{word("x")});
  EXPECT_FALSE(parsed("is:unread").is_void());
  EXPECT_TRUE(parsed("is:answered is:unread").is_answered);
  EXPECT_FALSE(parsed("is:answered").is_void());
  auto const filed = parsed("tag:\"Free  ZONES\" kind:case_study has:attachment");
  EXPECT_EQ(filed.tag, "free zones");
  EXPECT_EQ(filed.kind, ThreadKind::case_study);
  EXPECT_TRUE(filed.has_attachment);
  EXPECT_FALSE(parsed("has:attachment").is_void());
}

TEST(SearchQuery, says_which_operator_does_not_fit) {
  EXPECT_EQ(faults("colour:red"), (Faults{{"q/colour", FieldCode::unknown_field}}));
  EXPECT_EQ(faults("language:de"), (Faults{{"q/language", FieldCode::unknown_value}}));
  EXPECT_EQ(faults("country:france"), (Faults{{"q/country", FieldCode::unknown_value}}));
  EXPECT_EQ(faults("is:quick"), (Faults{{"q/is", FieldCode::unknown_value}}));
  EXPECT_EQ(faults("after:yesterday"), (Faults{{"q/after", FieldCode::unknown_value}}));
  EXPECT_EQ(faults("after:2026-02-30"), (Faults{{"q/after", FieldCode::unknown_value}}));
  EXPECT_EQ(faults("topic: x"), (Faults{{"q/topic", FieldCode::empty}}));
  EXPECT_EQ(faults("kind:rumour"), (Faults{{"q/kind", FieldCode::unknown_value}}));
  EXPECT_EQ(faults("has:doubts"), (Faults{{"q/has", FieldCode::unknown_value}}));
  EXPECT_EQ(faults("tag:\xC2\xAD"), (Faults{{"q/tag", FieldCode::empty}}));
  EXPECT_EQ(faults("by:me by:otieno"), (Faults{{"q/by", FieldCode::duplicate}}));
}

TEST(SearchQuery, is_limited) {
  EXPECT_EQ(faults(" \t"), (Faults{{"q", FieldCode::empty}}));
  EXPECT_EQ(faults(std::string(10'000, 'x')), (Faults{{"q", FieldCode::too_long}}));
  std::string many;
  for (std::size_t i = 0; i <= kLimits.words; ++i) many += "w ";
  EXPECT_EQ(faults(many), (Faults{{"q", FieldCode::too_many}}));
}

TEST(SearchQuery, of_any_text_at_all_is_understood_by_the_index) {
  tests::ForumWorld world;
  world.open("officer1.fr", "open", "A title", tests::text("Some words."));
  auto const viewer = world.viewer("officer1.fr");
  std::mt19937 random(11);
  constexpr std::string_view kPieces[] = {"\"",
                                          "-",
                                          "word",
                                          ":",
                                          "in:title",
                                          "is:unread",
                                          " ",
                                          "*",
                                          "(",
                                          ")",
                                          "{",
                                          "}",
                                          "^",
                                          "'",
                                          "AND",
                                          "NOT",
                                          "é",
                                          "ق",
                                          "OR",
                                          "NEAR",
                                          "+",
                                          "]",
                                          ";",
                                          "%",
                                          "by:me",
                                          "-\"",
                                          "\t",
                                          "--",
                                          "\\",
                                          "topic:Title",
                                          "tag:",
                                          "has:attachment",
                                          "kind:question"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto left = random() % 12; left > 0; --left) text += kPieces[random() % std::size(kPieces)];
    auto const query = parse_search(text, kLimits);
    if (!query) {
      ASSERT_EQ(query.error().code, base::ErrorCode::invalid_query) << text;
      continue;
    }
    for (auto const place : {SearchPlace::anywhere, SearchPlace::title})
      wanted_expression(*query, place, auth::Level::confidential);
    auto const found = world.database.read_now(
        [&](storage::ReadTx& tx) { return search_posts(tx, viewer, *query, {.limit = 3, .after = {}}); });
    if (!found) ASSERT_EQ(found.error().code, base::ErrorCode::invalid_query) << text;
  }
}

}  // namespace
}  // namespace forum
