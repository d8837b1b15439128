#include "server/api/consultations.hpp"

#include <algorithm>
#include <exception>
#include <pthread.h>
#include <span>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/log.hpp"

namespace server::api {
namespace {

bool has_to_be_durable(auth::AuditRecord const& record) {
  return !record.level || *record.level >= auth::Level::restricted;
}

constexpr std::chrono::milliseconds kLookAgain{2};

void note_failure(std::string_view reason, std::size_t records) {
  base::log_error("consultations_not_written",
                  {{"reason", reason}, {"records", static_cast<std::int64_t>(records)}});
}

}  // namespace

Consultations::Consultations(storage::Database& database, ConsultationSettings const& settings)
    : database_(database), settings_(settings), thread_([this] { run(); }) {}

Consultations::~Consultations() {
  stop();
}

boost::asio::awaitable<base::Result<void>> Consultations::record(auth::AuditRecord record) {
  auth::check_audit_record(record);  // here, where only this read fails by it, and not with a whole batch
  if (!has_to_be_durable(record) && collect(record)) co_return base::Result<void>{};
  co_return co_await write_through(std::move(record));
}

bool Consultations::collect(auth::AuditRecord& record) {
  bool has_news = false;
  {
    std::lock_guard const lock(mutex_);
    if (stopping_ || size_ >= settings_.most_waiting) return false;
    waiting_.push_back(std::move(record));
    ++size_;
    ++collected_;
    has_news = waiting_.size() == 1 || waiting_.size() == settings_.batch;
  }
  if (has_news) wake_.notify_one();
  return true;
}

boost::asio::awaitable<base::Result<void>> Consultations::flush() {
  boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor);
  auto const wanted = hurry();
  auto const until = std::chrono::steady_clock::now() + settings_.patience;
  while (!is_written(wanted)) {
    if (std::chrono::steady_clock::now() > until) co_return storage::overloaded();
    timer.expires_after(kLookAgain);
    co_await timer.async_wait(boost::asio::use_awaitable);
  }
  co_return base::Result<void>{};
}

// How many have been collected so far, which the thread now writes without waiting for more.
std::uint64_t Consultations::hurry() {
  std::uint64_t collected = 0;
  {
    std::lock_guard const lock(mutex_);
    is_hurried_ = size_ > 0;
    collected = collected_;
  }
  wake_.notify_one();
  return collected;
}

bool Consultations::is_written(std::uint64_t collected) const {
  std::lock_guard const lock(mutex_);
  return collected_ - size_ >= collected;
}

boost::asio::awaitable<base::Result<void>> Consultations::write_through(auth::AuditRecord record) {
  try {
    co_return co_await database_.write([&](storage::WriteTx& tx) -> base::Result<void> {
      auth::append_audit(tx, record);
      return {};
    });
  } catch (storage::EngineFailure const& failure) {
    note_failure(failure.what(), 1);
    co_return storage::overloaded();
  }
}

void Consultations::stop() {
  {
    std::lock_guard const lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::size_t Consultations::waiting() const {
  std::lock_guard const lock(mutex_);
  return size_;
}

void Consultations::run() {
  pthread_setname_np(pthread_self(), "consultations");
  for (bool is_last = false; !is_last;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !waiting_.empty() || !writing_.empty(); });
      // After a failure a full batch is no reason to hurry.
      wake_.wait_for(lock, settings_.flush_every, [this] {
        return stopping_ || is_hurried_ || (!is_failing_ && waiting_.size() >= settings_.batch);
      });
      is_hurried_ = false;
      is_last = stopping_;
      if (writing_.empty()) {
        writing_.swap(waiting_);
      } else {
        std::ranges::move(waiting_, std::back_inserter(writing_));
        waiting_.clear();
      }
    }
    is_failing_ = !write_batches();
  }
  if (!writing_.empty()) note_failure("stopped while the log could not be written", writing_.size());
}

// False where something is left to try again.
bool Consultations::write_batches() {
  std::size_t written = 0;
  while (written < writing_.size()) {
    auto const batch =
        std::span(writing_).subspan(written, std::min(settings_.batch, writing_.size() - written));
    if (!write_batch(batch)) break;
    written += batch.size();
  }
  writing_.erase(writing_.begin(), writing_.begin() + static_cast<std::ptrdiff_t>(written));
  std::lock_guard const lock(mutex_);
  size_ -= written;
  return writing_.empty();
}

bool Consultations::write_batch(std::span<auth::AuditRecord const> batch) {
  std::string reason;
  try {
    auto const written = database_.write_now([&](storage::WriteTx& tx) -> base::Result<void> {
      auth::append_audit_all(tx, batch);
      return {};
    });
    if (written) return true;
    reason = base::to_string(written.error().code);
  } catch (std::exception const& failure) {
    reason = failure.what();
  }
  if (!is_failing_) note_failure(reason, batch.size());
  return false;
}

}  // namespace server::api
