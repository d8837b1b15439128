// A bounded queue of jobs, linked through the jobs themselves. Any thread pushes; the database's threads
// take.
//
// A thread without work parks. Whoever parked last is woken first: its connection's pages and its stack are
// still in the processor's cache. Each parks on its own and is woken outside of the lock: one system call for
// a wake-up, where a shared condition variable takes three.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <vector>

#include "storage/job.hpp"
#include "storage/parking.hpp"

namespace storage {

template <class Tx>
class JobQueue {
 public:
  enum class Taken { jobs, nothing, closed };

  explicit JobQueue(std::size_t limit) : limit_(limit) {}

  // False when the queue is full or closed: the job is still the caller's.
  bool push(Job<Tx>& job) {
    ParkedThread* woken = nullptr;
    {
      std::lock_guard const lock(mutex_);
      if (closed_ || size_ == limit_) {
        ++refused_;
        return false;
      }
      (last_ ? last_->next : first_) = &job;
      last_ = &job;
      ++size_;
      woken = parked_.pop();
    }
    if (woken != nullptr) woken->wake();
    return true;
  }

  // Waits for a job, at most `patience` where it is given, and moves the oldest, at most `most`, to `jobs`.
  // Closed means that nothing is left and nothing will come.
  Taken take(std::vector<Job<Tx>*>& jobs, std::size_t most,
             std::optional<std::chrono::milliseconds> patience) {
    jobs.clear();
    ParkedThread self;
    std::unique_lock lock(mutex_);
    while (first_ == nullptr && !closed_) {
      parked_.push(self);
      lock.unlock();
      bool const is_woken = self.wait(patience);
      lock.lock();
      // Who has been taken from the list is woken, though the time is over: the job may be there for nobody
      // else.
      if (!is_woken && parked_.remove(self)) return Taken::nothing;
      if (!is_woken) self.wait({});
    }
    if (first_ == nullptr) return Taken::closed;
    while (first_ != nullptr && jobs.size() < most) {
      jobs.push_back(first_);
      first_ = first_->next;
    }
    if (first_ == nullptr) last_ = nullptr;
    size_ -= jobs.size();
    return Taken::jobs;
  }

  void close() {
    std::lock_guard const lock(mutex_);
    closed_ = true;
    while (ParkedThread* const woken = parked_.pop()) woken->wake();
  }

  std::size_t size() const {
    std::lock_guard const lock(mutex_);
    return size_;
  }
  std::uint64_t refused() const {
    std::lock_guard const lock(mutex_);
    return refused_;
  }

 private:
  mutable std::mutex mutex_;
  ParkedThreads parked_;
  Job<Tx>* first_ = nullptr;
  Job<Tx>* last_ = nullptr;
  std::size_t size_ = 0;
  std::size_t limit_;
  std::uint64_t refused_ = 0;
  bool closed_ = false;
};

}  // namespace storage
