#include "server/http/rate_limit.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace server::http {
namespace {

double seconds_between(base::Timestamp earlier, base::Timestamp later) {
  return std::max(0.0, std::chrono::duration<double>(later - earlier).count());
}

}  // namespace

void RateLimiter::forget_full(Shard& shard, base::Timestamp now) const {
  double const whole_refill = std::max(limits_.burst / limits_.units_per_second,
                                       limits_.signed_out_burst / limits_.signed_out_units_per_second);
  std::erase_if(shard.buckets, [&](auto const& entry) {
    return seconds_between(entry.second.filled_at, now) >= whole_refill;
  });
}

std::optional<int> RateLimiter::take(Who who, std::string_view key, double units, base::Timestamp now) {
  bool const session = who == Who::session;
  double const rate = session ? limits_.units_per_second : limits_.signed_out_units_per_second;
  double const burst = session ? limits_.burst : limits_.signed_out_burst;

  std::string name(session ? "s" : "a");
  name += key;
  Shard& shard = shards_[std::hash<std::string>{}(name) % kShards];
  std::lock_guard const lock(shard.mutex);
  auto found = shard.buckets.find(name);
  if (found == shard.buckets.end()) {
    if (shard.buckets.size() >= limits_.remembered / kShards) forget_full(shard, now);
    // A flood of new names must not grow the table: the newcomers are then served without a bucket of their
    // own.
    if (shard.buckets.size() >= limits_.remembered / kShards) return std::nullopt;
    found = shard.buckets.emplace(std::move(name), Bucket{burst, now}).first;
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

}  // namespace server::http
