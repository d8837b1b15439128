// The head of a response as bytes, and the answers that the network floor gives by itself.
#pragma once

#include <string>
#include <string_view>

#include "server/http/message.hpp"

namespace server::net {

enum class Persistence { keep_alive, close };

// Writes status line and header fields to `out`, in place of what stood there. `date` as in IoThread::date().
// Fields of the response that belong to the network floor are left out, except that its `connection: close`
// has been heard by the caller.
void write_response_head(std::string& out, http::Response const& response, std::string_view date,
                         Persistence persistence);

// False where the status forbids a body (RFC 9110 section 6.4.1).
bool may_have_body(int status);

// Why a request never reached the Application. `code` is stable: clients read it.
struct Refusal {
  int status;
  std::string_view code;
  std::string_view detail;
};

namespace refusals {
inline constexpr Refusal kMalformed{400, "malformed_request", "this is not HTTP as it is accepted here"};
inline constexpr Refusal kBadUpgrade{400, "malformed_request", "the WebSocket upgrade is incomplete"};
inline constexpr Refusal kUpgradeVersion{426, "malformed_request", "WebSocket version 13 is required"};
inline constexpr Refusal kMethod{405, "method_not_allowed", "this method is not accepted here"};
inline constexpr Refusal kTimeout{408, "request_timeout", "the request took too long to arrive"};
inline constexpr Refusal kBodyTooLarge{413, "body_too_large", "the body is larger than accepted"};
inline constexpr Refusal kExpectation{417, "malformed_request", "only 100-continue can be expected"};
inline constexpr Refusal kHeadersTooLarge{431, "headers_too_large",
                                          "the header block is larger than accepted"};
inline constexpr Refusal kVersion{505, "malformed_request", "HTTP/1.1 and HTTP/1.0 are accepted"};
inline constexpr Refusal kOverloaded{503, "overloaded",
                                     "the server has too much to read; come back in a moment"};
inline constexpr Refusal kStopping{503, "overloaded", "the server is stopping; come back in a moment"};
inline constexpr Refusal kInternal{500, "internal_error",
                                   "something went wrong; the request id names it in the log"};
}  // namespace refusals

// RFC 9457 problem details.
http::Response to_response(Refusal const& refusal, std::string_view request_id);

}  // namespace server::net
