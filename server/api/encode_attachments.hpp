// Files of posts, and uploads that are not attached yet, as JSON.
#pragma once

#include <vector>

#include "forum/attachments.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

// As the field `attachments`.
void encode_attachments(http::JsonWriter& json, std::vector<forum::Attachment> const& attachments);
void encode_upload(http::JsonWriter& json, forum::Upload const& upload);

}  // namespace server::api
