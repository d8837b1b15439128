#include "server/net/request_target.hpp"

#include <gtest/gtest.h>

namespace server::net {
namespace {

using http::Method;

TEST(RequestTarget, is_split_into_path_and_query) {
  auto const target = parse_request_target(Method::get, "/a%2Fb/../c?d=e?f");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/a%2Fb/../c");
  EXPECT_EQ(target->query, "d=e?f");
  EXPECT_EQ(target->authority, "");
}

TEST(RequestTarget, may_be_absolute) {
  auto const target = parse_request_target(Method::get, "HTTPS://h:8443?q");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->authority, "h:8443");
  EXPECT_EQ(target->path, "/");
  EXPECT_EQ(target->query, "q");
}

TEST(RequestTarget, is_an_asterisk_for_options_alone) {
  EXPECT_EQ(parse_request_target(Method::options, "*")->path, "*");
  EXPECT_FALSE(parse_request_target(Method::get, "*"));
}

TEST(RequestTarget, is_nothing_else) {
  for (char const* text : {"", "a", "?a", "h:443", "/a b", "/a\t", "/a#b", "/\x7f", "/\xc3\xa9", "ftp://h/",
                           "://h/", "https://", "https:///a", "https://u@h/", "//"}) {
    EXPECT_EQ(parse_request_target(Method::get, text).has_value(), std::string_view{text} == "//") << text;
  }
}

}  // namespace
}  // namespace server::net
