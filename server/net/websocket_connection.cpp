// WebSocket (RFC 6455) on one connection: one of the two files that know Beast. Reading is a coroutine;
// writing is a chain of completions, so that an idle stream keeps no second coroutine and no buffer for it.
#include <algorithm>
#include <deque>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "base/log.hpp"
#include "server/net/connection.hpp"

namespace server::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

constexpr std::size_t kCloseReasonBytes = 123;        // RFC 6455 section 5.5.1
constexpr std::size_t kIdleBufferBytes = 4UL * 1024;  // what an idle stream may keep

std::string_view first_bytes(auto const& buffers) {
  for (auto const buffer : beast::buffers_range_ref(buffers)) {
    if (buffer.size() > 0) return {static_cast<char const*>(buffer.data()), buffer.size()};
  }
  return {};
}

// A Transport in the shape that Beast asks of a stream.
class Layer {
 public:
  using executor_type = Transport::Socket::executor_type;

  Layer(IoThread& thread, std::unique_ptr<Transport> transport)
      : thread_(&thread), transport_(std::move(transport)) {}

  executor_type get_executor() { return transport_->socket().get_executor(); }
  Transport& transport() { return *transport_; }

  template <class Buffers, class Token>
  auto async_read_some(Buffers const& buffers, Token&& token) {
    return move_some(
        [this, buffers] {
          auto const room = first_bytes(buffers);
          if (room.empty()) return IoResult{IoStatus::done};
          return transport_->try_read({const_cast<char*>(room.data()), room.size()});
        },
        token);
  }

  // Header and payload of a frame come as two buffers: gathered, they are one TLS record and one system call.
  template <class Buffers, class Token>
  auto async_write_some(Buffers const& buffers, Token&& token) {
    return move_some(
        [this, buffers] {
          auto const scratch = thread_->scratch();
          std::size_t const size = asio::buffer_copy(asio::buffer(scratch.data(), scratch.size()), buffers);
          return size == 0 ? IoResult{IoStatus::done} : transport_->try_write({scratch.data(), size}, false);
        },
        token);
  }

 private:
  // Tries, waits for readiness, tries again. Never completes inside the call that started it.
  template <class Step>
  struct Move {
    Layer* layer;
    Step step;
    enum class State { first, waiting, posted } state = State::first;
    IoResult result{IoStatus::want_read};

    template <class Self>
    void operator()(Self& self, error_code error = {}) {
      if (state == State::posted) return complete(self);
      if (error) return self.complete(error, 0);
      result = step();
      if (result.status == IoStatus::want_read || result.status == IoStatus::want_write) {
        state = State::waiting;
        auto const direction = result.status == IoStatus::want_write ? Transport::Socket::wait_write
                                                                     : Transport::Socket::wait_read;
        layer->transport_->socket().async_wait(direction, std::move(self));
        return;
      }
      if (state == State::waiting) return complete(self);
      state = State::posted;
      asio::post(layer->get_executor(), std::move(self));
    }

    template <class Self>
    void complete(Self& self) {
      switch (result.status) {
        case IoStatus::done:
          return self.complete({}, result.bytes);
        case IoStatus::closed:
          return self.complete(asio::error::eof, 0);
        default:
          return self.complete(asio::error::connection_reset, 0);
      }
    }
  };

  template <class Step, class Token>
  auto move_some(Step step, Token& token) {
    return asio::async_compose<Token, void(error_code, std::size_t)>(Move<Step>{this, std::move(step)}, token,
                                                                     transport_->socket());
  }

  IoThread* thread_;
  std::unique_ptr<Transport> transport_;
};

// What Beast calls at the end of a stream, found by the type of its argument. The rest of the end, waiting
// for the peer to go, is StreamConnection's.
void beast_close_socket(Layer& layer) {
  error_code ignored;
  layer.transport().socket().shutdown(Transport::Socket::shutdown_both, ignored);
}

template <class Handler>
void async_teardown(beast::role_type, Layer& layer, Handler&& handler) {
  layer.transport().end_sending();
  asio::post(layer.get_executor(), beast::bind_front_handler(std::forward<Handler>(handler), error_code{}));
}

class StreamConnection final : public Stream,
                               public Watched,
                               public std::enable_shared_from_this<StreamConnection> {
 public:
  StreamConnection(ConnectionContext const& context, std::unique_ptr<Transport> transport,
                   std::shared_ptr<StreamHandler> handler)
      : Watched(context.thread),
        settings_(context.settings),
        counters_(context.counters),
        handler_(std::move(handler)),
        socket_(context.thread, std::move(transport)) {}

  asio::awaitable<void> run(http::Request request);

  void send(std::shared_ptr<std::string const> text) override;
  std::size_t queued_frames() const override { return queue_.size(); }
  void close(std::uint16_t code, std::string_view reason) override;
  asio::any_io_executor executor() const override { return thread().context().get_executor(); }
  std::size_t io_thread_index() const override { return thread().index(); }

  void on_tick(TimePoint now) override;
  void begin_drain() override { close(kServiceRestart, "the server restarts"); }
  void cut() override;

 private:
  // Open: frames pass. Closing: what is queued goes out, then the close frame. Over: nothing goes out any
  // more.
  enum class Phase { opening, open, closing, over };
  enum class Writing { nothing, frame, ping, close };

  asio::awaitable<bool> accept(http::Request const& request);
  asio::awaitable<void> read_messages();
  asio::awaitable<void> wait_for_peer_to_go();
  void run_handler(auto&& function);
  void pump();
  void on_written(error_code error);

  NetworkSettings const& settings_;
  Counters& counters_;
  std::shared_ptr<StreamHandler> handler_;
  websocket::stream<Layer, false>
      socket_;  // without permessage-deflate: compression next to secrets tells them
  beast::flat_buffer input_;
  std::deque<std::shared_ptr<std::string const>> queue_;  // its front is on its way while Writing::frame
  std::size_t queued_bytes_ = 0;
  Writing writing_ = Writing::nothing;
  bool is_ping_due_ = false;
  bool is_close_sent_ = false;
  bool is_cut_ = false;
  Phase phase_ = Phase::opening;
  std::uint16_t close_code_ = 0;
  std::string close_reason_;
  TimePoint next_ping_ = TimePoint::max();
  TimePoint last_heard_ = TimePoint::max();
  TimePoint deadline_ = TimePoint::max();
};

asio::awaitable<void> StreamConnection::run(http::Request request) {
  if (!co_await accept(request)) co_return;
  request = {};
  if (phase_ == Phase::opening) phase_ = Phase::open;
  deadline_ = phase_ == Phase::closing ? thread().now() + settings_.stream_close_timeout : TimePoint::max();
  last_heard_ = thread().now();
  next_ping_ = last_heard_ + settings_.ping_interval;
  run_handler([this] { handler_->on_open(shared_from_this()); });
  pump();
  co_await read_messages();
  phase_ = Phase::over;
  run_handler([this] { handler_->on_close(); });
  handler_.reset();
  co_await wait_for_peer_to_go();
}

asio::awaitable<bool> StreamConnection::accept(http::Request const& request) {
  socket_.set_option(
      websocket::stream_base::timeout{websocket::stream_base::none(), websocket::stream_base::none(), false});
  // Beast adds its own name and version where there is none.
  socket_.set_option(websocket::stream_base::decorator(
      [](websocket::response_type& response) { response.set(beast::http::field::server, "colloquium"); }));
  socket_.control_callback(
      [this](websocket::frame_type, beast::string_view) { last_heard_ = thread().now(); });
  socket_.read_message_max(settings_.stream_message_bytes);
  socket_.auto_fragment(false);
  socket_.text(true);
  deadline_ = thread().now() + settings_.write_timeout;

  beast::http::request<beast::http::empty_body> upgrade{beast::http::verb::get, "/", 11};
  for (auto const field : request.headers) {
    upgrade.insert(beast::string_view{field.name.data(), field.name.size()},
                   beast::string_view{field.value.data(), field.value.size()});
  }
  auto const [error] = co_await socket_.async_accept(upgrade, asio::as_tuple(asio::use_awaitable));
  co_return !error;
}

asio::awaitable<void> StreamConnection::read_messages() {
  for (;;) {
    auto const [error, size] = co_await socket_.async_read(input_, asio::as_tuple(asio::use_awaitable));
    // Bad frames, bad UTF-8 and long messages have been answered by Beast with the right code.
    if (error) co_return;
    increment(counters_.bytes_received, size);
    last_heard_ = thread().now();
    if (phase_ == Phase::open) {
      if (socket_.got_text()) {
        std::string_view const text{static_cast<char const*>(input_.cdata().data()), input_.size()};
        run_handler([this, text] { handler_->on_text(text); });
      } else {
        close(websocket::close_code::unknown_data, "text frames only");
      }
    }
    input_.clear();
    if (input_.capacity() > kIdleBufferBytes) input_.shrink_to_fit();
  }
}

void StreamConnection::run_handler(auto&& function) {
  try {
    function();
  } catch (std::exception const& failure) {
    increment(counters_.handler_failures);
    base::log_error("stream_handler_failed", {{"reason", failure.what()}});
    close(websocket::close_code::internal_error, "something went wrong");
  }
}

void StreamConnection::send(std::shared_ptr<std::string const> text) {
  if (phase_ != Phase::open) return;
  if (queue_.size() >= settings_.stream_queue_frames ||
      queued_bytes_ + text->size() > settings_.stream_queue_bytes) {
    increment(counters_.stream_overflow_closes);
    // All but the frame on its way: the close frame must not wait behind what the peer cannot take.
    queue_.resize(writing_ == Writing::frame ? 1 : 0);
    return close(kTryAgainLater, "too slow");
  }
  queued_bytes_ += text->size();
  queue_.push_back(std::move(text));
  pump();
}

void StreamConnection::close(std::uint16_t code, std::string_view reason) {
  if (phase_ != Phase::open && phase_ != Phase::opening) return;
  bool const can_pump = phase_ == Phase::open;
  phase_ = Phase::closing;
  close_code_ = code;
  close_reason_ = reason.substr(0, kCloseReasonBytes);
  deadline_ = thread().now() + settings_.stream_close_timeout;
  if (can_pump) pump();
}

// Starts the next write, if there is one to start: frames, a ping between two of them, at last the close
// frame.
void StreamConnection::pump() {
  if (writing_ != Writing::nothing || is_close_sent_ || phase_ == Phase::opening || phase_ == Phase::over)
    return;
  auto completion = [self = shared_from_this()](error_code error, std::size_t = 0) {
    self->on_written(error);
  };
  if (is_ping_due_) {
    is_ping_due_ = false;
    writing_ = Writing::ping;
    socket_.async_ping({}, std::move(completion));
  } else if (!queue_.empty()) {
    writing_ = Writing::frame;
    socket_.async_write(asio::buffer(*queue_.front()), std::move(completion));
  } else if (phase_ == Phase::closing) {
    is_close_sent_ = true;
    writing_ = Writing::close;
    websocket::close_reason why{static_cast<websocket::close_code>(close_code_)};
    why.reason.assign(close_reason_.data(), close_reason_.size());
    socket_.async_close(why, std::move(completion));
  }
}

void StreamConnection::on_written(error_code error) {
  if (writing_ == Writing::frame) {
    std::size_t const size = queue_.front()->size();
    queue_.pop_front();
    queued_bytes_ -= size;
    if (!error) {
      increment(counters_.stream_frames_sent);
      increment(counters_.bytes_sent, size);
    }
  }
  writing_ = Writing::nothing;
  // Where a write fails, the read that is always in progress fails too, and run() ends the stream.
  if (!error) pump();
}

void StreamConnection::on_tick(TimePoint now) {
  if (now >= deadline_) return cut();
  if (phase_ != Phase::open) return;
  if (now - last_heard_ >= settings_.stream_idle_timeout) {
    increment(counters_.stream_idle_closes);
    return cut();
  }
  if (now >= next_ping_) {
    next_ping_ = now + settings_.ping_interval;
    is_ping_due_ = true;
    pump();
  }
}

// Shuts the socket down but does not close it: Beast's operations still hold on to it until they have ended.
void StreamConnection::cut() {
  if (is_cut_) return;
  is_cut_ = true;
  auto& socket = socket_.next_layer().transport().socket();
  error_code ignored;
  socket.shutdown(Transport::Socket::shutdown_both, ignored);
  socket.cancel(ignored);
}

// So that the peer can read the close frame: see TimedTransport::end().
asio::awaitable<void> StreamConnection::wait_for_peer_to_go() {
  auto& transport = socket_.next_layer().transport();
  deadline_ = thread().now() + settings_.linger_timeout;
  while (!is_cut_) {
    IoResult const result = transport.try_discard(thread().scratch());
    if (result.status == IoStatus::closed || result.status == IoStatus::failed) co_return;
    if (result.status == IoStatus::done) {
      co_await asio::post(transport.socket().get_executor(), asio::use_awaitable);
      continue;
    }
    co_await transport.socket().async_wait(Transport::Socket::wait_read, asio::as_tuple(asio::use_awaitable));
  }
}

}  // namespace

asio::awaitable<void> serve_stream(ConnectionContext const& context, std::unique_ptr<Transport> transport,
                                   Upgrade upgrade) {
  auto const stream =
      std::make_shared<StreamConnection>(context, std::move(transport), std::move(upgrade.handler));
  if (context.thread.is_draining()) stream->begin_drain();
  co_await stream->run(std::move(upgrade.request));
}

}  // namespace server::net
