// Write jobs that pile up behind a job that holds the writer, so that they share one transaction.
#pragma once

#include <atomic>
#include <exception>
#include <memory>
#include <optional>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "storage/database.hpp"

// Keeps one of the database's threads busy until it is let go.
class Gate {
 public:
  void wait() { open_.wait(false); }
  void open() {
    open_ = true;
    open_.notify_all();
  }

 private:
  std::atomic<bool> open_{false};
};

class Pile {
 public:
  explicit Pile(storage::Database& database) : database_(database) {
    start([this](storage::WriteTx&) -> base::Result<void> {
      holding_ = true;
      gate_.wait();
      return {};
    });
    context_.poll();
    while (!holding_) std::this_thread::yield();
  }

  // The job's outcome, once run() is back.
  struct Outcome {
    std::optional<base::Result<void>> result;
    std::exception_ptr exception;
  };

  template <class Job>
  std::shared_ptr<Outcome> start(Job job) {
    auto outcome = std::make_shared<Outcome>();
    boost::asio::co_spawn(
        context_,
        [](storage::Database& database, Job inner,
           std::shared_ptr<Outcome> kept) -> boost::asio::awaitable<void> {
          try {
            kept->result = co_await database.write(std::move(inner));
          } catch (...) {
            kept->exception = std::current_exception();
          }
        }(database_, std::move(job), outcome),
        boost::asio::detached);
    context_.poll();
    return outcome;
  }

  void run() {
    gate_.open();
    context_.restart();
    context_.run();
  }

 private:
  storage::Database& database_;
  boost::asio::io_context context_;
  std::atomic<bool> holding_{false};
  Gate gate_;
};
