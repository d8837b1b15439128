// Records of the audit log as JSON.
#pragma once

#include "auth/audit_names.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

// A screen is told how many parts and recipients a record has; an export names them all.
enum class AuditDetail { counted, named };

void encode_audit_line(http::JsonWriter& json, auth::AuditLine const& line, auth::AuditNames const& names,
                       AuditDetail detail);

}  // namespace server::api
