#include "base/error.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include <gtest/gtest.h>

using base::Error;
using base::ErrorCode;
using base::FieldCode;
using base::Result;

namespace {

// The names of an enum's values from 0 to `last`, checked for their form.
template <class Code>
std::set<std::string_view> names_up_to(Code last) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    auto const name = to_string(static_cast<Code>(i));
    EXPECT_FALSE(name.empty());
    EXPECT_TRUE(std::ranges::all_of(name, [](char c) {
      return (c >= 'a' && c <= 'z') || c == '_' || c == '8';
    })) << name;
    EXPECT_TRUE(names.insert(name).second) << name << " is there twice";
  }
  return names;
}

TEST(ErrorCodes, have_names_of_their_own_in_snake_case) {
  EXPECT_TRUE(names_up_to(ErrorCode::slow_mode).contains("second_factor_required"));
  EXPECT_TRUE(names_up_to(FieldCode::duplicate).contains("invalid_utf8"));
}

TEST(Result, carries_a_value_or_an_error) {
  Result<int> const good = 3;
  Result<int> const bad = Error(ErrorCode::not_found, "no thread has this id");
  EXPECT_EQ(good.value(), 3);
  EXPECT_EQ(bad.error().code, ErrorCode::not_found);
  EXPECT_EQ(bad.error().detail, "no thread has this id");
}

TEST(Result, asked_for_a_value_that_it_has_not_is_a_bug) {
  Result<int> const bad = ErrorCode::not_found;
  EXPECT_THROW((void)bad.value(), std::logic_error);
}

TEST(InvalidField, points_to_the_place) {
  auto const error = base::invalid_field("/title", FieldCode::too_long);
  EXPECT_EQ(error.code, ErrorCode::invalid_body);
  EXPECT_EQ(error.fields, (std::vector<base::FieldError>{{"/title", FieldCode::too_long}}));
}

}  // namespace
