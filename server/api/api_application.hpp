// The public side of the server: dispatches requests to endpoints, opens streams, serves the browser client.
// Called on every I/O thread at once; holds no state of its own but counters.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/services.hpp"
#include "server/http/route.hpp"
#include "server/http/security.hpp"
#include "server/net/application.hpp"

namespace server::api {

// What /metrics tells of each endpoint. Relaxed atomics: figures for people.
struct EndpointCounters {
  std::string_view name;
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> client_errors{0};  // 4xx
  std::atomic<std::uint64_t> server_errors{0};  // 5xx
  std::atomic<std::uint64_t> microseconds{0};   // from the head's arrival to the answer's hand-over
};

class ApiApplication final : public net::Application {
 public:
  ApiApplication(Services& services, std::function<base::Timestamp()> clock);

  boost::asio::awaitable<http::Response> handle(http::Request&& request) override;
  boost::asio::awaitable<net::StreamDecision> open_stream(http::Request const& request) override;

  std::vector<std::unique_ptr<EndpointCounters>> const& counters() const { return counters_; }

 private:
  boost::asio::awaitable<http::Response> dispatch(http::Request const& request, std::string_view path);
  boost::asio::awaitable<http::Response> run(http::Request const& request, http::Matched const& matched);
  boost::asio::awaitable<http::Response> answer(Endpoint const& endpoint, Call const& call,
                                                http::Token const& token);
  // Whose bucket a request is taken from: the session's where its token is known, else the address's.
  struct Payer {
    http::RateLimiter::Who who;
    std::string key;
  };
  Payer payer_of(http::Request const& request, http::Token const& token, base::Digest const& token_hash);
  // Once the database knows the token: the address gets its units back. Nothing, or the seconds to wait.
  std::optional<int> pay_by_session(Payer const& payer, base::Digest const& token_hash, double units,
                                    base::Timestamp now);
  boost::asio::awaitable<http::Response> healthy(http::Request const& request, std::string_view path);
  void note_activity(base::Digest const& token_hash, base::Timestamp now);

  Services& services_;
  std::function<base::Timestamp()> clock_;
  http::Router router_;
  std::vector<std::unique_ptr<EndpointCounters>> counters_;  // by row of the table
};

// True once a trivial write has reached the disk: for /readyz.
boost::asio::awaitable<bool> is_writable(storage::Database& database);

}  // namespace server::api
