// Errors as answers: RFC 9457 problems. One table maps each code to its status and to how loudly it is
// logged.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/log.hpp"
#include "server/http/message.hpp"

namespace server::http {

struct ProblemKind {
  base::ErrorCode code;
  int status;
  base::LogLevel log;
  std::string_view title;  // English, the same for each occurrence (RFC 9457 section 3.1.4)
};

ProblemKind const& problem_kind(base::ErrorCode code);

// The whole answer, with Retry-After where the error says when to come back. An answer to what cannot be read
// carries nothing that tells it from what does not exist: no detail, no fields.
Response to_response(base::Error const& error, std::string_view request_id);

}  // namespace server::http
