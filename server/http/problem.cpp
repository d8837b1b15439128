#include "server/http/problem.hpp"

#include <algorithm>
#include <array>

#include "server/http/json_writer.hpp"

namespace server::http {
namespace {

using base::ErrorCode;
using base::LogLevel;

constexpr std::array kKinds{
    ProblemKind{ErrorCode::invalid_body, 400, LogLevel::debug, "The request body does not fit"},
    ProblemKind{ErrorCode::invalid_query, 400, LogLevel::debug, "A query parameter does not fit"},
    ProblemKind{ErrorCode::malformed_request, 400, LogLevel::info, "The request is malformed"},
    ProblemKind{ErrorCode::bad_credentials, 401, LogLevel::info, "The user name or password is wrong"},
    ProblemKind{ErrorCode::not_signed_in, 401, LogLevel::debug, "Sign in first"},
    ProblemKind{ErrorCode::second_factor_required, 403, LogLevel::debug, "A second factor is required"},
    ProblemKind{ErrorCode::account_unavailable, 401, LogLevel::info,
                "This account cannot be used at present"},
    ProblemKind{ErrorCode::not_found, 404, LogLevel::debug, "Not found"},
    ProblemKind{ErrorCode::method_not_allowed, 405, LogLevel::debug, "The method is not allowed here"},
    ProblemKind{ErrorCode::not_permitted, 403, LogLevel::info, "Your role does not permit this"},
    ProblemKind{ErrorCode::second_person_required, 403, LogLevel::info, "A second person has to do this"},
    ProblemKind{ErrorCode::wrong_origin, 403, LogLevel::warning, "The request comes from another site"},
    ProblemKind{ErrorCode::display_only, 403, LogLevel::info, "It is for display only"},
    ProblemKind{ErrorCode::thread_locked, 403, LogLevel::debug, "The thread is locked"},
    ProblemKind{ErrorCode::parent_not_published, 409, LogLevel::debug, "The post cannot be answered now"},
    ProblemKind{ErrorCode::audience_too_wide, 409, LogLevel::debug,
                "The audience is wider than what encloses it"},
    ProblemKind{ErrorCode::quote_wider, 409, LogLevel::debug,
                "A quote would reach readers who may not read its source"},
    ProblemKind{ErrorCode::personal_data, 409, LogLevel::debug, "The text seems to hold personal data"},
    ProblemKind{ErrorCode::level_too_high, 403, LogLevel::debug, "The level is above your own"},
    ProblemKind{ErrorCode::level_too_low, 409, LogLevel::debug, "The level is below what encloses it"},
    ProblemKind{ErrorCode::too_deep, 409, LogLevel::debug, "The replies are nested too deeply"},
    ProblemKind{ErrorCode::export_too_large, 409, LogLevel::debug, "It is too large for one file"},
    ProblemKind{ErrorCode::quota_exceeded, 409, LogLevel::info, "No more files can be kept"},
    ProblemKind{ErrorCode::held_back, 409, LogLevel::debug, "The attachment is held back"},
    ProblemKind{ErrorCode::version_conflict, 409, LogLevel::debug, "Somebody changed it first"},
    ProblemKind{ErrorCode::already_decided, 409, LogLevel::debug, "This was decided already"},
    ProblemKind{ErrorCode::state_conflict, 409, LogLevel::debug, "Its present state does not allow this"},
    ProblemKind{ErrorCode::too_many_proposals, 409, LogLevel::debug, "Too many proposals are open"},
    ProblemKind{ErrorCode::idempotency_conflict, 409, LogLevel::debug,
                "The idempotency key was used for another request"},
    ProblemKind{ErrorCode::too_many_requests, 429, LogLevel::info, "Too many requests"},
    ProblemKind{ErrorCode::body_too_large, 413, LogLevel::info, "The request body is too large"},
    ProblemKind{ErrorCode::headers_too_large, 431, LogLevel::info, "The request header block is too large"},
    ProblemKind{ErrorCode::unsupported_media_type, 415, LogLevel::debug, "The body must be application/json"},
    ProblemKind{ErrorCode::not_acceptable, 406, LogLevel::debug, "No acceptable form of the answer exists"},
    ProblemKind{ErrorCode::request_timeout, 408, LogLevel::info, "The request took too long to arrive"},
    ProblemKind{ErrorCode::overloaded, 503, LogLevel::warning, "The server is busy"},
    ProblemKind{ErrorCode::storage_full, 507, LogLevel::error, "The server's storage is full"},
    ProblemKind{ErrorCode::internal_error, 500, LogLevel::error, "Something went wrong on the server"},
    ProblemKind{ErrorCode::slow_mode, 429, LogLevel::debug, "The thread takes your next post later"},
};

// The table has every code, at its own place.
consteval bool is_complete() {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (kKinds[i].code != static_cast<ErrorCode>(i)) return false;
  }
  return kKinds.size() == static_cast<std::size_t>(ErrorCode::slow_mode) + 1;
}
static_assert(is_complete());

}  // namespace

ProblemKind const& problem_kind(ErrorCode code) {
  return kKinds[static_cast<std::size_t>(code)];
}

Response to_response(base::Error const& error, std::string_view request_id) {
  ProblemKind const& kind = problem_kind(error.code);
  bool const tells_nothing = error.code == ErrorCode::not_found;

  std::string body;
  JsonWriter json(body);
  json.begin_object();
  json.field("type", "about:blank");
  json.field("title", kind.title);
  json.field("status", kind.status);
  json.field("code", base::to_string(error.code));
  if (!tells_nothing) {
    if (!error.detail.empty()) json.field("detail", error.detail);
    json.field("request_id", request_id);
  }
  if (!tells_nothing && !error.fields.empty()) {
    json.key("errors");
    json.begin_array();
    for (base::FieldError const& field : error.fields) {
      json.begin_object();
      json.field("pointer", field.pointer);
      json.field("code", base::to_string(field.code));
      if (field.span) {
        json.field("begin", static_cast<std::int64_t>(field.span->begin));
        json.field("end", static_cast<std::int64_t>(field.span->end));
      }
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();

  Response response{kind.status, {{"content-type", "application/problem+json"}}, std::move(body)};
  if (error.retry_after_seconds) {
    response.headers.append("retry-after", std::to_string(*error.retry_after_seconds));
  }
  if (kind.status == 401) response.headers.append("www-authenticate", "Bearer");
  return response;
}

}  // namespace server::http
