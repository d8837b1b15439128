#include "server/api/encode_revisions.hpp"

#include "server/api/encode.hpp"
#include "server/api/encode_attachments.hpp"

namespace server::api {
namespace {

using http::JsonWriter;

void encode_redaction(JsonWriter& json, std::optional<forum::Redaction> const& redaction) {
  json.key("redacted");
  if (!redaction) {
    json.value(nullptr);
    return;
  }
  json.begin_object();
  json.field("at", redaction->at);
  json.field("reason", redaction->reason);
  encode_author(json, redaction->by);
  json.end_object();
}

}  // namespace

void encode_told_revision(JsonWriter& json, ToldRevision const& told) {
  auto const& revision = told.revision;
  json.begin_object();
  json.field("version", revision.version);
  json.field("body", revision.body);
  json.field("html", revision.html.text);
  encode_quotes(json, revision.quotes);
  encode_attachments(json, revision.attachments);
  encode_author(json, revision.author);
  json.field("created_at", revision.created_at);
  encode_redaction(json, told.standing.redacted);
  json.key("may");
  json.begin_array();
  if (told.standing.may_redact) json.value("redact");
  json.end_array();
  json.end_object();
}

}  // namespace server::api
