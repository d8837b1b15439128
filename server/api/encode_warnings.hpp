// Warnings, and what is said against them, as JSON.
#pragma once

#include "forum/author_notes.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

// Under "appeal"; null where there is none.
void encode_warning_appeal(http::JsonWriter& json, std::optional<forum::WarningAppeal> const& appeal);
void encode_warning(http::JsonWriter& json, forum::Warning const& warning);

}  // namespace server::api
