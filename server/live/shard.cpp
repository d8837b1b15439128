#include "server/live/shard.hpp"

#include <algorithm>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/log.hpp"
#include "server/live/connection.hpp"

namespace server::live {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr auto kRetryAfter = 200ms;

asio::awaitable<void> pause(asio::steady_timer& timer, std::chrono::milliseconds time) {
  timer.expires_after(time);
  co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

}  // namespace

Shard::Shard(std::shared_ptr<Context> context, asio::any_io_executor executor)
    : context_(std::move(context)),
      executor_(std::move(executor)),
      tick_timer_(executor_),
      turn_timer_(executor_),
      retry_timer_(executor_),
      ring_(context_->settings.ring_events) {}

void Shard::start(std::int64_t epoch, forum::EventId position) {
  epoch_ = epoch;
  ring_.clear(position);
  tell_time();
  asio::co_spawn(executor_, run_ticks(shared_from_this()), asio::detached);
}

void Shard::stop() {
  is_stopped_ = true;
  tick_timer_.cancel();
  turn_timer_.cancel();
  retry_timer_.cancel();
}

void Shard::tell_time() {
  now_ = context_->clock();
}

template <class Visit>
void Shard::guarded(Connection& connection, Visit visit) {
  try {
    visit(connection);
  } catch (std::exception const& failure) {
    base::log_error("live_connection_failed", {{"reason", failure.what()}});
    connection.fail();
  }
}

// From the last to the first: a connection that leaves during the visit gives its place to one that was
// visited.
template <class Visit>
void Shard::each(Visit visit) {
  for (std::size_t i = connections_.size(); i-- > 0;) {
    if (i < connections_.size()) guarded(*connections_[i], visit);
  }
}

void Shard::on_batch(Batch const& batch) {
  tell_time();
  if (batch.epoch != epoch_ || !batch.is_past_valid) ring_.clear(ring_.position());
  epoch_ = batch.epoch;
  for (auto const& published : batch.events) ring_.push(published);
  ring_.pass(batch.end);
  each([](Connection& connection) { connection.advance(); });
}

void Shard::on_session_ended(base::Digest const& token_hash) {
  each([&](Connection& connection) {
    if (connection.token_hash() == token_hash) connection.end_session();
  });
}

void Shard::attach(Connection& connection) {
  connection.place_in_shard = connections_.size();
  connections_.push_back(&connection);
}

void Shard::detach(Connection& connection) {
  std::size_t const place = connection.place_in_shard;
  connections_[place] = connections_.back();
  connections_[place]->place_in_shard = place;
  connections_.pop_back();
}

void Shard::want_refresh(Connection& connection) {
  if (is_stopped_ || connection.is_refresh_queued) return;
  connection.is_refresh_queued = true;
  refreshes_.push_back(connection.weak_from_this());
  if (is_refreshing_) return;
  is_refreshing_ = true;
  asio::co_spawn(executor_, run_refreshes(shared_from_this()), asio::detached);
}

// The next connections to be read about; those that need it no more fall out.
Shard::Connections Shard::take_refreshes() {
  Connections taken;
  std::size_t replayed = 0;
  while (!refreshes_.empty() && taken.size() < context_->settings.refreshed_at_once &&
         replayed < context_->settings.replayed_at_once) {
    auto connection = refreshes_.front().lock();
    refreshes_.pop_front();
    if (!connection) continue;
    connection->is_refresh_queued = false;
    if (!connection->needs_refresh()) continue;
    if (connection->needs_past()) ++replayed;
    taken.push_back(std::move(connection));
  }
  return taken;
}

asio::awaitable<void> Shard::run_refreshes(std::shared_ptr<Shard> self) {
  // Whoever else asks in this turn of the loop is part of the first read.
  co_await asio::post(self->executor_, asio::use_awaitable);
  while (!self->is_stopped_) {
    Connections const connections = self->take_refreshes();
    if (connections.empty()) break;
    if (co_await self->refresh_once(connections)) continue;
    increment(self->context_->counters.refresh_failures);
    for (auto const& connection : connections) {
      connection->wants_refresh_again();
      self->want_refresh(*connection);
    }
    co_await pause(self->retry_timer_, kRetryAfter);
  }
  self->is_refreshing_ = false;
}

asio::awaitable<bool> Shard::refresh_once(Connections const& connections) {
  std::vector<RefreshRequest> requests;
  requests.reserve(connections.size());
  for (auto const& connection : connections) requests.push_back(connection->begin_refresh());
  try {
    increment(context_->counters.refreshes);
    auto outcomes = co_await context_->database.read(
        [&](storage::ReadTx& tx) { return refresh(tx, *context_, requests); });
    if (!outcomes) co_return false;
    tell_time();
    for (std::size_t i = 0; i < connections.size(); ++i) {
      guarded(*connections[i], [&](Connection& connection) {
        connection.end_refresh(requests[i], std::move((*outcomes)[i]));
      });
    }
    co_return true;
  } catch (std::exception const& failure) {
    base::log_error("live_refresh_failed", {{"reason", failure.what()}});
    co_return false;
  }
}

void Shard::want_turn(Connection& connection) {
  if (is_stopped_ || connection.is_turn_queued) return;
  connection.is_turn_queued = true;
  turns_.push_back(connection.weak_from_this());
  if (is_taking_turns_) return;
  is_taking_turns_ = true;
  asio::co_spawn(executor_, run_turns(shared_from_this()), asio::detached);
}

asio::awaitable<void> Shard::run_turns(std::shared_ptr<Shard> self) {
  while (!self->turns_.empty() && !self->is_stopped_) {
    co_await pause(self->turn_timer_, self->context_->settings.replay_pause);
    Waiting const waiting = std::exchange(self->turns_, {});
    for (auto const& waits : waiting) {
      auto const connection = waits.lock();
      if (!connection) continue;
      connection->is_turn_queued = false;
      guarded(*connection, [](Connection& visited) { visited.advance(); });
    }
  }
  self->is_taking_turns_ = false;
}

asio::awaitable<void> Shard::run_ticks(std::shared_ptr<Shard> self) {
  auto const step =
      std::clamp<std::chrono::milliseconds>(self->context_->settings.revalidate_every / 4, 10ms, 1s);
  while (!self->is_stopped_) {
    co_await pause(self->tick_timer_, step);
    if (self->is_stopped_) break;
    auto const now = Clock::now();
    self->each([now](Connection& connection) { connection.on_tick(now); });
  }
}

}  // namespace server::live
