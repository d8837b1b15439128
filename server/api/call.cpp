#include "server/api/call.hpp"

namespace server::api {

base::Result<base::PublicId> Call::path_id(std::size_t index) const {
  auto const id = base::parse_public_id(path.at(index));
  if (!id) return base::Error{base::ErrorCode::not_found};
  return *id;
}

http::Response json_response(int status, std::string body) {
  return {status, {{"content-type", "application/json"}}, std::move(body)};
}

http::Response empty_response() {
  return {204, {}, {}};
}

}  // namespace server::api
