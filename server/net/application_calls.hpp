// The calls into the Application, with a net below them: what a handler throws ends up in the log, and the
// peer gets a bare 500 with the id under which it stands there.
#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "server/net/connection.hpp"

namespace server::http {
class BodyStream;
}

namespace server::net {

// `request` may be moved away; `request_id` is its id, and outlives the call.
boost::asio::awaitable<http::Response> ask_for_answer(ConnectionContext const& context,
                                                      http::Request& request, std::string const& request_id);
// The next piece of a body; nothing where it broke off.
boost::asio::awaitable<std::string> ask_for_piece(ConnectionContext const& context, http::BodyStream& stream,
                                                  std::string const& request_id);
boost::asio::awaitable<StreamDecision> ask_for_stream(ConnectionContext const& context,
                                                      http::Request const& request,
                                                      std::string const& request_id);

}  // namespace server::net
