#include "base/time.hpp"

#include <gtest/gtest.h>

using base::format_rfc3339;
using base::from_milliseconds;
using base::parse_rfc3339;

namespace {

TEST(Rfc3339, is_written_in_utc_with_milliseconds) {
  EXPECT_EQ(format_rfc3339(from_milliseconds(0)), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(format_rfc3339(from_milliseconds(1795284150007)), "2026-11-21T18:02:30.007Z");
  EXPECT_EQ(format_rfc3339(from_milliseconds(951782400000)), "2000-02-29T00:00:00.000Z");
  EXPECT_EQ(format_rfc3339(from_milliseconds(-1)), "1969-12-31T23:59:59.999Z");
}

TEST(Rfc3339, comes_back_from_its_text) {
  for (std::int64_t time = -100'000'000'000; time < 4'000'000'000'000; time += 12'345'678'901) {
    EXPECT_EQ(parse_rfc3339(format_rfc3339(from_milliseconds(time))), from_milliseconds(time));
  }
}

TEST(Rfc3339, is_read_with_any_offset_and_any_fraction) {
  auto const time = parse_rfc3339("2026-11-21T18:02:30Z");
  ASSERT_TRUE(time);
  EXPECT_EQ(parse_rfc3339("2026-11-21T19:02:30+01:00"), time);
  EXPECT_EQ(parse_rfc3339("2026-11-21T12:32:30-05:30"), time);
  EXPECT_EQ(parse_rfc3339("2026-11-21t18:02:30z"), time);
  EXPECT_EQ(parse_rfc3339("2026-11-21 18:02:30.0Z"), time);
  EXPECT_EQ(parse_rfc3339("2026-11-21T18:02:30.1Z"), *time + std::chrono::milliseconds(100));
  EXPECT_EQ(parse_rfc3339("2026-11-21T18:02:30.123999999999999999999Z"),
            *time + std::chrono::milliseconds(123));
}

TEST(Rfc3339, is_nothing_else) {
  for (auto const* text : {"",
                           "now",
                           "2026-11-21",
                           "2026-11-21T18:02:30",
                           "2026-11-21T18:02Z",
                           "2026-13-21T18:02:30Z",
                           "2026-02-29T18:02:30Z",
                           "2026-11-21T24:02:30Z",
                           "2026-11-21T18:60:30Z",
                           "2026-11-21T18:02:61Z",
                           "2026-11-21T18:02:30.Z",
                           "2026-11-21T18:02:30Zz",
                           "2026-11-21T18:02:30+1:00",
                           "2026-11-21T18:02:30+24:00",
                           "2026-11-21T18:02:30+01:60",
                           "2026-11-21T18:02:30+0100",
                           "-026-11-21T18:02:30Z",
                           "2026--1-21T18:02:30Z",
                           "+2026-11-21T18:02:30Z",
                           "2026-11-21T18:02:30.000",
                           "99999-11-21T18:02:30Z"}) {
    EXPECT_EQ(parse_rfc3339(text), std::nullopt) << text;
  }
}

TEST(WallClock, moves_forward) {
  auto const before = base::wall_clock_now();
  EXPECT_LE(before, base::wall_clock_now());
  EXPECT_GT(before, *parse_rfc3339("2024-01-01T00:00:00Z"));
}

}  // namespace
