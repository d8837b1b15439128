#include "server/api/api_application.hpp"

#include <chrono>
#include <exception>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>

#include "auth/readable.hpp"
#include "base/log.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/stale_version.hpp"
#include "server/http/problem.hpp"
#include "server/http/query.hpp"
#include "server/http/security.hpp"

namespace server::api {
namespace {

constexpr std::string_view kPrefix = "/api/v1";
constexpr std::string_view kLivePath = "/api/v1/live";

// Units of the rate limit for what stands in no table: a stream may have to read a long past, and asking
// whether the database takes writes is a write.
constexpr double kStreamCost = 5;
constexpr double kReadyCost = 1;

http::Response problem(base::ErrorCode code, http::Request const& request) {
  return http::to_response(base::Error{code}, request.request_id);
}

std::string session_key(base::Digest const& token_hash) {
  return {reinterpret_cast<char const*>(token_hash.data()), token_hash.size()};
}

http::Response told_to_wait(int seconds, http::Request const& request) {
  base::Error error{base::ErrorCode::too_many_requests};
  error.retry_after_seconds = seconds;
  return http::to_response(error, request.request_id);
}

boost::asio::awaitable<void> touch(storage::Database& database, base::Digest token_hash,
                                   base::Timestamp now) {
  try {
    auto const done = co_await database.write([&](storage::WriteTx& tx) -> base::Result<void> {
      auth::touch_session(tx, token_hash, now);
      return {};
    });
    if (!done) base::log_warning("session_not_touched", {{"code", base::to_string(done.error().code)}});
  } catch (std::exception const& failure) {
    base::log_warning("session_not_touched", {{"what", failure.what()}});
  }
}

// Every answer of the API carries the same protection, errors included.
http::Response finished(http::Response response) {
  http::protect_api(response);
  return response;
}

}  // namespace

ApiApplication::ApiApplication(Services& services, std::function<base::Timestamp()> clock)
    : services_(services), clock_(std::move(clock)) {
  for (std::size_t row = 0; row < endpoints().size(); ++row) {
    Endpoint const& endpoint = endpoints()[row];
    router_.add(endpoint.method, endpoint.path, row);
    counters_.push_back(std::make_unique<EndpointCounters>());
    counters_.back()->name = endpoint.name;
  }
}

boost::asio::awaitable<http::Response> ApiApplication::handle(http::Request&& request) {
  std::string_view const path = request.path;
  if (path == "/healthz" || path == "/readyz") co_return co_await healthy(request, path);
  if (path == kPrefix || path.starts_with("/api/")) {
    std::string_view const below =
        path.starts_with("/api/v1/") ? path.substr(kPrefix.size()) : std::string_view{"/"};
    co_return finished(co_await dispatch(request, below));
  }
  if (request.method != http::Method::get && request.method != http::Method::head) {
    auto refused = problem(base::ErrorCode::method_not_allowed, request);
    refused.headers.append("allow", "GET, HEAD");
    co_return finished(std::move(refused));
  }
  co_return services_.client.answer(request);
}

boost::asio::awaitable<http::Response> ApiApplication::dispatch(http::Request const& request,
                                                                std::string_view path) {
  auto const found = router_.find(request.method, path);
  if (auto const* const matched = std::get_if<http::Matched>(&found))
    co_return co_await run(request, *matched);
  if (auto const* const other = std::get_if<http::OtherMethods>(&found)) {
    auto refused = problem(base::ErrorCode::method_not_allowed, request);
    refused.headers.append("allow", other->allow);
    co_return refused;
  }
  co_return problem(base::ErrorCode::not_found, request);
}

boost::asio::awaitable<http::Response> ApiApplication::run(http::Request const& request,
                                                           http::Matched const& matched) {
  Endpoint const& endpoint = endpoints()[matched.row];
  EndpointCounters& counters = *counters_[matched.row];
  auto const started = std::chrono::steady_clock::now();
  counters.requests.fetch_add(1, std::memory_order_relaxed);

  http::Token const token = http::find_token(request);
  Call const call{services_,     request,  matched.parameters,
                  endpoint.name, clock_(), auth::hash_token(token.text)};
  http::Response response = co_await answer(endpoint, call, token);

  auto const taken =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - started);
  counters.microseconds.fetch_add(static_cast<std::uint64_t>(taken.count()), std::memory_order_relaxed);
  if (response.status >= 500) {
    counters.server_errors.fetch_add(1, std::memory_order_relaxed);
  } else if (response.status >= 400) {
    counters.client_errors.fetch_add(1, std::memory_order_relaxed);
  }
  // What strangers can provoke at will is no news: a flood of it would push out what matters.
  bool const is_news = response.status >= 500 || response.status == 403;
  base::log(is_news ? base::LogLevel::info : base::LogLevel::debug, "answered",
            {{"endpoint", endpoint.name},
             {"status", response.status},
             {"request_id", request.request_id},
             {"microseconds", taken.count()}});
  co_return response;
}

boost::asio::awaitable<http::Response> ApiApplication::answer(Endpoint const& endpoint, Call const& call,
                                                              http::Token const& token) {
  http::Request const& request = call.request;
  if (!http::is_same_origin_or_safe(request)) co_return problem(base::ErrorCode::wrong_origin, request);
  Payer const payer = payer_of(request, token, call.token_hash);
  if (auto const wait = services_.rates.take(payer.who, payer.key, endpoint.cost, call.now))
    co_return told_to_wait(*wait, request);
  if (endpoint.access == Access::signed_in && token.text.empty()) {
    co_return problem(base::ErrorCode::not_signed_in, request);
  }
  try {
    // A token that nobody has seen yet might be made up: nothing is parsed or rendered for it before the
    // database knows it. All others are asked for in the endpoint's own transaction.
    if (endpoint.access == Access::signed_in && payer.who == http::RateLimiter::Who::address) {
      auto const known =
          co_await call.read([](storage::ReadTx&, auth::Viewer const&) -> base::Result<void> { return {}; });
      if (!known) co_return http::to_response(known.error(), request.request_id);
      if (auto const wait = pay_by_session(payer, call.token_hash, endpoint.cost, call.now))
        co_return told_to_wait(*wait, request);
    }
    auto result = co_await endpoint.handler(call);
    if (!result) co_return http::to_response(at_stale_version(result.error(), request), request.request_id);
    if (endpoint.access == Access::signed_in) note_activity(call.token_hash, call.now);
    co_return std::move(*result);
  } catch (std::exception const& failure) {
    base::log_error(
        "request_failed",
        {{"endpoint", endpoint.name}, {"request_id", request.request_id}, {"what", failure.what()}});
    co_return problem(base::ErrorCode::internal_error, request);
  }
}

ApiApplication::Payer ApiApplication::payer_of(http::Request const& request, http::Token const& token,
                                               base::Digest const& token_hash) {
  if (token.text.empty() || !services_.activity.is_known(token_hash)) {
    return {http::RateLimiter::Who::address, http::counted_address(request.peer_address)};
  }
  return {http::RateLimiter::Who::session, session_key(token_hash)};
}

std::optional<int> ApiApplication::pay_by_session(Payer const& payer, base::Digest const& token_hash,
                                                  double units, base::Timestamp now) {
  if (payer.who == http::RateLimiter::Who::session) return std::nullopt;
  services_.rates.give_back(payer.who, payer.key, units);
  return services_.rates.take(http::RateLimiter::Who::session, session_key(token_hash), units, now);
}

void ApiApplication::note_activity(base::Digest const& token_hash, base::Timestamp now) {
  if (!services_.activity.is_due(token_hash, now)) return;
  boost::asio::co_spawn(services_.background, touch(services_.database, token_hash, now),
                        boost::asio::detached);
}

boost::asio::awaitable<http::Response> ApiApplication::healthy(http::Request const& request,
                                                               std::string_view path) {
  if (path == "/readyz") {
    auto const address = http::counted_address(request.peer_address);
    if (auto const wait =
            services_.rates.take(http::RateLimiter::Who::address, address, kReadyCost, clock_())) {
      co_return finished(told_to_wait(*wait, request));
    }
  }
  bool const good = path == "/healthz" || co_await is_writable(services_.database);
  http::Response response{
      good ? 200 : 503, {{"content-type", "text/plain; charset=utf-8"}}, good ? "ok\n" : "not ready\n"};
  if (request.method != http::Method::get && request.method != http::Method::head) {
    response = problem(base::ErrorCode::method_not_allowed, request);
    response.headers.append("allow", "GET, HEAD");
  }
  co_return finished(std::move(response));
}

boost::asio::awaitable<net::StreamDecision> ApiApplication::open_stream(http::Request const& request) {
  if (request.path != kLivePath) co_return finished(problem(base::ErrorCode::not_found, request));
  if (!http::has_own_origin(request)) co_return finished(problem(base::ErrorCode::wrong_origin, request));
  http::Token const token = http::find_token(request);
  if (token.text.empty()) co_return finished(problem(base::ErrorCode::not_signed_in, request));

  http::Query query(request.query);
  auto after = query.text("after", 512);
  if (auto const checked = query.check(); !checked) {
    co_return finished(http::to_response(checked.error(), request.request_id));
  }
  auto const now = clock_();
  auto const token_hash = auth::hash_token(token.text);
  Payer const payer = payer_of(request, token, token_hash);
  if (auto const wait = services_.rates.take(payer.who, payer.key, kStreamCost, now))
    co_return finished(told_to_wait(*wait, request));
  auto const known = co_await services_.database.read([&](storage::ReadTx& tx) -> base::Result<void> {
    auto const viewer = auth::load_viewer(tx, token_hash, services_.settings.sessions, now);
    if (!viewer) return viewer.error();
    return {};
  });
  if (!known) co_return finished(http::to_response(known.error(), request.request_id));
  if (auto const wait = pay_by_session(payer, token_hash, kStreamCost, now))
    co_return finished(told_to_wait(*wait, request));
  co_return services_.hub.open(token_hash, std::move(after));
}

boost::asio::awaitable<bool> is_writable(storage::Database& database) {
  try {
    auto const written = co_await database.write([](storage::WriteTx& tx) -> base::Result<void> {
      auth::touch_policy_epoch(tx);
      return {};
    });
    co_return written.has_value();
  } catch (std::exception const& failure) {
    base::log_error("database_not_writable", {{"what", failure.what()}});
    co_return false;
  }
}

}  // namespace server::api
