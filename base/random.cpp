#include "base/random.hpp"

#include <cstring>
#include <stdexcept>

#include <sodium.h>

namespace base {

SystemRandom::SystemRandom() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

void SystemRandom::fill(std::span<std::byte> bytes) {
  randombytes_buf(bytes.data(), bytes.size());
}

SeededRandom::SeededRandom(std::uint64_t seed) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  std::memcpy(seed_.data(), &seed, sizeof seed);
}

void SeededRandom::fill(std::span<std::byte> bytes) {
  std::lock_guard const lock(mutex_);
  ++calls_;
  std::memcpy(seed_.data() + 8, &calls_, sizeof calls_);
  randombytes_buf_deterministic(bytes.data(), bytes.size(), seed_.data());
}

}  // namespace base
