// Contributions and recalls as JSON, as server/openapi.yaml says.
#pragma once

#include "forum/recall_requests.hpp"
#include "forum/recalls.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

void encode_contribution(http::JsonWriter& json, forum::Contribution const& contribution);
void encode_recall(http::JsonWriter& json, forum::RecallState const& recall);
void encode_recall_request(http::JsonWriter& json, forum::RecallRequest const& request);

}  // namespace server::api
