#include "server/api/encode_warnings.hpp"

#include "forum/warning_appeals.hpp"
#include "server/api/encode_flags.hpp"

namespace server::api {

using http::JsonWriter;

void encode_warning_appeal(JsonWriter& json, std::optional<forum::WarningAppeal> const& appeal) {
  json.key("appeal");
  if (!appeal) return json.value(nullptr);
  json.begin_object();
  json.field("state", forum::to_string(appeal->state));
  json.field("reason", appeal->reason);
  json.field("at", appeal->at);
  json.key("decision");
  if (appeal->decision) {
    json.begin_object();
    json.field("reason", appeal->decision->reason);
    json.field("at", appeal->decision->at);
    json.end_object();
  } else {
    json.value(nullptr);
  }
  json.end_object();
}

void encode_warning(JsonWriter& json, forum::Warning const& warning) {
  json.begin_object();
  json.field("id", warning.public_id);
  json.field("reason", warning.reason);
  json.field("at", warning.at);
  json.field("until", warning.until);
  json.field("is_new", !warning.is_seen);
  json.field("post_id", warning.post);
  encode_flagged_thread(json, warning.thread);
  encode_warning_appeal(json, warning.appeal);
  json.key("may");
  json.begin_array();
  if (warning.may_appeal) json.value("appeal");
  json.end_array();
  json.end_object();
}

void show_warning(Shown& shown, forum::Warning const& warning) {
  shown.add(warning.origin);
  if (warning.thread) shown.add(warning.thread->origin);
}

}  // namespace server::api
