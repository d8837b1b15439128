// The streams of one I/O thread, and what they share: the ring of recent events and the reads about their
// rights. Made by the hub; kept by it, by its connections and by its own coroutines. Everything but the
// constructor runs on its I/O thread: from another thread, post to executor() first.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "server/live/context.hpp"
#include "server/live/refresh.hpp"
#include "server/live/ring.hpp"

namespace server::live {

class Connection;

// What the tail found, from one snapshot. Immutable; goes to every shard.
struct Batch {
  std::int64_t epoch = 0;  // of the policy
  // False: something moved that earlier events were judged by, and those still in memory are not fit to be
  // told to anybody who comes back.
  bool is_past_valid = true;
  std::vector<std::shared_ptr<Published const>> events;
  forum::EventId end;  // the last number that these are all events up to
};

class Shard : public std::enable_shared_from_this<Shard> {
 public:
  using Clock = std::chrono::steady_clock;

  Shard(std::shared_ptr<Context> context, boost::asio::any_io_executor executor);

  boost::asio::any_io_executor const& executor() const { return executor_; }
  Context& context() { return *context_; }
  Ring const& ring() const { return ring_; }
  std::int64_t epoch() const { return epoch_; }
  base::Timestamp now() const { return now_; }

  void start(std::int64_t epoch, forum::EventId position);
  void stop();
  void on_batch(Batch const& batch);
  void on_session_ended(base::Digest const& token_hash);

  void attach(Connection& connection);
  void detach(Connection& connection);
  // The connection is part of one of the next reads.
  void want_refresh(Connection& connection);
  // Calls Connection::advance() after LiveSettings::replay_pause.
  void want_turn(Connection& connection);

 private:
  using Connections = std::vector<std::shared_ptr<Connection>>;

  void tell_time();
  // Visits every connection; one that fails is closed, and the others are visited all the same.
  template <class Visit>
  void each(Visit visit);
  template <class Visit>
  static void guarded(Connection& connection, Visit visit);
  Connections take_refreshes();
  static boost::asio::awaitable<void> run_refreshes(std::shared_ptr<Shard> self);
  boost::asio::awaitable<bool> refresh_once(Connections const& connections);
  static boost::asio::awaitable<void> run_turns(std::shared_ptr<Shard> self);
  static boost::asio::awaitable<void> run_ticks(std::shared_ptr<Shard> self);

  std::shared_ptr<Context> context_;
  boost::asio::any_io_executor executor_;
  boost::asio::steady_timer tick_timer_;
  boost::asio::steady_timer turn_timer_;
  boost::asio::steady_timer retry_timer_;
  Ring ring_;
  std::int64_t epoch_ = 0;
  base::Timestamp now_;
  std::vector<Connection*> connections_;
  // A connection keeps its shard; what waits here must not keep the connection, or a server that stops would
  // leave both behind.
  using Waiting = std::vector<std::weak_ptr<Connection>>;
  std::deque<std::weak_ptr<Connection>> refreshes_;
  Waiting turns_;
  bool is_refreshing_ = false;
  bool is_taking_turns_ = false;
  bool is_stopped_ = false;
};

}  // namespace server::live
