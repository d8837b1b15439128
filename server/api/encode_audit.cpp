#include "server/api/encode_audit.hpp"

#include "server/api/encode.hpp"

namespace server::api {
namespace {

using http::JsonWriter;

void encode_name(JsonWriter& json, std::string_view field, std::string const* name) {
  json.key(field);
  if (name != nullptr) {
    json.value(*name);
  } else {
    json.value(nullptr);
  }
}

void encode_known_organisation(JsonWriter& json, auth::Organisation const* organisation) {
  if (organisation != nullptr) {
    encode_organisation(json, *organisation);
  } else {
    json.value(nullptr);
  }
}

// null for the program itself, or its operator at the command line: of anybody else the role is told at
// least.
void encode_actor(JsonWriter& json, auth::AuditActor const& actor, auth::AuditNames const& names) {
  json.key("actor");
  if (!actor.user && !actor.organisation && !actor.role) return json.value(nullptr);
  json.begin_object();
  json.field("id", actor.user);
  encode_name(json, "name", actor.user ? names.person(*actor.user) : nullptr);
  json.key("organisation");
  encode_known_organisation(json, actor.organisation ? names.organisation(*actor.organisation) : nullptr);
  json.field("role", actor.role ? std::optional(auth::to_string(*actor.role)) : std::nullopt);
  json.end_object();
}

std::string const* name_of(auth::AuditObject const& object, auth::AuditNames const& names) {
  if (!object.id) return nullptr;
  if (object.kind == auth::AuditObjectKind::account) return names.person(*object.id);
  if (object.kind != auth::AuditObjectKind::organisation) return nullptr;
  auto const* const organisation = names.organisation(*object.id);
  return organisation != nullptr ? &organisation->name : nullptr;
}

void encode_object(JsonWriter& json, auth::AuditObject const& object, auth::AuditNames const& names) {
  json.key("object");
  if (object.kind == auth::AuditObjectKind::none) return json.value(nullptr);
  json.begin_object();
  json.field("kind", auth::to_string(object.kind));
  json.field("id", object.id);
  encode_name(json, "name", name_of(object, names));
  json.end_object();
}

void encode_second_person(JsonWriter& json, std::optional<base::PublicId> const& person,
                          auth::AuditNames const& names) {
  json.key("approved_by");
  if (!person) return json.value(nullptr);
  json.begin_object();
  json.field("id", *person);
  encode_name(json, "name", names.person(*person));
  json.end_object();
}

void encode_ids(JsonWriter& json, std::string_view field, auth::PublicIds const& ids, AuditDetail detail) {
  json.key(field);
  if (detail == AuditDetail::counted) return json.value(ids.size());
  json.begin_array();
  for (base::PublicId const& id : ids) json.value(id);
  json.end_array();
}

std::optional<std::string_view> unless_empty(std::string const& text) {
  return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

}  // namespace

void encode_audit_line(JsonWriter& json, auth::AuditLine const& line, auth::AuditNames const& names,
                       AuditDetail detail) {
  auth::AuditRecord const& record = line.record;
  json.begin_object();
  json.field("number", line.number);
  json.field("at", record.at);
  json.field("kind", auth::to_string(auth::kind_of(record.event)));
  json.field("event", auth::to_string(record.event));
  encode_actor(json, record.actor, names);
  encode_object(json, record.object, names);
  json.field("topic_id", record.topic);
  json.field("level", record.level ? std::optional(auth::to_string(*record.level)) : std::nullopt);
  json.key("sources");
  json.begin_array();
  for (base::PublicId const& source : record.sources) {
    if (auto const* const organisation = names.organisation(source)) encode_organisation(json, *organisation);
  }
  json.end_array();
  encode_ids(json, "parts", record.parts, detail);
  encode_ids(json, "recipients", record.recipients, detail);
  encode_second_person(json, record.approved_by, names);
  json.field("reason", unless_empty(record.reason));
  json.field("case_number", unless_empty(record.case_number));
  json.end_object();
}

}  // namespace server::api
