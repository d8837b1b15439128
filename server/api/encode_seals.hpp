// Official positions as JSON.
#pragma once

#include <optional>

#include "forum/seals.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

// As the field `seal` of a post.
void encode_seal(http::JsonWriter& json, std::optional<forum::Seal> const& seal);
void encode_seal_record(http::JsonWriter& json, forum::SealRecord const& record);
void encode_seal_request(http::JsonWriter& json, forum::SealRequest const& request);

}  // namespace server::api
