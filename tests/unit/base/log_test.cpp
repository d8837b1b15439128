#include "base/log.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

using base::format_log_line;
using base::LogLevel;

namespace {

constexpr std::string_view kTime = "2026-11-21T18:02:30.000Z";

TEST(LogLine, is_one_json_object) {
  EXPECT_EQ(
      format_log_line(LogLevel::info, "request",
                      {{"route", "posts.list"}, {"status", 200}, {"seconds", 0.5}, {"slow", false}}, kTime),
      R"({"time":"2026-11-21T18:02:30.000Z","level":"info","event":"request","route":"posts.list","status":200,)"
      R"("seconds":0.500000,"slow":false})");
}

TEST(LogLine, keeps_hostile_text_inside_its_string) {
  std::string hostile = "\"},\n{\"event\":\"forged\"\\\x1b[31m\x7f\u2028\xff";
  hostile += '\0';
  auto const line = format_log_line(LogLevel::warning, "refused", {{"reason", hostile}}, kTime);
  EXPECT_EQ(line.find_first_of(std::string_view("\n\r\x1b\x7f\0", 5)), std::string::npos);
  auto const value = boost::json::parse(line);
  EXPECT_EQ(value.as_object().size(), 4U);
  EXPECT_EQ(value.at("event").as_string(), "refused");
}

}  // namespace
