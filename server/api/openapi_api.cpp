// The API's own description.
#include "server/api/endpoints.hpp"
#include "server/http/compression.hpp"

namespace server::api {

Answer get_openapi(Call const& call) {
  http::Response response{200, {{"content-type", "application/yaml"}}, call.services.openapi};
  http::compress(response, call.request);
  co_return response;
}

}  // namespace server::api
