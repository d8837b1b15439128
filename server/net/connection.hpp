// One connection from its first byte to its last: handshake, requests, perhaps a stream. Shared by the files
// that do each part.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "server/net/admission.hpp"
#include "server/net/application.hpp"
#include "server/net/counters.hpp"
#include "server/net/io_thread.hpp"
#include "server/net/network_settings.hpp"
#include "server/net/response_head.hpp"
#include "server/net/timed_transport.hpp"
#include "server/net/transport.hpp"

namespace server::net {

enum class StreamPolicy { offered, refused };

// What a connection works with; all of it outlives the connection.
struct ConnectionContext {
  IoThread& thread;
  NetworkSettings const& settings;
  Counters& counters;
  Application& application;
  StreamPolicy streams;
};

// A request that became a stream.
struct Upgrade {
  http::Request request;
  std::shared_ptr<StreamHandler> handler;
};

// Runs on the thread of `context`; returns when the connection is over. Never throws.
boost::asio::awaitable<void> serve_connection(ConnectionContext context, std::unique_ptr<Transport> transport,
                                              std::string peer_address, Admission::Ticket ticket);

// Counts a request that never reached the Application, and logs it as far as peers may be logged.
void record_refusal(ConnectionContext const& context, Refusal const& refusal, std::string const& peer_address,
                    std::string const& request_id);

// Requests and answers until the connection is to end, or to become a stream. In http_connection.cpp.
boost::asio::awaitable<std::optional<Upgrade>> serve_http(ConnectionContext const& context,
                                                          TimedTransport& transport,
                                                          std::string const& peer_address);

// The stream from the answer to its upgrade to its end. In websocket_connection.cpp.
boost::asio::awaitable<void> serve_stream(ConnectionContext const& context,
                                          std::unique_ptr<Transport> transport, Upgrade upgrade);

}  // namespace server::net
