#include "server/net/upgrade_request.hpp"

#include <gtest/gtest.h>

namespace server::net {
namespace {

TEST(UpgradeRequest, is_recognised_among_other_items_in_any_case) {
  EXPECT_TRUE(
      wants_stream({.headers = {{"connection", "keep-alive, Upgrade"}, {"upgrade", "h2c ,\tWebSocket"}}}));
  EXPECT_FALSE(wants_stream({.headers = {{"connection", "keep-alive"}, {"upgrade", "websocket"}}}));
  EXPECT_FALSE(wants_stream({.headers = {{"connection", "upgrade"}, {"upgrade", "websockets"}}}));
  EXPECT_FALSE(wants_stream({.headers = {{"connection", ",,"}, {"upgrade", ","}}}));
  EXPECT_FALSE(wants_stream({}));
}

TEST(UpgradeRequest, is_complete_or_says_what_is_wrong) {
  http::Request request{
      .headers = {{"sec-websocket-version", "13"}, {"sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="}}};
  EXPECT_EQ(flaw_of_upgrade(request), nullptr);
  request.headers.set("sec-websocket-key", "short");
  EXPECT_EQ(flaw_of_upgrade(request), &refusals::kBadUpgrade);
  request.headers.set("sec-websocket-version", "8");
  EXPECT_EQ(flaw_of_upgrade(request), &refusals::kUpgradeVersion);
  request.method = http::Method::post;
  EXPECT_EQ(flaw_of_upgrade(request), &refusals::kBadUpgrade);
}

}  // namespace
}  // namespace server::net
