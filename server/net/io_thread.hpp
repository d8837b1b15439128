// One I/O thread: its io_context, its clock and the connections that live and die on it.
//
// Owned by Server. start(), begin_drain(), cut() and join() are called by the thread that owns the Server;
// all the rest runs on this very thread, which is why nothing here has a lock.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <future>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "server/net/body_budget.hpp"
#include "server/net/network_settings.hpp"

namespace server::net {

class IoThread;

// Something with deadlines that lives on an I/O thread: registered for as long as it exists. None of the
// three functions may destroy any Watched before it returns.
class Watched {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  Watched(Watched const&) = delete;
  Watched& operator=(Watched const&) = delete;

  // Called every NetworkSettings::timer_step. One sweep over all connections is much cheaper than a timer
  // each, which every request would have to set several times.
  virtual void on_tick(TimePoint now) = 0;
  // The server stops: end as soon as it can be done in good order.
  virtual void begin_drain() = 0;
  // The time for good order is over: end now.
  virtual void cut() = 0;

 protected:
  explicit Watched(IoThread& thread);
  ~Watched();

  IoThread& thread() const { return thread_; }

 private:
  friend class IoThread;

  IoThread& thread_;
  std::size_t place_ = 0;
};

class IoThread {
 public:
  using TimePoint = Watched::TimePoint;

  static constexpr std::size_t kScratchSize = 16UL * 1024;  // one TLS record's worth of plaintext
  static constexpr int kLogLinesPerSecond = 20;

  IoThread(std::size_t index, NetworkSettings const& settings);
  ~IoThread();

  void start();
  void begin_drain();
  void cut();
  // True where the thread has ended by `deadline`.
  bool has_ended_by(TimePoint deadline) const;
  // Ends the thread whatever it does, as soon as the function that runs has returned.
  void join();

  boost::asio::io_context& context() { return context_; }
  std::size_t index() const { return index_; }

  bool is_draining() const { return draining_; }
  // The steady clock as of the last tick: exact enough for deadlines, and free.
  TimePoint now() const { return now_; }
  // The Date header field (RFC 9110 section 5.6.7), made once a second.
  std::string_view date() const { return {date_.data(), date_.size()}; }
  // For bytes in passing: good until the next co_await.
  std::span<char> scratch() { return scratch_; }
  BodyBudget& body_budget() { return body_budget_; }
  // 15 characters of base32 from the system's generator.
  std::string make_request_id();
  // False where peers could otherwise fill the disk: at most kLogLinesPerSecond of what anyone can provoke.
  bool may_log_about_peers();

 private:
  friend class Watched;

  void run();
  void tick();
  void update_clock();
  void end_when_drained();

  std::size_t const index_;
  std::chrono::milliseconds const timer_step_;
  std::vector<Watched*> watched_;
  BodyBudget body_budget_;
  bool draining_ = false;
  TimePoint now_;
  std::int64_t date_second_ = -1;
  std::array<char, 29> date_{};
  std::array<char, kScratchSize> scratch_;
  std::array<unsigned char, 640> random_;
  std::size_t random_used_ = sizeof random_;
  TimePoint log_window_;
  int log_lines_ = 0;
  std::uint64_t log_lines_left_out_ = 0;
  std::promise<void> ended_;
  std::shared_future<void> end_;
  // Below all that its handlers use: they are destroyed with it.
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::steady_timer timer_;
  std::thread thread_;
};

}  // namespace server::net
