// The request target of RFC 9112 section 3.2, in the forms a server is asked for.
#pragma once

#include <optional>
#include <string_view>

#include "server/http/message.hpp"

namespace server::net {

// Views into the text that was parsed.
struct RequestTarget {
  std::string_view authority;  // of the absolute form, else empty
  std::string_view path;       // starts with '/', or is "*"; "/" where an absolute form has none
  std::string_view query;      // without '?'
};

// Origin form, absolute form of http and https, and "*" for OPTIONS; nothing for all else: fragments, user
// information, bytes outside printable ASCII.
std::optional<RequestTarget> parse_request_target(http::Method method, std::string_view text);

}  // namespace server::net
