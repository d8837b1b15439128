#include "auth/throttle.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace auth {
namespace {

base::Digest account_key(std::string_view username) {
  return base::sha256("account " + std::string(username));
}
base::Digest address_key(std::string_view address) {
  return base::sha256("address " + std::string(address));
}

}  // namespace

std::size_t SignInThrottle::KeyHash::operator()(Key const& key) const noexcept {
  std::size_t hash = 0;
  std::memcpy(&hash, key.data(), sizeof hash);
  return hash;
}

SignInThrottle::SignInThrottle(ThrottleLimits const& limits) : limits_(limits) {}

std::optional<std::chrono::seconds> SignInThrottle::admit(std::string_view username, std::string_view address,
                                                          base::Timestamp now) {
  Key const account = account_key(username);
  Key const origin = address_key(address);
  std::lock_guard const lock(mutex_);
  // nullopt is the smallest.
  auto const wait = std::max(wait_for(account, limits_.failures_per_account, now),
                             wait_for(origin, limits_.failures_per_address, now));
  if (wait) return std::chrono::ceil<std::chrono::seconds>(*wait);
  count(account, now);
  count(origin, now);
  return std::nullopt;
}

void SignInThrottle::record_success(std::string_view username, std::string_view address) {
  std::lock_guard const lock(mutex_);
  forget(account_key(username));
  auto const origin = budgets_.find(address_key(address));
  if (origin != budgets_.end() && origin->second.failures > 0) --origin->second.failures;
}

std::optional<std::chrono::milliseconds> SignInThrottle::wait_for(Key const& key, int allowed,
                                                                  base::Timestamp now) {
  auto const found = budgets_.find(key);
  if (found == budgets_.end()) return std::nullopt;
  recover(found->second, now);
  if (found->second.failures < allowed) return std::nullopt;
  return found->second.last + limits_.recovery - now;
}

void SignInThrottle::count(Key const& key, base::Timestamp now) {
  auto const [entry, is_new] = budgets_.try_emplace(key);
  Budget& budget = entry->second;
  if (is_new) {
    budget.last = now;
    budget.place = by_age_.insert(by_age_.end(), key);
  } else {
    by_age_.splice(by_age_.end(), by_age_, budget.place);
  }
  // The wait runs from the first failure that is not yet forgiven.
  if (budget.failures == 0) budget.last = now;
  ++budget.failures;
  while (budgets_.size() > limits_.remembered) forget(by_age_.front());
}

void SignInThrottle::recover(Budget& budget, base::Timestamp now) const {
  if (now <= budget.last) return;
  auto const forgiven = std::min<std::int64_t>((now - budget.last) / limits_.recovery, budget.failures);
  budget.failures -= static_cast<int>(forgiven);
  budget.last += limits_.recovery * forgiven;
}

void SignInThrottle::forget(Key key) {
  auto const found = budgets_.find(key);
  if (found == budgets_.end()) return;
  by_age_.erase(found->second.place);
  budgets_.erase(found);
}

}  // namespace auth
