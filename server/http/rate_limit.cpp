#include "server/http/rate_limit.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cmath>
#include <functional>

namespace server::http {
namespace {

double seconds_between(base::Timestamp earlier, base::Timestamp later) {
  return std::max(0.0, std::chrono::duration<double>(later - earlier).count());
}

}  // namespace

std::string counted_address(std::string_view address) {
  std::string const text(address);
  in6_addr v6{};
  if (inet_pton(AF_INET6, text.c_str(), &v6) != 1) return text;
  std::array<char, INET6_ADDRSTRLEN> written{};
  if (IN6_IS_ADDR_V4MAPPED(&v6)) return inet_ntop(AF_INET, &v6.s6_addr[12], written.data(), written.size());
  std::fill(std::begin(v6.s6_addr) + 8, std::end(v6.s6_addr), std::uint8_t{0});
  return inet_ntop(AF_INET6, &v6, written.data(), written.size());
}

void RateLimiter::forget_full(Shard& shard, base::Timestamp now) const {
  double const whole_refill = std::max(limits_.burst / limits_.units_per_second,
                                       limits_.signed_out_burst / limits_.signed_out_units_per_second);
  std::erase_if(shard.buckets, [&](auto const& entry) {
    return seconds_between(entry.second.filled_at, now) >= whole_refill;
  });
}

std::string RateLimiter::name_of(Who who, std::string_view key) {
  std::string name(who == Who::session ? "s" : "a");
  name += key;
  return name;
}

RateLimiter::Shard& RateLimiter::shard_of(std::string const& name) {
  return shards_[std::hash<std::string>{}(name) % kShards];
}

std::optional<int> RateLimiter::take(Who who, std::string_view key, double units, base::Timestamp now) {
  bool const session = who == Who::session;
  double const rate = session ? limits_.units_per_second : limits_.signed_out_units_per_second;
  double const burst = session ? limits_.burst : limits_.signed_out_burst;

  std::string name = name_of(who, key);
  Shard& shard = shard_of(name);
  std::lock_guard const lock(shard.mutex);
  auto found = shard.buckets.find(name);
  if (found == shard.buckets.end()) {
    if (shard.buckets.size() >= limits_.remembered / kShards) forget_full(shard, now);
    // A flood of new names must neither grow the table nor go unlimited: the newcomers share one bucket.
    if (shard.buckets.size() >= limits_.remembered / kShards) name = name_of(who, "");
    found = shard.buckets.try_emplace(std::move(name), Bucket{burst, now}).first;
  }
  Bucket& bucket = found->second;
  bucket.units = std::min(burst, bucket.units + seconds_between(bucket.filled_at, now) * rate);
  bucket.filled_at = std::max(bucket.filled_at, now);
  if (bucket.units >= units) {
    bucket.units -= units;
    return std::nullopt;
  }
  return static_cast<int>(std::ceil((units - bucket.units) / rate));
}

void RateLimiter::give_back(Who who, std::string_view key, double units) {
  std::string const name = name_of(who, key);
  Shard& shard = shard_of(name);
  std::lock_guard const lock(shard.mutex);
  auto const found = shard.buckets.find(name);
  if (found == shard.buckets.end()) return;  // forgotten meanwhile, or one of those who share a bucket
  double const burst = who == Who::session ? limits_.burst : limits_.signed_out_burst;
  found->second.units = std::min(burst, found->second.units + units);
}

}  // namespace server::http
