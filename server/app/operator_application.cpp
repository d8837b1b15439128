#include "server/app/operator_application.hpp"

#include "server/app/metrics.hpp"

namespace server::app {
namespace {

http::Response plain(int status, std::string text) {
  return {status,
          {{"content-type", "text/plain; version=0.0.4; charset=utf-8"}, {"cache-control", "no-store"}},
          std::move(text)};
}

}  // namespace

boost::asio::awaitable<http::Response> OperatorApplication::handle(http::Request&& request) {
  if (request.method != http::Method::get && request.method != http::Method::head) {
    co_return plain(405, "method not allowed\n");
  }
  if (request.path == "/healthz") co_return plain(200, "ok\n");
  if (request.path == "/readyz") {
    bool const good = co_await api::is_writable(database_);
    co_return plain(good ? 200 : 503, good ? "ok\n" : "not ready\n");
  }
  if (request.path == "/metrics") {
    co_return plain(200, describe_metrics(server_.counters(), database_.counters(), hub_.counters(),
                                          api_.counters(), mail_));
  }
  co_return plain(404, "not found\n");
}

boost::asio::awaitable<net::StreamDecision> OperatorApplication::open_stream(http::Request const&) {
  co_return plain(404, "not found\n");
}

}  // namespace server::app
