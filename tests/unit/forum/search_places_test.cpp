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

TEST(SearchPlaces, of_a_post_are_words_of_its_thread_source_author_language_and_day) {
  EXPECT_EQ(words_of_places({.thread = ThreadId{1},
                             .source = auth::OrganisationId{2},
                             .author = auth::UserId{3},
                             .language = "fr",
                             .created_at = day("2026-02-28"),
                             .files = {auth::Level::open, auth::Level::restricted}}),
            "pall pthread1 psource2 pauthor3 planguagefr pyear2026 pmonth202602 pday20512 pfile0 pfile2");
  EXPECT_EQ(expression_of_files(auth::Level::official_use_only), "(pfile0 OR pfile1)");
}

TEST(SearchPlaces, of_a_span_of_time_are_its_years_months_and_days) {
  EXPECT_EQ(
      of_time("2024-11-29", "2026-03-02"),
      "(pday20056 OR pday20057 OR pmonth202412 OR pyear2025 OR pmonth202601 OR pmonth202602 OR pday20513)");
  EXPECT_EQ(of_time("2026-02-27", "2026-02-28"), "(pday20511)");
  EXPECT_EQ(of_time("2026-11-22", {}), "(pday20779)");
  EXPECT_EQ(of_time("2026-01-01", "2026-02-01"), "(pmonth202601)");
  EXPECT_EQ(of_time({}, "1971-01-01"), "(pyear1970)");
  EXPECT_EQ(of_time("2026-02-28", "2026-02-28"), "pnothing");
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
