// How often each statement ran on one connection, and how long it took.
//
// Written by the connection's own thread alone, read by any: a counter is an atomic with one writer, so that
// counting takes no locked instruction.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "storage/statement.hpp"

namespace storage {

struct StatementCounters;

// A number that one thread adds to and others read.
class Counter {
 public:
  void add(std::uint64_t amount) { set(get() + amount); }
  void set(std::uint64_t value) { value_.store(value, std::memory_order_relaxed); }
  std::uint64_t get() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

class StatementMeter {
 public:
  StatementMeter();

  void count(Statement const& statement, std::chrono::nanoseconds took);
  // Adds what was counted here to `totals`, which is by index and at least as long as Statement::all().
  void add_to(std::vector<StatementCounters>& totals) const;

 private:
  struct Cell {
    Counter calls;
    Counter total_nanoseconds;
    Counter slowest_nanoseconds;
  };

  // Full length from the start: it must not move while others read it.
  std::unique_ptr<std::array<Cell, Statement::kMost>> cells_;
};

}  // namespace storage
