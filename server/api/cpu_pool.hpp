// Threads ("cpu-1" and on) for what takes long and touches no database: passwords, long texts, compression.
// The queue is bounded: when it is full, the caller is told to come back.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/error.hpp"

namespace server::api {

class CpuPool {
 public:
  // Threads are named "NAME-1" and on.
  CpuPool(std::size_t threads, std::size_t queue_limit, std::string const& name = "cpu");
  ~CpuPool();  // stop()
  CpuPool(CpuPool const&) = delete;
  CpuPool& operator=(CpuPool const&) = delete;

  // Runs `function` there and resumes on the caller's executor with what it gives, or with overloaded.
  template <class Function>
  boost::asio::awaitable<base::Result<std::invoke_result_t<Function&>>> run(Function function) {
    Place const place(*this);
    if (!place.taken) co_return overloaded();
    co_return co_await boost::asio::co_spawn(context_, call(std::move(function)), boost::asio::use_awaitable);
  }

  // Runs what is queued, then joins. Call it when no I/O thread runs any more.
  void stop();

 private:
  // A place in the queue, given back when the work is done or abandoned.
  struct Place {
    explicit Place(CpuPool& p) : pool(p), taken(p.waiting_.fetch_add(1) < p.queue_limit_) {}
    ~Place() { pool.waiting_.fetch_sub(1); }
    Place(Place const&) = delete;
    Place& operator=(Place const&) = delete;

    CpuPool& pool;
    bool taken;
  };

  template <class Function>
  static boost::asio::awaitable<base::Result<std::invoke_result_t<Function&>>> call(Function function) {
    co_return function();
  }
  static base::Error overloaded();

  std::size_t queue_limit_;
  std::atomic<std::size_t> waiting_ = 0;
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  std::vector<std::thread> threads_;
};

}  // namespace server::api
