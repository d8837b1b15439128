// Widenings and the consent to them as JSON, as server/openapi.yaml says.
#pragma once

#include "forum/widening.hpp"
#include "forum/widening_consent.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

void encode_widening(http::JsonWriter& json, forum::Widening const& widening);
void encode_consent(http::JsonWriter& json, forum::Consent const& consent);

}  // namespace server::api
