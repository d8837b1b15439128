// Kinds and tags in bodies and queries.
#pragma once

#include "forum/threads.hpp"
#include "server/http/json_body.hpp"
#include "server/http/query.hpp"

namespace server::api {

// More than this are not looked at one by one; how many a thread may have is the forum's to say.
constexpr std::size_t kMostTags = 50;

// "tags" as they were typed; nothing where the object has none.
std::optional<std::vector<std::string>> parse_tags(http::ObjectReader& object);

// "tag", folded; nothing where it is left out. What can be no tag is noted.
std::optional<std::string> parse_tag(http::Query& query, forum::Limits const& limits);
// "kind" and "tag".
forum::AskedLabels parse_labels(http::Query& query, forum::Limits const& limits);
// The name of the list that they ask for, for its cursors.
std::string list_of(forum::AskedLabels const& labels);

}  // namespace server::api
