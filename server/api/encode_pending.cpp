#include "server/api/encode_pending.hpp"

#include "server/api/encode.hpp"
#include "server/api/wire_words.hpp"

namespace server::api {
namespace {

using http::JsonWriter;

void encode_acts(JsonWriter& json, std::vector<forum::PostAction> const& acts) {
  json.key("may");
  json.begin_array();
  for (auto const act : acts) json.value(to_string(act));
  json.end_array();
}

void encode_standing(JsonWriter& json, forum::PendingRevision const& pending) {
  json.field("version", pending.version);
  json.field("stage", to_string(pending.stage));
  encode_author(json, pending.writer);
  json.field("submitted_at", pending.submitted_at);
  encode_acts(json, pending.may);
}

}  // namespace

void encode_pending(JsonWriter& json, std::optional<forum::PendingRevision> const& pending) {
  if (!pending) return;
  json.key("pending_revision");
  json.begin_object();
  encode_standing(json, *pending);
  json.end_object();
}

void encode_pending_text(JsonWriter& json, forum::PendingRevisionText const& pending) {
  json.begin_object();
  encode_standing(json, pending.revision);
  json.field("due_at", pending.due_at);
  json.key("returned");
  if (pending.revision.stage == forum::Stage::returned && pending.returned) {
    json.begin_object();
    json.field("reason", pending.returned->reason);
    json.field("at", pending.returned->at);
    json.end_object();
  } else {
    json.value(nullptr);
  }
  json.field("body", pending.body);
  json.field("html", pending.html.text);
  encode_quotes(json, pending.quotes);
  json.end_object();
}

void encode_queued_revision(JsonWriter& json, std::optional<forum::QueuedRevision> const& revision) {
  json.key("revision");
  if (!revision) {
    json.value(nullptr);
    return;
  }
  json.begin_object();
  json.field("version", revision->version);
  encode_author(json, revision->writer);
  json.field("body", revision->body);
  json.field("html", revision->html.text);
  encode_quotes(json, revision->quotes);
  encode_acts(json, revision->may);
  json.end_object();
}

}  // namespace server::api
