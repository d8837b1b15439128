// Posts that were found, as JSON.
#pragma once

#include "forum/search.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

void encode_hit(http::JsonWriter& json, forum::Hit const& hit);

}  // namespace server::api
