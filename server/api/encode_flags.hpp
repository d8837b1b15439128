// Flags as JSON: to who has made one, and to who looks at them.
#pragma once

#include "forum/flag_cases.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

void encode_person(http::JsonWriter& json, forum::Author const& person);
// The field "thread".
void encode_flagged_thread(http::JsonWriter& json, std::optional<forum::FlaggedThread> const& thread);
void encode_own_flag(http::JsonWriter& json, forum::OwnFlag const& flag);
void encode_flag_case(http::JsonWriter& json, forum::FlagCase const& flag_case);

}  // namespace server::api
