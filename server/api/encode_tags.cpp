#include "server/api/encode_tags.hpp"

namespace server::api {

void encode_tag_members(http::JsonWriter& json, forum::ToldTag const& tag) {
  json.field("tag", tag.tag);
  json.field("name", tag.name);
}

void encode_tags(http::JsonWriter& json, std::vector<forum::ToldTag> const& tags) {
  json.key("tags");
  json.begin_array();
  for (auto const& tag : tags) {
    json.begin_object();
    encode_tag_members(json, tag);
    json.end_object();
  }
  json.end_array();
}

}  // namespace server::api
