// Where a post stands, as the index is asked for it.
#include "forum/search_places.hpp"

#include <gtest/gtest.h>

namespace forum {
namespace {

base::Timestamp day(std::string const& text) {
  return base::parse_rfc3339(text + "T00:00:00Z").value();
}

std::string of_time(std::optional<std::string> const& after, std::optional<std::string> const& before) {
  auto const at = [](std::optional<std::string> const& text) {
    return text ? std::optional(day(*text)) : std::nullopt;
  };
  return expression_of_time(at(after), at(before), day("2026-11-22")).value_or("everything");
}

TEST(SearchPlaces, of_a_post_are_words_of_its_thread_source_author_language_and_month) {
  EXPECT_EQ(words_of_places({.thread = ThreadId{1},
                             .source = auth::OrganisationId{2},
                             .author = auth::UserId{3},
                             .language = "fr",
                             .created_at = day("2026-02-28")}),
            "pall pthread1 psource2 pauthor3 planguagefr pyear2026 pmonth24313");
}

TEST(SearchPlaces, of_a_span_of_time_are_its_years_and_months) {
  EXPECT_EQ(of_time("2024-11-05", "2026-02-01"),
            "(pmonth24298 OR pmonth24299 OR pyear2025 OR pmonth24312 OR pmonth24313)");
  EXPECT_EQ(of_time("2026-02-10", "2026-02-11"), "(pmonth24313)");
  EXPECT_EQ(of_time("2026-11-01", {}), "(pmonth24322)");
  EXPECT_TRUE(of_time({}, "1971-01-01").starts_with("(pyear1970 OR pmonth"));
}

TEST(SearchPlaces, of_no_bound_are_everything_and_of_a_span_without_posts_nothing) {
  EXPECT_EQ(of_time({}, {}), "everything");
  EXPECT_EQ(of_time("0000-01-01", "9999-12-31"), "everything");
  EXPECT_EQ(of_time("2031-01-01", {}), "pnothing");
  EXPECT_EQ(of_time({}, "1900-01-01"), "pnothing");
  EXPECT_EQ(expression_of(std::span<ThreadId const>()), "pnothing");
}

}  // namespace
}  // namespace forum
