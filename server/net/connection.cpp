#include "server/net/connection.hpp"

#include "base/log.hpp"

namespace server::net {

using boost::asio::awaitable;

namespace {

// Counts one while it lives.
class Open {
 public:
  explicit Open(Counters::Count& count) : count_(count) { increment(count_); }
  ~Open() { decrement(count_); }
  Open(Open const&) = delete;
  Open& operator=(Open const&) = delete;

 private:
  Counters::Count& count_;
};

void report_failed_handshake(ConnectionContext const& context, Transport const& transport, Outcome outcome,
                             std::string const& peer_address) {
  if (outcome == Outcome::cut) return;
  increment(context.counters.tls_failures);
  if (transport.was_plain_http()) increment(context.counters.plain_http_refused);
  if (!context.thread.may_log_about_peers()) return;
  std::string_view const reason = outcome == Outcome::expired   ? "timeout"
                                  : transport.failure().empty() ? "closed by peer"
                                                                : std::string_view{transport.failure()};
  base::log_info(transport.was_plain_http() ? "plain_http_refused" : "tls_handshake_failed",
                 {{"peer", peer_address}, {"reason", reason}});
}

awaitable<void> serve(ConnectionContext const& context, std::unique_ptr<Transport> transport,
                      std::string const& peer_address) {
  std::optional<Upgrade> upgrade;
  {
    TimedTransport timed{context.thread, std::move(transport)};
    timed.expect_within(context.settings.handshake_timeout);
    if (Outcome const outcome = co_await timed.handshake(); outcome != Outcome::done) {
      report_failed_handshake(context, timed.transport(), outcome, peer_address);
      co_return;
    }
    upgrade = co_await serve_http(context, timed, peer_address);
    if (!upgrade) {
      co_await timed.end(context.settings.linger_timeout);
      co_return;
    }
    if (timed.was_cut()) co_return;
    transport = timed.release();
  }
  Open const open{context.counters.streams_open};
  increment(context.counters.streams_opened);
  co_await serve_stream(context, std::move(transport), std::move(*upgrade));
}

}  // namespace

void record_refusal(ConnectionContext const& context, Refusal const& refusal, std::string const& peer_address,
                    std::string const& request_id) {
  bool const is_too_large = refusal.status == 413 || refusal.status == 431;
  increment(is_too_large            ? context.counters.requests_too_large
            : refusal.status == 408 ? context.counters.requests_timed_out
                                    : context.counters.requests_malformed);
  if (!context.thread.may_log_about_peers()) return;
  base::log_info(
      "request_refused",
      {{"peer", peer_address}, {"status", refusal.status}, {"code", refusal.code}, {"request", request_id}});
}

awaitable<void> serve_connection(ConnectionContext context, std::unique_ptr<Transport> transport,
                                 std::string peer_address, Admission::Ticket ticket) {
  Open const open{context.counters.connections_open};
  Admission::Ticket const admitted = std::move(ticket);
  try {
    co_await serve(context, std::move(transport), peer_address);
  } catch (std::exception const& failure) {
    base::log_error("connection_failed", {{"peer", peer_address}, {"reason", failure.what()}});
  }
}

}  // namespace server::net
