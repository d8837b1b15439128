// Slows down guessing: a budget of failed sign-ins for each account and each address, in memory, bounded in
// size, safe from any thread. An account's budget is counted by name whether or not the name exists.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.hpp"

namespace auth {

struct ThrottleLimits {
  int failures_per_account = 5;   // then one more try each `recovery`
  int failures_per_address = 30;
  std::chrono::milliseconds recovery{std::chrono::seconds{30}};
  std::size_t remembered = 100'000;  // names and addresses; the oldest are forgotten first
};

class SignInThrottle {
 public:
  explicit SignInThrottle(ThrottleLimits const& limits);

  // Nothing: go ahead. Otherwise how long to wait.
  std::optional<std::chrono::seconds> check(std::string_view username, std::string_view address, base::Timestamp now);
  void record_failure(std::string_view username, std::string_view address, base::Timestamp now);
  void record_success(std::string_view username);

 private:
  struct Budget {
    int failures = 0;
    base::Timestamp last;
  };
  std::optional<std::chrono::seconds> wait_for(std::string const& key, int allowed, base::Timestamp now);
  void count(std::string key, base::Timestamp now);

  ThrottleLimits limits_;
  std::mutex mutex_;
  std::unordered_map<std::string, Budget> budgets_;
};

}  // namespace auth
