// Warnings, and what is said against them, as JSON and on their way into the audit log.
#pragma once

#include "forum/author_notes.hpp"
#include "server/api/shown.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

// Under "appeal"; null where there is none.
void encode_warning_appeal(http::JsonWriter& json, std::optional<forum::WarningAppeal> const& appeal);
void encode_warning(http::JsonWriter& json, forum::Warning const& warning);
// What it says is about the post, whether or not its receiver reads that now.
void show_warning(Shown& shown, forum::Warning const& warning);

}  // namespace server::api
