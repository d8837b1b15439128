#include "server/api/encode_recalls.hpp"

#include "server/api/encode.hpp"
#include "server/api/encode_attachments.hpp"
#include "server/api/encode_seals.hpp"
#include "server/api/wire_words.hpp"

namespace server::api {
namespace {

using http::JsonWriter;

std::string_view state_of(forum::Contribution const& contribution) {
  if (contribution.erased) return "erased";
  auto const& post = contribution.post;
  return post.stage == forum::Stage::returned ? "returned" : auth::to_string(post.state);
}

void encode_person(JsonWriter& json, forum::Author const& person) {
  json.begin_object();
  json.field("id", person.public_id);
  json.field("name", person.name);
  json.field("function", person.function);
  json.end_object();
}

}  // namespace

void encode_contribution(JsonWriter& json, forum::Contribution const& contribution) {
  auto const& post = contribution.post;
  json.begin_object();
  json.field("id", post.public_id);
  json.field("thread_id", contribution.reads_thread ? std::optional(post.thread) : std::nullopt);
  json.key("parent_id");
  json.value(nullptr);
  encode_source(json, post.source);
  json.key("author");
  if (post.author) {
    encode_person(json, *post.author);
  } else {
    json.value(nullptr);
  }
  json.field("body", post.body);
  json.field("html", post.html.text);
  encode_quotes(json, post.quotes);
  encode_attachments(json, post.attachments);
  json.field("language", auth::to_string(post.language));
  json.key("marking");
  encode_marking(json, post.marking);
  json.key("audience");
  if (contribution.reads_thread) {
    encode_audience(json, post.audience);
  } else {
    json.value(nullptr);
  }
  json.field("state", state_of(contribution));
  json.field("version", post.version);
  json.field("created_at", post.created_at);
  json.field("edited_at", post.edited_at);
  encode_seal(json, post.seal);
  json.field("recalled_at", contribution.recalled_at);
  json.key("erased");
  if (auto const& erased = contribution.erased) {
    json.begin_object();
    json.field("erased_at", erased->at);
    json.field("reason", erased->reason);
    json.field("order", erased->order);
    json.end_object();
  } else {
    json.value(nullptr);
  }
  json.field("erasure_asked_at", contribution.erasure_asked_at);
  json.field("own_erasure_request", contribution.own_erasure_request);
  json.key("may");
  json.begin_array();
  for (auto const action : post.may) json.value(to_string(action));
  if (contribution.may_erase) json.value("erase");
  json.end_array();
  json.end_object();
}

void encode_recall(JsonWriter& json, forum::RecallState const& recall) {
  json.begin_object();
  json.field("recalled_at", recall.at);
  json.key("recalled_by");
  encode_person(json, recall.by);
  json.field("reason", recall.reason);
  json.key("bureaus");
  json.begin_array();
  for (auto const& asked : recall.bureaus) {
    json.begin_object();
    json.key("bureau");
    encode_organisation(json, asked.bureau);
    json.field("acknowledged_at", asked.acknowledged_at);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void encode_recall_request(JsonWriter& json, forum::RecallRequest const& request) {
  json.begin_object();
  json.field("id", request.public_id);
  json.field("post_id", request.origin.object);
  encode_source(json, request.source);
  json.key("thread");
  if (request.thread) {
    json.begin_object();
    json.field("id", request.thread->thread);
    json.field("title", request.thread->title);
    json.field("level", auth::to_string(request.thread->origin.level));
    json.end_object();
  } else {
    json.value(nullptr);
  }
  json.field("recalled_at", request.recalled_at);
  json.field("reason", request.reason);
  json.key("marking");
  if (request.marking) {
    encode_marking(json, *request.marking);
  } else {
    json.value(nullptr);
  }
  json.key("opened_by");
  json.begin_array();
  for (auto const& officer : request.opened_by) encode_person(json, officer);
  json.end_array();
  json.field("acknowledged_at", request.acknowledged_at);
  json.end_object();
}

}  // namespace server::api
