#include "server/api/stale_version.hpp"

#include "server/http/json_body.hpp"

namespace server::api {

base::Error at_stale_version(base::Error error, http::Request const& request) {
  if (error.code != base::ErrorCode::version_conflict || !error.fields.empty()) return error;
  auto body = http::JsonBody::parse(request);
  if (body && body->root().has("version"))
    error.fields.push_back({"/version", base::FieldCode::out_of_range});
  return error;
}

}  // namespace server::api
