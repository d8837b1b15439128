// Threads that wait for work; whoever came last is woken first.
#pragma once

#include <chrono>
#include <optional>
#include <semaphore.h>

namespace storage {

// Where one thread waits, on its own stack. POSIX's semaphore goes to the kernel at once: libstdc++'s spins
// and yields before, which on two cores takes from those that work.
class ParkedThread {
 public:
  ParkedThread();
  ~ParkedThread();
  ParkedThread(ParkedThread const&) = delete;
  ParkedThread& operator=(ParkedThread const&) = delete;

  // From any other thread, once for each wait. This object may be gone when it returns.
  void wake();
  // False where `patience` ended first; whoever has been popped is woken all the same, and has to wait for
  // that.
  bool wait(std::optional<std::chrono::milliseconds> patience);

 private:
  friend class ParkedThreads;

  sem_t woken_{};
  ParkedThread* below_ = nullptr;
};

// A stack of them, guarded by its owner's mutex.
class ParkedThreads {
 public:
  void push(ParkedThread& thread);
  ParkedThread* pop();  // null where nobody waits
  // False where it is not there, or not any more.
  bool remove(ParkedThread& thread);

 private:
  ParkedThread* top_ = nullptr;
};

}  // namespace storage
