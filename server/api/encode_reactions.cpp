#include "server/api/encode_reactions.hpp"

namespace server::api {

void encode_reactions(http::JsonWriter& json, std::vector<forum::Reaction> const& reactions) {
  json.key("reactions");
  json.begin_array();
  for (auto const& reaction : reactions) {
    json.begin_object();
    json.field("kind", forum::to_string(reaction.kind));
    json.field("people", reaction.people);
    json.field("mine", reaction.is_mine);
    json.end_object();
  }
  json.end_array();
}

}  // namespace server::api
