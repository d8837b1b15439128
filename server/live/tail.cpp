#include "server/live/tail.hpp"

#include <algorithm>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/log.hpp"

namespace server::live {
namespace {

namespace asio = boost::asio;

struct Place {
  std::int64_t epoch;
  forum::EventId position;
};

}  // namespace

Tail::Tail(std::shared_ptr<Context> context, std::shared_ptr<Shards const> shards,
           asio::any_io_executor executor)
    : context_(std::move(context)),
      shards_(std::move(shards)),
      executor_(std::move(executor)),
      timer_(executor_) {}

void Tail::start() {
  auto const place = context_->database.read_now([](storage::ReadTx& tx) -> base::Result<Place> {
    return Place{auth::policy_epoch(tx), forum::last_event(tx)};
  });
  epoch_ = place.value().epoch;
  position_ = place.value().position;
  for (auto const& shard : *shards_) {
    asio::post(shard->executor(),
               [shard, place = place.value()] { shard->start(place.epoch, place.position); });
  }
  context_->database.set_commit_listener([self = shared_from_this()] { self->on_commit(); });
  asio::co_spawn(executor_, run(shared_from_this()), asio::detached);
}

void Tail::stop() {
  if (is_stopped_.exchange(true)) return;
  context_->database.set_commit_listener({});
  asio::post(executor_, [self = shared_from_this()] { self->timer_.cancel(); });
  for (auto const& shard : *shards_) {
    asio::post(shard->executor(), [shard] { shard->stop(); });
  }
}

void Tail::on_commit() {
  if (is_woken_.exchange(true)) return;
  woken_at_ = Clock::now().time_since_epoch().count();
  asio::post(executor_, [self = shared_from_this()] { self->timer_.cancel(); });
}

asio::awaitable<void> Tail::run(std::shared_ptr<Tail> self) {
  bool more_waits = false;
  while (!self->is_stopped_) {
    // Whoever wakes it posts to this thread, and so cannot come between the question and the wait.
    if (!more_waits && !self->is_woken_) {
      self->timer_.expires_after(self->context_->settings.poll_every);
      co_await self->timer_.async_wait(asio::as_tuple(asio::use_awaitable));
      if (self->is_stopped_) break;
    }
    self->is_woken_ = false;
    more_waits = co_await self->read_once();
  }
}

asio::awaitable<bool> Tail::read_once() {
  try {
    auto batch = co_await context_->database.read([this](storage::ReadTx& tx) { return read(tx); });
    if (batch) {
      measure();
      bool const is_full = std::ssize(batch->events) >= context_->settings.tail_events;
      if (batch->end != position_ || batch->epoch != epoch_) {
        hand_over(std::make_shared<Batch const>(std::move(*batch)));
      }
      co_return is_full;
    }
  } catch (std::exception const& failure) {
    base::log_error("live_tail_failed", {{"reason", failure.what()}});
  }
  increment(context_->counters.tail_failures);
  co_return false;
}

base::Result<Batch> Tail::read(storage::ReadTx& tx) {
  Batch batch;
  batch.epoch = auth::policy_epoch(tx);
  fact_sets_.begin(batch.epoch);
  for (auto& event : forum::load_events(tx, position_, context_->settings.tail_events, fact_sets_)) {
    if (event->before) batch.is_past_valid = false;
    batch.events.push_back(publish(std::move(event), context_->cursors));
  }
  bool const is_full = std::ssize(batch.events) >= context_->settings.tail_events;
  batch.end = is_full ? batch.events.back()->event->id : forum::last_event(tx);
  return batch;
}

void Tail::hand_over(std::shared_ptr<Batch const> const& batch) {
  epoch_ = batch->epoch;
  position_ = batch->end;
  increment(context_->counters.tail_batches);
  increment(context_->counters.events_read, batch->events.size());
  for (auto const& shard : *shards_) {
    asio::post(shard->executor(), [shard, batch] { shard->on_batch(*batch); });
  }
}

void Tail::measure() {
  Clock::rep const woken_at = woken_at_.exchange(0);
  if (woken_at == 0) return;
  auto const time = Clock::now().time_since_epoch() - Clock::duration{woken_at};
  auto const microseconds = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
  increment(context_->counters.tail_microseconds,
            static_cast<std::uint64_t>(std::max<std::int64_t>(microseconds, 0)));
  increment(context_->counters.tail_wakes);
}

}  // namespace server::live
