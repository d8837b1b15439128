#include "auth/throttle.hpp"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace auth {
namespace {

using namespace std::chrono_literals;

constexpr base::Timestamp kNow{1'800'000'000'000ms};

ThrottleLimits limits() {
  ThrottleLimits limits;
  limits.failures_per_account = 3;
  limits.failures_per_address = 5;
  limits.recovery = 30s;
  return limits;
}

TEST(SignInThrottle, lets_an_account_fail_a_few_times_and_then_makes_it_wait) {
  SignInThrottle throttle(limits());
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(throttle.admit("ana", "192.0.2.1", kNow + i * 1s));
  EXPECT_EQ(throttle.admit("ana", "192.0.2.2", kNow + 3s), 27s);
}

TEST(SignInThrottle, gives_one_more_try_each_recovery) {
  SignInThrottle throttle(limits());
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(throttle.admit("ana", "192.0.2.1", kNow));
  EXPECT_EQ(throttle.admit("ana", "192.0.2.1", kNow + 29s), 1s);
  EXPECT_FALSE(throttle.admit("ana", "192.0.2.1", kNow + 30s));
  EXPECT_EQ(throttle.admit("ana", "192.0.2.1", kNow + 30s), 30s);
  EXPECT_FALSE(throttle.admit("ana", "192.0.2.1", kNow + 60s));
}

TEST(SignInThrottle, forgives_everything_in_time) {
  SignInThrottle throttle(limits());
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(throttle.admit("ana", "192.0.2.1", kNow));
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(throttle.admit("ana", "192.0.2.1", kNow + 1h));
  EXPECT_TRUE(throttle.admit("ana", "192.0.2.1", kNow + 1h));
}

TEST(SignInThrottle, does_not_count_a_try_that_it_refused) {
  SignInThrottle throttle(limits());
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(throttle.admit("ana", "192.0.2.1", kNow));
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(throttle.admit("ana", "192.0.2.1", kNow + 10s));
  EXPECT_FALSE(throttle.admit("ana", "192.0.2.1", kNow + 30s));
}

TEST(SignInThrottle, begins_anew_for_an_account_after_a_success) {
  SignInThrottle throttle(limits());
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(throttle.admit("ana", "192.0.2.1", kNow));
  throttle.record_success("ana", "192.0.2.1");
  for (int i = 0; i < 2; ++i) EXPECT_FALSE(throttle.admit("ana", "192.0.2.1", kNow));
}

TEST(SignInThrottle, counts_all_the_names_that_one_address_tries) {
  SignInThrottle throttle(limits());
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(throttle.admit("name" + std::to_string(i), "192.0.2.1", kNow));
  EXPECT_EQ(throttle.admit("another", "192.0.2.1", kNow), 30s);
  EXPECT_FALSE(throttle.admit("another", "192.0.2.2", kNow));
}

TEST(SignInThrottle, does_not_let_a_success_wash_away_the_failures_of_its_address) {
  SignInThrottle throttle(limits());
  for (int i = 0; i < 4; ++i) EXPECT_FALSE(throttle.admit("name" + std::to_string(i), "192.0.2.1", kNow));
  EXPECT_FALSE(throttle.admit("mine", "192.0.2.1", kNow));
  throttle.record_success("mine", "192.0.2.1");
  EXPECT_FALSE(throttle.admit("mine", "192.0.2.1", kNow));
  EXPECT_TRUE(throttle.admit("name9", "192.0.2.1", kNow));
}

TEST(SignInThrottle, takes_an_account_and_an_address_of_the_same_spelling_for_two) {
  SignInThrottle throttle(limits());
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(throttle.admit("same", "192.0.2." + std::to_string(i), kNow));
  EXPECT_FALSE(throttle.admit("other", "same", kNow));
}

TEST(SignInThrottle, admits_no_more_tries_sent_together_than_sent_in_turn) {
  SignInThrottle throttle(limits());
  std::atomic<int> admitted = 0;
  std::vector<std::jthread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&, i] {
      for (int n = 0; n < 50; ++n) {
        if (!throttle.admit("ana", "192.0.2." + std::to_string(i), kNow)) ++admitted;
      }
    });
  }
  clients.clear();
  EXPECT_EQ(admitted, 3);
}

TEST(SignInThrottle, remembers_a_bounded_number_and_forgets_the_oldest_first) {
  ThrottleLimits narrow = limits();
  narrow.failures_per_account = 1;
  narrow.failures_per_address = 1'000;
  narrow.remembered = 4;  // three names and the one address
  SignInThrottle throttle(narrow);
  for (char const* name : {"first", "second", "third"}) EXPECT_FALSE(throttle.admit(name, "192.0.2.1", kNow));
  EXPECT_TRUE(throttle.admit("first", "192.0.2.1", kNow));
  EXPECT_FALSE(throttle.admit("fourth", "192.0.2.1", kNow));
  EXPECT_TRUE(throttle.admit("second", "192.0.2.1", kNow));
  EXPECT_FALSE(throttle.admit("first", "192.0.2.1", kNow));
}

TEST(SignInThrottle, stands_a_clock_that_goes_back) {
  SignInThrottle throttle(limits());
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(throttle.admit("ana", "192.0.2.1", kNow));
  EXPECT_TRUE(throttle.admit("ana", "192.0.2.1", kNow - 1h));
  EXPECT_FALSE(throttle.admit("ana", "192.0.2.1", kNow + 30s));
}

}  // namespace
}  // namespace auth
