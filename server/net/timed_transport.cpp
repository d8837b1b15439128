#include "server/net/timed_transport.hpp"

#include <algorithm>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace server::net {

using boost::asio::as_tuple;
using boost::asio::awaitable;
using boost::asio::use_awaitable;

TimedTransport::TimedTransport(IoThread& thread, std::unique_ptr<Transport> transport)
    : Watched(thread), transport_(std::move(transport)) {}

void TimedTransport::expect_within(std::chrono::milliseconds time) {
  expired_ = false;
  deadline_ = thread().now() + time;
}

void TimedTransport::expect_nothing() {
  expired_ = false;
  deadline_ = TimePoint::max();
}

awaitable<Outcome> TimedTransport::wait(IoStatus readiness) {
  if (!has_ended()) {
    auto const direction =
        readiness == IoStatus::want_write ? Transport::Socket::wait_write : Transport::Socket::wait_read;
    co_await transport_->socket().async_wait(direction, as_tuple(use_awaitable));
  }
  // A cut ends everything; a deadline that passed while the bytes came counts as passed.
  if (cut_ || dismissed_) co_return Outcome::cut;
  co_return expired_ ? Outcome::expired : Outcome::done;
}

awaitable<Outcome> TimedTransport::handshake() {
  for (;;) {
    IoResult const result = transport_->try_handshake();
    if (result.status == IoStatus::done) co_return Outcome::done;
    if (result.status == IoStatus::closed || result.status == IoStatus::failed) co_return Outcome::closed;
    if (Outcome const waited = co_await wait(result.status); waited != Outcome::done) co_return waited;
  }
}

awaitable<Transfer> TimedTransport::read_first(std::span<char> into) {
  // Mostly the peer takes a while: trying at once would be a system call in vain.
  bool is_worth_trying = transport_->has_buffered();
  for (;;) {
    if (is_worth_trying) {
      IoResult const result = transport_->try_read(into);
      if (result.status == IoStatus::done) co_return Transfer{Outcome::done, result.bytes};
      if (result.status == IoStatus::closed || result.status == IoStatus::failed)
        co_return Transfer{Outcome::closed};
    }
    if (thread().is_draining()) dismissed_ = true;
    // A readable socket may still have no bytes for us: a record that is not complete, or an event that came
    // late for bytes taken already. The connection stays between two requests until there are some.
    is_between_requests_ = true;
    Outcome const waited = co_await wait(IoStatus::want_read);
    is_between_requests_ = false;
    if (waited != Outcome::done) co_return Transfer{waited};
    is_worth_trying = true;
  }
}

awaitable<Transfer> TimedTransport::read_some(std::span<char> into) {
  for (;;) {
    IoResult const result = transport_->try_read(into);
    if (result.status == IoStatus::done) co_return Transfer{Outcome::done, result.bytes};
    if (result.status == IoStatus::closed || result.status == IoStatus::failed)
      co_return Transfer{Outcome::closed};
    if (Outcome const waited = co_await wait(result.status); waited != Outcome::done)
      co_return Transfer{waited};
  }
}

awaitable<Outcome> TimedTransport::write(std::string_view head, std::string_view body) {
  while (!head.empty() || !body.empty()) {
    std::string_view piece = body.substr(0, IoThread::kScratchSize);
    if (!head.empty()) {
      auto const scratch = thread().scratch();
      std::size_t const from_head = head.copy(scratch.data(), scratch.size());
      std::size_t const from_body = body.copy(scratch.data() + from_head, scratch.size() - from_head);
      piece = {scratch.data(), from_head + from_body};
    }
    IoResult const result = transport_->try_write(piece, piece.size() < head.size() + body.size());
    if (result.status == IoStatus::closed || result.status == IoStatus::failed) co_return Outcome::closed;
    if (result.status != IoStatus::done) {
      if (Outcome const waited = co_await wait(result.status); waited != Outcome::done) co_return waited;
      continue;
    }
    std::size_t const from_head = std::min(result.bytes, head.size());
    head.remove_prefix(from_head);
    body.remove_prefix(result.bytes - from_head);
  }
  co_return Outcome::done;
}

awaitable<void> TimedTransport::end(std::chrono::milliseconds linger) {
  if (cut_) co_return;
  transport_->end_sending();
  if (dismissed_) co_return;
  expect_within(linger);
  for (;;) {
    IoResult const result = transport_->try_discard(thread().scratch());
    if (result.status == IoStatus::closed || result.status == IoStatus::failed) co_return;
    if (result.status == IoStatus::done) {
      if (has_ended()) co_return;
      // A peer that never stops sending must not keep the sweep of deadlines from its turn.
      co_await boost::asio::post(transport_->socket().get_executor(), boost::asio::use_awaitable);
      continue;
    }
    if (co_await wait(result.status) != Outcome::done) co_return;
  }
}

void TimedTransport::on_tick(TimePoint now) {
  if (now < deadline_ || !transport_) return;
  deadline_ = TimePoint::max();
  expired_ = true;
  boost::system::error_code ignored;
  transport_->socket().cancel(ignored);
}

void TimedTransport::begin_drain() {
  if (!is_between_requests_) return;
  dismissed_ = true;
  boost::system::error_code ignored;
  transport_->socket().cancel(ignored);
}

void TimedTransport::cut() {
  cut_ = true;
  if (!transport_) return;
  boost::system::error_code ignored;
  transport_->socket().cancel(ignored);
}

}  // namespace server::net
