// The server of server/app within the test's own process, over TLS, with the two things handed in that a
// running program takes from the machine: the clock and the randomness of ids and tokens. Each step sets
// both, so that two such servers to which the same happens give the same objects the same names and times.
// Used by the test's thread; the server runs on its own.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "base/random.hpp"
#include "storage/database.hpp"
#include "tests/support/forum_world.hpp"

namespace tests::twins {

// One sequence for each step, whatever was drawn in the step before.
class StepRandom final : public base::Random {
 public:
  void begin(std::uint64_t step) {
    std::lock_guard const lock(mutex_);
    sequence_.emplace(step);
  }
  void fill(std::span<std::byte> bytes) override {
    std::lock_guard const lock(mutex_);
    sequence_->fill(bytes);
  }

 private:
  std::mutex mutex_;
  std::optional<base::SeededRandom> sequence_{std::in_place, 0};
};

class TwinServer {
 public:
  // `fill` adds to the forum of ForumWorld before the server starts.
  explicit TwinServer(std::function<void(ForumWorld&)> const& fill);
  ~TwinServer();
  TwinServer(TwinServer const&) = delete;
  TwinServer& operator=(TwinServer const&) = delete;

  std::uint16_t port() const;
  void begin_step(std::uint64_t step, base::Timestamp now);
  base::Timestamp now() const;
  // What no endpoint does, within the server's own database: function(storage::WriteTx&, base::Random&).
  void change(std::function<void(storage::WriteTx&, base::Random&)> const& function);
  // The upload that waits for its check has passed, with a small picture.
  void settle_upload(std::string_view bytes);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// When the twins' time begins.
base::Timestamp twin_time();

}  // namespace tests::twins
