#include "server/net/response_head.hpp"

#include <charconv>

namespace server::net {
namespace {

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 426:
      return "Upgrade Required";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    case 507:
      return "Insufficient Storage";
    default:
      return "Other";
  }
}

void append_number(std::string& out, std::size_t number) {
  char digits[20];
  auto const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, static_cast<std::size_t>(end - digits));
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

// What only this floor may say: two lengths in one message are how requests get smuggled.
bool is_ours(std::string_view name) {
  return name == "content-length" || name == "transfer-encoding" || name == "connection" || name == "date";
}

}  // namespace

bool may_have_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

void write_response_head(std::string& out, http::Response const& response, std::string_view date,
                         Persistence persistence) {
  out.assign("HTTP/1.1 ");
  append_number(out, static_cast<std::size_t>(response.status));
  out.append(" ").append(reason_of(response.status)).append("\r\n");
  append_field(out, "date", date);
  for (auto const field : response.headers) {
    if (!is_ours(field.name)) append_field(out, field.name, field.value);
  }
  if (may_have_body(response.status)) {
    out.append("content-length: ");
    append_number(out, response.body.size());
    out.append("\r\n");
  }
  append_field(out, "connection", persistence == Persistence::close ? "close" : "keep-alive");
  out.append("\r\n");
}

http::Response to_response(Refusal const& refusal, std::string_view request_id) {
  http::Response response{.status = refusal.status,
                          .headers = {{"content-type", "application/problem+json"},
                                      {"cache-control", "no-store"},
                                      {"x-content-type-options", "nosniff"}}};
  // Constants and base32 only: nothing here needs escaping.
  std::string body = "{\"type\":\"about:blank\",\"title\":\"";
  body.append(reason_of(refusal.status)).append("\",\"status\":");
  append_number(body, static_cast<std::size_t>(refusal.status));
  body.append(",\"code\":\"").append(refusal.code).append("\",\"detail\":\"").append(refusal.detail);
  body.append("\",\"request_id\":\"").append(request_id).append("\"}");
  response.body = std::move(body);
  if (refusal.status == 405) response.headers.append("allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
  if (refusal.status == 503) response.headers.append("retry-after", "2");
  if (refusal.status == 426) response.headers.append("sec-websocket-version", "13");
  return response;
}

}  // namespace server::net
