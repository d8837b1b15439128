#include "server/api/encode_seals.hpp"

#include "server/api/encode.hpp"

namespace server::api {
namespace {

std::string_view to_string(forum::SealOutcome outcome) {
  switch (outcome) {
    case forum::SealOutcome::asked:
      return "asked";
    case forum::SealOutcome::given:
      return "signed";
    case forum::SealOutcome::refused:
      return "refused";
    case forum::SealOutcome::withdrawn:
      return "withdrawn";
  }
  return "";
}

void encode_person(http::JsonWriter& json, std::string_view name,
                   std::optional<forum::Author> const& person) {
  json.key(name);
  if (!person) {
    json.value(nullptr);
    return;
  }
  json.begin_object();
  json.field("id", person->public_id);
  json.field("name", person->name);
  json.field("function", person->function);
  json.end_object();
}

}  // namespace

void encode_seal(http::JsonWriter& json, std::optional<forum::Seal> const& seal) {
  json.key("seal");
  if (!seal) {
    json.value(nullptr);
    return;
  }
  json.begin_object();
  json.field("signed_at", seal->signed_at);
  json.field("covers", seal->covers_text ? "this_text" : "earlier_text");
  json.end_object();
}

void encode_seal_record(http::JsonWriter& json, forum::SealRecord const& record) {
  json.begin_object();
  json.field("outcome", to_string(record.outcome));
  json.field("version", record.version);
  encode_person(json, "asked_by", record.asked_by);
  json.field("asked_at", record.asked_at);
  encode_person(json, "decided_by", record.decided_by);
  json.field("decided_at", record.decided_at);
  encode_person(json, "withdrawn_by", record.withdrawn_by);
  json.field("withdrawn_at", record.withdrawn_at);
  json.field("reason", record.withdrawal ? record.withdrawal : record.refusal);
  json.end_object();
}

void encode_seal_request(http::JsonWriter& json, forum::SealRequest const& request) {
  json.begin_object();
  json.field("id", request.post.public_id);
  json.key("post");
  encode_post(json, request.post);
  json.field("topic_id", request.topic);
  json.field("title", request.title);
  json.field("title_level", auth::to_string(request.thread_origin.level));
  encode_person(json, "asked_by", request.asked_by);
  json.field("asked_at", request.asked_at);
  json.end_object();
}

}  // namespace server::api
