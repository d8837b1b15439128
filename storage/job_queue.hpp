// A bounded queue of jobs, linked through the jobs themselves. Any thread pushes; the database's threads
// take.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <vector>

#include "storage/job.hpp"

namespace storage {

template <class Tx>
class JobQueue {
 public:
  enum class Taken { jobs, nothing, closed };

  explicit JobQueue(std::size_t limit) : limit_(limit) {}

  // False when the queue is full or closed: the job is still the caller's.
  bool push(Job<Tx>& job) {
    {
      std::lock_guard const lock(mutex_);
      if (closed_ || size_ == limit_) {
        ++refused_;
        return false;
      }
      (last_ ? last_->next : first_) = &job;
      last_ = &job;
      ++size_;
    }
    pushed_.notify_one();
    return true;
  }

  // Waits for a job, at most `patience` where it is given, and moves the oldest, at most `most`, to `jobs`.
  // Closed means that nothing is left and nothing will come.
  Taken take(std::vector<Job<Tx>*>& jobs, std::size_t most,
             std::optional<std::chrono::milliseconds> patience) {
    jobs.clear();
    std::unique_lock lock(mutex_);
    auto const ready = [this] { return first_ != nullptr || closed_; };
    if (!patience) {
      pushed_.wait(lock, ready);
    } else if (!pushed_.wait_for(lock, *patience, ready)) {
      return Taken::nothing;
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
    {
      std::lock_guard const lock(mutex_);
      closed_ = true;
    }
    pushed_.notify_all();
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
  std::condition_variable pushed_;
  Job<Tx>* first_ = nullptr;
  Job<Tx>* last_ = nullptr;
  std::size_t size_ = 0;
  std::size_t limit_;
  std::uint64_t refused_ = 0;
  bool closed_ = false;
};

}  // namespace storage
