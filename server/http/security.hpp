// What protects a browser's user: header fields on every answer, and the refusal of unsafe requests from
// other sites.
#pragma once

#include <string>

#include "server/http/message.hpp"

namespace server::http {

// Puts the fields that every answer carries; those of a page differ from those of the API in what a document
// may load.
void protect_page(Response& response);
void protect_api(Response& response);

// The session cookie, by the rules of the __Host- prefix (RFC 6265bis section 4.1.3.2).
std::string session_cookie(std::string_view token, long long max_age_seconds);
std::string cleared_session_cookie();
// The token that the request carries, as cookie or as bearer token; empty where there is none.
struct Token {
  std::string_view text;
  bool is_bearer = false;
};
Token find_token(Request const& request);

// True for requests that change nothing, for those with a bearer token (no browser adds that by itself), and
// for those that Sec-Fetch-Site and Origin show to come from this very origin (OWASP CSRF cheat sheet: fetch
// metadata).
bool is_same_origin_or_safe(Request const& request);
// For the upgrade to a stream, which is a GET but not safe: an Origin, where there is one, is ours.
bool has_own_origin(Request const& request);

}  // namespace server::http
