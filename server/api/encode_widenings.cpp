#include "server/api/encode_widenings.hpp"

#include "server/api/encode.hpp"

namespace server::api {
namespace {

using http::JsonWriter;

void encode_person(JsonWriter& json, std::string_view name, std::optional<forum::Author> const& person) {
  json.key(name);
  if (!person) return json.value(nullptr);
  json.begin_object();
  json.field("id", person->public_id);
  json.field("name", person->name);
  json.field("function", person->function);
  json.end_object();
}

void encode_quoted_in(JsonWriter& json, std::optional<forum::QuotedIn> const& quoted_in) {
  json.key("quoted_in");
  if (!quoted_in) return json.value(nullptr);
  bool const is_told = quoted_in->thread.has_value();
  json.begin_object();
  json.field("thread_id", is_told ? std::optional(quoted_in->thread->object) : std::nullopt);
  json.field("title", is_told ? std::optional(quoted_in->title) : std::nullopt);
  json.field("title_level",
             is_told ? std::optional(auth::to_string(quoted_in->thread->level)) : std::nullopt);
  json.end_object();
}

void encode_post(JsonWriter& json, forum::ConsentPost const& post) {
  json.begin_object();
  json.field("id", post.public_id);
  json.field("html", post.html);
  json.field("language", auth::to_string(post.language));
  json.key("marking");
  encode_marking(json, post.marking);
  json.field("version", post.version);
  json.field("changed", post.is_changed);
  json.end_object();
}

}  // namespace

void encode_widening(JsonWriter& json, forum::Widening const& widening) {
  json.begin_object();
  json.field("id", widening.public_id);
  json.field("thread_id", widening.thread);
  json.field("title", widening.title);
  json.field("title_level", auth::to_string(widening.origin.level));
  json.field("post_id", widening.post);
  json.key("audience");
  if (widening.audience) {
    encode_audience(json, *widening.audience);
  } else {
    json.value(nullptr);
  }
  json.key("level");
  if (widening.level) {
    json.value(auth::to_string(*widening.level));
  } else {
    json.value(nullptr);
  }
  json.field("reason", widening.reason);
  encode_quoted_in(json, widening.quoted_in);
  json.field("asked_at", widening.asked_at);
  json.field("expires_at", widening.expires_at);
  json.field("outcome", auth::to_string(widening.outcome));
  json.field("decided_at", widening.decided_at);
  json.field("answer", widening.answer);
  json.end_object();
}

void encode_consent(JsonWriter& json, forum::Consent const& consent) {
  json.begin_object();
  json.field("id", consent.public_id);
  json.field("thread_id", consent.thread);
  json.field("title", consent.title);
  json.field("title_level", auth::to_string(consent.origin.level));
  json.field("post_id", consent.post);
  json.key("source");
  encode_organisation(json, consent.source);
  json.field("about", consent.is_first ? (consent.post ? "post" : "thread") : "answers");
  encode_person(json, "asked_by", consent.asked_by);
  json.key("asked_from");
  if (consent.asked_from) {
    encode_organisation(json, *consent.asked_from);
  } else {
    json.value(nullptr);
  }
  json.field("reason", consent.reason);
  encode_quoted_in(json, consent.quoted_in);
  json.field("level_before", auth::to_string(consent.level_before));
  json.field("level_after", auth::to_string(consent.level_after));
  json.field("bureaus", consent.gained_bureaus);
  encode_organisations(json, "gain", consent.gained);
  json.key("posts");
  json.begin_array();
  for (auto const& post : consent.posts) encode_post(json, post);
  json.end_array();
  json.field("asked_at", consent.asked_at);
  json.field("expires_at", consent.expires_at);
  json.field("outcome", auth::to_string(consent.outcome));
  encode_person(json, "decided_by", consent.decided_by);
  json.field("decided_at", consent.decided_at);
  json.field("answer", consent.answer);
  json.key("may");
  json.begin_array();
  if (consent.may_decide) {
    json.value("approve");
    json.value("refuse");
  }
  json.end_array();
  json.end_object();
}

}  // namespace server::api
