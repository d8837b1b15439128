#include "server/api/encode_attachments.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "files/store.hpp"

namespace server::api {
namespace {

std::optional<std::string> filled(std::string const& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<std::string> hash_of(forum::Attachment const& attachment) {
  if (attachment.sha256 == base::Digest{}) return std::nullopt;
  return files::to_hex(attachment.sha256);
}

void encode_file(http::JsonWriter& json, forum::Attachment const& attachment) {
  json.field("id", attachment.public_id);
  json.field("name", attachment.name);
  json.field("type", filled(attachment.type));
  json.field("size", attachment.size);
  json.field("sha256", hash_of(attachment));
  json.field("level", auth::to_string(attachment.level));
  json.field("state", to_string(attachment.state));
  json.field("refusal", filled(attachment.refusal));
  json.field("scanned", attachment.scanned);
}

}  // namespace

void encode_attachments(http::JsonWriter& json, std::vector<forum::Attachment> const& attachments) {
  json.key("attachments");
  json.begin_array();
  for (auto const& attachment : attachments) {
    json.begin_object();
    encode_file(json, attachment);
    json.field("thumbnail", attachment.thumbnail && attachment.state == forum::FileState::ready);
    json.end_object();
  }
  json.end_array();
}

void encode_upload(http::JsonWriter& json, forum::Upload const& upload) {
  json.begin_object();
  encode_file(json, upload.attachment);
  json.field("announced", upload.announced);
  json.field("offset", upload.received);
  json.field("context", upload.context);
  json.field("ends_at", upload.ends_at);
  json.end_object();
}

}  // namespace server::api
