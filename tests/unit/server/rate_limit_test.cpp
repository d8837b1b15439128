#include "server/http/rate_limit.hpp"

#include <gtest/gtest.h>

namespace server::http {
namespace {

using Who = RateLimiter::Who;

base::Timestamp at(int seconds) {
  return base::Timestamp{std::chrono::seconds{1'000'000 + seconds}};
}

TEST(RateLimit, takes_a_burst_and_then_what_flows_back) {
  RateLimiter limiter({.units_per_second = 1, .burst = 3});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limiter.take(Who::session, "a", 1, at(0)), std::nullopt);
  EXPECT_EQ(limiter.take(Who::session, "a", 2, at(0)), 2);
  EXPECT_EQ(limiter.take(Who::session, "b", 1, at(0)), std::nullopt);
  EXPECT_EQ(limiter.take(Who::session, "a", 2, at(2)), std::nullopt);
}

TEST(RateLimit, gives_back_no_more_than_a_burst) {
  RateLimiter limiter({.signed_out_units_per_second = 1, .signed_out_burst = 10});
  EXPECT_EQ(limiter.take(Who::address, "a", 10, at(0)), std::nullopt);
  limiter.give_back(Who::address, "a", 10);
  limiter.give_back(Who::address, "a", 10);
  EXPECT_EQ(limiter.take(Who::address, "a", 10, at(0)), std::nullopt);
  EXPECT_EQ(limiter.take(Who::address, "a", 1, at(0)), 1);
  limiter.give_back(Who::address, "never seen", 10);
}

TEST(RateLimit, stays_one_when_names_are_made_up_without_end) {
  RateLimiter limiter({.signed_out_units_per_second = 1, .signed_out_burst = 10, .remembered = 16});
  int refused = 0;
  for (int i = 0; i < 1000; ++i) {
    if (limiter.take(Who::address, "made up " + std::to_string(i), 1, at(0))) ++refused;
  }
  EXPECT_GT(refused, 500);
}

TEST(CountedAddress, is_a_network_where_one_person_has_many_addresses) {
  EXPECT_EQ(counted_address("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(counted_address("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
  EXPECT_EQ(counted_address("2001:db8:1:2:ffff::1"), counted_address("2001:db8:1:2::"));
  EXPECT_NE(counted_address("2001:db8:1:3::1"), counted_address("2001:db8:1:2::1"));
  EXPECT_EQ(counted_address("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(counted_address("nonsense"), "nonsense");
}

}  // namespace
}  // namespace server::http
