// What waits in the database's queues: a function to run in a transaction, its outcome, and who waits for it.
//
// A job lives in its caller's coroutine frame (or stack, for the blocking twins), and the queues link jobs by
// pointer: submitting one allocates nothing. The frame stays alive because only the job's waiter can resume
// it.
#pragma once

#include <exception>
#include <optional>
#include <semaphore>
#include <type_traits>
#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/error.hpp"
#include "storage/failure.hpp"
#include "storage/transaction.hpp"

namespace storage {

// Wakes the caller once the outcome stands. The job and the waiter may be gone when resume() returns.
class Waiter {
 public:
  virtual void resume() = 0;

 protected:
  ~Waiter() = default;
};

class CoroutineWaiter final : public Waiter {
 public:
  using Handler = boost::asio::async_result<boost::asio::use_awaitable_t<>, void()>::handler_type;

  void attach(Handler handler) {
    work_.emplace(handler.get_executor());
    handler_.emplace(std::move(handler));
  }

  void resume() override {
    // Both leave the frame first: the caller may run on, and end, before post() returns.
    auto const work = std::move(*work_);
    auto handler = std::move(*handler_);
    boost::asio::post(work.get_executor(), std::move(handler));
  }

 private:
  std::optional<boost::asio::executor_work_guard<boost::asio::any_io_executor>> work_;
  std::optional<Handler> handler_;
};

class BlockingWaiter final : public Waiter {
 public:
  void wait() { done_.acquire(); }
  void resume() override { done_.release(); }

 private:
  std::binary_semaphore done_{0};
};

// No room for a job now. A full queue is worked off in well under the second that it asks for.
inline base::Error overloaded() {
  base::Error error(base::ErrorCode::overloaded);
  error.retry_after_seconds = 1;
  return error;
}

template <class Tx>
class Job {
 public:
  explicit Job(Waiter& waiter) : waiter_(waiter) {}
  Job(Job const&) = delete;
  Job& operator=(Job const&) = delete;

  // Runs the function, keeps its outcome, and tells whether what it wrote may stay.
  virtual bool run(Tx& tx) noexcept = 0;
  // Replaces the outcome: nothing of the job remains in the database.
  virtual void fail(base::Error error) noexcept = 0;
  virtual void fail(std::exception_ptr exception) noexcept = 0;

  void resume() { waiter_.resume(); }

  Job* next = nullptr;  // in the queue

 protected:
  ~Job() = default;

 private:
  Waiter& waiter_;
};

template <class T>
inline constexpr bool is_result = false;
template <class T>
inline constexpr bool is_result<base::Result<T>> = true;

template <class Tx, class Function>
class FunctionJob final : public Job<Tx> {
 public:
  using Outcome = std::invoke_result_t<Function&, Tx&>;
  static_assert(is_result<Outcome>, "a job returns base::Result<T>");

  FunctionJob(Function& function, Waiter& waiter) : Job<Tx>(waiter), function_(function) {}

  bool run(Tx& tx) noexcept override {
    try {
      outcome_.emplace(function_(tx));
      return outcome_->has_value();
    } catch (EngineFailure const& failure) {
      if (std::is_same_v<Tx, WriteTx> && failure.reason() == EngineFailure::Reason::full) {
        outcome_.emplace(base::ErrorCode::storage_full);
      } else {
        exception_ = std::current_exception();
      }
      return false;
    } catch (...) {
      exception_ = std::current_exception();
      return false;
    }
  }

  void fail(base::Error error) noexcept override {
    exception_ = nullptr;
    outcome_.emplace(std::move(error));
  }

  void fail(std::exception_ptr exception) noexcept override { exception_ = std::move(exception); }

  Outcome take() {
    if (exception_) std::rethrow_exception(exception_);
    return std::move(*outcome_);
  }

 private:
  Function& function_;
  std::optional<Outcome> outcome_;
  std::exception_ptr exception_;
};

}  // namespace storage
