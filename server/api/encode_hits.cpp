#include "server/api/encode_hits.hpp"

#include "server/api/encode.hpp"
#include "server/api/encode_seals.hpp"

namespace server::api {
namespace {

using http::JsonWriter;

void encode_segments(JsonWriter& json, std::string_view name, std::vector<forum::Segment> const& segments) {
  json.key(name);
  json.begin_array();
  for (auto const& segment : segments) {
    json.begin_object();
    json.field("text", segment.text);
    json.field("match", segment.is_match);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void encode_hit(JsonWriter& json, forum::Hit const& hit) {
  auto const& post = hit.post;
  json.begin_object();
  json.field("topic_id", hit.topic);
  json.field("thread_id", post.thread);
  json.field("post_id", post.public_id);
  json.field("title", hit.title);
  encode_segments(json, "title_segments", hit.title_segments);
  encode_segments(json, "snippet", hit.snippet);
  json.key("files");
  json.begin_array();
  for (auto const& file : hit.files) {
    json.begin_object();
    json.field("id", file.id);
    encode_segments(json, "name", file.name);
    json.end_object();
  }
  json.end_array();
  encode_source(json, post.source);
  encode_author(json, post.author);
  json.key("marking");
  encode_marking(json, post.marking);
  json.field("language", auth::to_string(post.language));
  json.field("at", post.created_at);
  encode_seal(json, post.seal);
  json.end_object();
}

}  // namespace server::api
