// The question whether a request asks for a WebSocket, and asks well (RFC 6455 section 4.2.1).
#pragma once

#include "server/http/message.hpp"
#include "server/net/response_head.hpp"

namespace server::net {

bool wants_stream(http::Request const& request);

// Null where nothing is wrong with the upgrade.
Refusal const* flaw_of_upgrade(http::Request const& request);

}  // namespace server::net
