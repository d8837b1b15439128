#include "server/http/security.hpp"

namespace server::http {
namespace {

constexpr std::string_view kCookieName = "__Host-session";

constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types svelte-trusted-html colloquium-post";
constexpr std::string_view kApiPolicy =
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

// The same in every answer, and nobody else's to set.
Headers protecting_fields(std::string_view content_policy) {
  return {{"content-security-policy", content_policy},
          {"strict-transport-security", "max-age=63072000; includeSubDomains"},
          {"x-content-type-options", "nosniff"},
          {"referrer-policy", "no-referrer"},
          {"cross-origin-opener-policy", "same-origin"},
          {"cross-origin-resource-policy", "same-origin"},
          {"permissions-policy",
           "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), "
           "browsing-topics=()"}};
}

bool is_unsafe(Method method) {
  return method != Method::get && method != Method::head && method != Method::options;
}

bool is_origin_of_host(std::string_view origin, Request const& request) {
  constexpr std::string_view kScheme = "https://";
  auto const host = request.headers.find("host");
  return host && origin.starts_with(kScheme) && origin.substr(kScheme.size()) == *host;
}

}  // namespace

void protect_page(Response& response) {
  static Headers const fields = protecting_fields(kPagePolicy);
  response.headers.append(fields);
}

void protect_api(Response& response) {
  // Two policies hold together, so a stricter one of a handler's own stands beside this.
  static Headers const fields = protecting_fields(kApiPolicy);
  response.headers.append(fields);
  if (!response.headers.contains("cache-control")) response.headers.append("cache-control", "no-store");
}

std::string session_cookie(std::string_view token, long long max_age_seconds) {
  std::string cookie(kCookieName);
  cookie += '=';
  cookie += token;
  cookie += "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=";
  cookie += std::to_string(max_age_seconds);
  return cookie;
}

std::string cleared_session_cookie() {
  return session_cookie("", 0);
}

Token find_token(Request const& request) {
  constexpr std::string_view kBearer = "Bearer ";
  if (auto const authorization = request.headers.find("authorization")) {
    if (authorization->starts_with(kBearer)) return {authorization->substr(kBearer.size()), true};
  }
  auto const header = request.headers.find("cookie");
  if (!header) return {};
  std::string_view rest = *header;
  while (!rest.empty()) {
    auto const end = rest.find(';');
    std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.starts_with(kCookieName) && pair.substr(kCookieName.size()).starts_with('=')) {
      return {pair.substr(kCookieName.size() + 1), false};
    }
  }
  return {};
}

bool is_same_origin_or_safe(Request const& request) {
  if (!is_unsafe(request.method)) return true;
  if (find_token(request).is_bearer) return true;
  auto const site = request.headers.find("sec-fetch-site");
  auto const origin = request.headers.find("origin");
  if (!site && !origin) return false;
  if (site && *site != "same-origin") return false;
  return !origin || is_origin_of_host(*origin, request);
}

bool has_own_origin(Request const& request) {
  auto const origin = request.headers.find("origin");
  return !origin || is_origin_of_host(*origin, request);
}

}  // namespace server::http
