// Randomness as something that is handed in, so that tests and the demo can seed it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>

namespace base {

class Random {
 public:
  virtual ~Random() = default;
  // Fills `bytes` with uniformly random bytes. Safe to call from any thread.
  virtual void fill(std::span<std::byte> bytes) = 0;
};

// The operating system's generator, through libsodium. Everything that protects something comes from here.
class SystemRandom final : public Random {
 public:
  SystemRandom();
  void fill(std::span<std::byte> bytes) override;
};

// A repeatable sequence for tests and twin worlds. Never for secrets.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed);
  void fill(std::span<std::byte> bytes) override;

 private:
  std::mutex mutex_;
  std::array<unsigned char, 32> seed_{};
  std::uint64_t calls_ = 0;
};

}  // namespace base
