// Slows down guessing: a budget of failed sign-ins for each account and each address, in memory, bounded in
// size, safe from any thread. An account's budget is counted by name whether or not the name exists.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "base/hash.hpp"
#include "base/time.hpp"

namespace auth {

struct ThrottleLimits {
  int failures_per_account = 5;  // then one more try each `recovery`
  int failures_per_address = 30;
  std::chrono::milliseconds recovery{std::chrono::seconds{30}};
  std::size_t remembered = 100'000;  // names and addresses; the oldest are forgotten first
};

class SignInThrottle {
 public:
  explicit SignInThrottle(ThrottleLimits const& limits);

  // Nothing: go ahead. The try counts as failed at once, until record_success takes it back: a thousand tries
  // sent together find the same budget as a thousand sent in turn. Otherwise how long to wait; a refused try
  // does not count.
  std::optional<std::chrono::seconds> admit(std::string_view username, std::string_view address,
                                            base::Timestamp now);
  // The password was right: the account begins anew, the address gets this one try back.
  void record_success(std::string_view username, std::string_view address);

 private:
  // Hashed, so that a name of a megabyte costs no more than any other.
  using Key = base::Digest;
  struct KeyHash {
    std::size_t operator()(Key const& key) const noexcept;
  };
  struct Budget {
    int failures = 0;
    base::Timestamp last;
    std::list<Key>::iterator place;  // in by_age_
  };

  std::optional<std::chrono::milliseconds> wait_for(Key const& key, int allowed, base::Timestamp now);
  void count(Key const& key, base::Timestamp now);
  void recover(Budget& budget, base::Timestamp now) const;
  void forget(Key key);

  ThrottleLimits const limits_;
  std::mutex mutex_;
  std::unordered_map<Key, Budget, KeyHash> budgets_;
  std::list<Key> by_age_;  // the one counted longest ago first
};

}  // namespace auth
