#include "server/http/message.hpp"

#include <gtest/gtest.h>

namespace server::http {
namespace {

TEST(Headers, are_found_in_any_case_and_kept_in_order) {
  Headers headers{{"Content-Type", "text/plain"}, {"X-A", "1"}, {"x-a", "2"}};
  EXPECT_EQ(headers.find("CONTENT-type"), "text/plain");
  EXPECT_EQ(headers.find("x-A"), "1");
  EXPECT_EQ(headers.count("X-a"), 2u);
  EXPECT_FALSE(headers.find("x"));
  EXPECT_EQ(headers[0].name, "content-type");
  headers.set("x-a", "3");
  EXPECT_EQ(headers.count("x-a"), 1u);
  EXPECT_EQ(headers.find("x-a"), "3");
  std::string all;
  for (auto const field : headers) all.append(field.name).append("=").append(field.value).append(";");
  EXPECT_EQ(all, "content-type=text/plain;x-a=3;");
}

TEST(Headers, refuse_what_would_split_a_message) {
  Headers headers;
  EXPECT_THROW(headers.append("x", "a\r\nset-cookie: b"), std::invalid_argument);
  EXPECT_THROW(headers.append("x", std::string_view{"a\0b", 3}), std::invalid_argument);
  EXPECT_THROW(headers.append("x\r\ny", "a"), std::invalid_argument);
  EXPECT_THROW(headers.append("x y", "a"), std::invalid_argument);
  EXPECT_THROW(headers.append("", "a"), std::invalid_argument);
  EXPECT_TRUE(headers.empty());
}

TEST(Body, shares_bytes_without_copying) {
  auto const shared = std::make_shared<std::string const>(1000, 'x');
  Body const body = shared;
  EXPECT_EQ(body.view().data(), shared->data());
  EXPECT_EQ(Body{}.size(), 0u);
  EXPECT_EQ(Body{std::shared_ptr<std::string const>{}}.size(), 0u);
}

}  // namespace
}  // namespace server::http
