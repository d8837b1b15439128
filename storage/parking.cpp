#include "storage/parking.hpp"

#include <cerrno>
#include <ctime>
#include <stdexcept>
#include <utility>

namespace storage {
namespace {

timespec time_after(std::chrono::milliseconds patience) {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  auto const since = std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec} + patience;
  auto const seconds = std::chrono::floor<std::chrono::seconds>(since);
  time.tv_sec = seconds.count();
  time.tv_nsec = (since - seconds).count();
  return time;
}

}  // namespace

ParkedThread::ParkedThread() {
  if (::sem_init(&woken_, 0, 0) != 0) throw std::runtime_error("no semaphore");
}

ParkedThread::~ParkedThread() {
  ::sem_destroy(&woken_);
}

void ParkedThread::wake() {
  ::sem_post(&woken_);
}

bool ParkedThread::wait(std::optional<std::chrono::milliseconds> patience) {
  timespec const until = patience ? time_after(*patience) : timespec{};
  for (;;) {
    int const failed = patience ? ::sem_clockwait(&woken_, CLOCK_MONOTONIC, &until) : ::sem_wait(&woken_);
    if (failed == 0) return true;
    if (errno == ETIMEDOUT) return false;
    if (errno != EINTR) throw std::runtime_error("cannot wait for work");
  }
}

void ParkedThreads::push(ParkedThread& thread) {
  thread.below_ = std::exchange(top_, &thread);
}

ParkedThread* ParkedThreads::pop() {
  return top_ != nullptr ? std::exchange(top_, top_->below_) : nullptr;
}

bool ParkedThreads::remove(ParkedThread& thread) {
  for (ParkedThread** at = &top_; *at != nullptr; at = &(*at)->below_) {
    if (*at != &thread) continue;
    *at = thread.below_;
    return true;
  }
  return false;
}

}  // namespace storage
