// The tail: reads what was committed, once, encodes it, and hands it to the shards.
//
// A coroutine on the first I/O thread; reading and encoding are done on a reader thread. Many commits in a
// row are one read. Made by the hub; kept by it, by the commit listener and by its own coroutine.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "server/live/connection.hpp"
#include "server/live/context.hpp"

namespace server::live {

class Tail : public std::enable_shared_from_this<Tail> {
 public:
  Tail(std::shared_ptr<Context> context, std::shared_ptr<Shards const> shards,
       boost::asio::any_io_executor executor);

  // Where the events stand now. Blocks; not on an I/O thread.
  void start();
  // From any thread, as the rest.
  void stop();
  void on_commit();

 private:
  using Clock = std::chrono::steady_clock;

  static boost::asio::awaitable<void> run(std::shared_ptr<Tail> self);
  // True where more waits in the database than one batch holds.
  boost::asio::awaitable<bool> read_once();
  base::Result<Batch> read(storage::ReadTx& tx);
  void hand_over(std::shared_ptr<Batch const> const& batch);
  void measure();

  std::shared_ptr<Context> context_;
  std::shared_ptr<Shards const> shards_;
  boost::asio::any_io_executor executor_;
  boost::asio::steady_timer timer_;
  std::int64_t epoch_ = 0;
  forum::EventId position_;
  forum::FactSets fact_sets_;  // used by one read at a time
  std::atomic<bool> is_woken_{false};
  std::atomic<bool> is_stopped_{false};
  std::atomic<Clock::rep> woken_at_{0};  // by the first commit since the last read
};

}  // namespace server::live
