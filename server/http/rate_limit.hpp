// A token bucket for each session and each address: whoever asks for more than a person could read has to
// wait. In memory, bounded, safe from any thread.
//
// Only a session that is known to exist may be counted by its token: a stranger makes up as many tokens as he
// likes, and is counted by his address.
#pragma once

#include <array>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.hpp"

namespace server::http {

struct RateLimits {
  double units_per_second = 50;  // refilled; a plain request costs 1, see the endpoint table
  double burst = 500;            // saved up at most
  double signed_out_units_per_second = 10;
  double signed_out_burst = 100;
  std::size_t remembered = 100'000;  // sessions and addresses; full buckets are forgotten first
};

// The name under which an address is counted: whoever has one IPv6 address has 2^64, so its network of 64
// bits counts as one; an IPv4 address in IPv6 clothes is IPv4. A text that is no address stands for itself.
std::string counted_address(std::string_view address);

class RateLimiter {
 public:
  explicit RateLimiter(RateLimits const& limits) : limits_(limits) {}

  enum class Who { session, address };
  // Takes `units`, or says how many seconds until they are there.
  std::optional<int> take(Who who, std::string_view key, double units, base::Timestamp now);
  // Gives back what was taken for somebody who turned out to be no stranger.
  void give_back(Who who, std::string_view key, double units);

 private:
  struct Bucket {
    double units;
    base::Timestamp filled_at;
  };
  // Split by key, so that I/O threads seldom wait for each other.
  static constexpr std::size_t kShards = 16;
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, Bucket> buckets;
  };
  static std::string name_of(Who who, std::string_view key);
  Shard& shard_of(std::string const& name);
  void forget_full(Shard& shard, base::Timestamp now) const;

  RateLimits limits_;
  std::array<Shard, kShards> shards_;
};

}  // namespace server::http
