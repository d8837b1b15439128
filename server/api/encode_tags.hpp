// Tags as JSON.
#pragma once

#include "forum/labels.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

// The members of what tells one tag.
void encode_tag_members(http::JsonWriter& json, forum::ToldTag const& tag);
// "tags" of a thread.
void encode_tags(http::JsonWriter& json, std::vector<forum::ToldTag> const& tags);

}  // namespace server::api
