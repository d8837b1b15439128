// Reactions to posts as JSON.
#pragma once

#include <vector>

#include "forum/reaction.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

// As the field `reactions`.
void encode_reactions(http::JsonWriter& json, std::vector<forum::Reaction> const& reactions);

}  // namespace server::api
