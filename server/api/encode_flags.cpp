#include "server/api/encode_flags.hpp"

#include "server/api/encode.hpp"

namespace server::api {
namespace {

using http::JsonWriter;

std::string_view right_name(forum::FlagCaseRight right) {
  switch (right) {
    case forum::FlagCaseRight::take:
      return "take";
    case forum::FlagCaseRight::put_back:
      return "put_back";
    case forum::FlagCaseRight::decide:
      return "decide";
    case forum::FlagCaseRight::propose:
      return "propose";
    case forum::FlagCaseRight::note:
      return "note";
  }
  return "";
}

void encode_decision(JsonWriter& json, std::optional<forum::FlagDecision> const& decision) {
  json.key("decision");
  if (!decision) return json.value(nullptr);
  json.begin_object();
  json.field("outcome", forum::to_string(decision->outcome));
  json.field("reply", decision->reply);
  json.field("at", decision->at);
  json.end_object();
}

void encode_case_flag(JsonWriter& json, forum::CaseFlag const& flag) {
  json.begin_object();
  json.field("id", flag.public_id);
  json.field("reason", forum::to_string(flag.reason));
  json.field("text", flag.text);
  json.field("at", flag.at);
  json.key("by");
  if (flag.by) {
    json.begin_object();
    json.key("person");
    encode_person(json, flag.by->person);
    json.key("organisation");
    encode_organisation(json, flag.by->organisation);
    json.end_object();
  } else {
    json.value(nullptr);
  }
  encode_decision(json, flag.decision);
  json.end_object();
}

void encode_note(JsonWriter& json, forum::FlagNote const& note) {
  json.begin_object();
  json.key("by");
  encode_person(json, note.by);
  json.field("at", note.at);
  json.field("text", note.text);
  json.end_object();
}

}  // namespace

void encode_person(JsonWriter& json, forum::Author const& person) {
  json.begin_object();
  json.field("id", person.public_id);
  json.field("name", person.name);
  json.field("function", person.function);
  json.end_object();
}

void encode_flagged_thread(JsonWriter& json, std::optional<forum::FlaggedThread> const& thread) {
  json.key("thread");
  if (!thread) return json.value(nullptr);
  json.begin_object();
  json.field("id", thread->origin.object);
  json.field("title", thread->title);
  json.field("level", auth::to_string(thread->origin.level));
  json.end_object();
}

void encode_own_flag(JsonWriter& json, forum::OwnFlag const& flag) {
  json.begin_object();
  json.field("id", flag.public_id);
  json.field("reason", forum::to_string(flag.reason));
  json.field("text", flag.text);
  json.field("at", flag.at);
  encode_decision(json, flag.decision);
  json.field("is_new", !flag.is_seen);
  json.field("post_id", flag.post);
  encode_flagged_thread(json, flag.thread);
  json.end_object();
}

void encode_flag_case(JsonWriter& json, forum::FlagCase const& flag_case) {
  json.begin_object();
  json.field("id", flag_case.public_id);
  json.field("state", forum::to_string(flag_case.state));
  json.field("opened_at", flag_case.opened_at);
  json.field("decided_at", flag_case.decided_at);
  json.key("assignee");
  if (flag_case.assignee) {
    encode_person(json, *flag_case.assignee);
  } else {
    json.value(nullptr);
  }
  json.field("is_mine", flag_case.is_mine);
  json.field("version", flag_case.version);
  json.key("post");
  if (flag_case.post) {
    encode_post(json, *flag_case.post);
  } else {
    json.value(nullptr);
  }
  encode_flagged_thread(json, flag_case.thread);
  json.key("flags");
  json.begin_array();
  for (auto const& flag : flag_case.flags) encode_case_flag(json, flag);
  json.end_array();
  json.key("notes");
  json.begin_array();
  for (auto const& note : flag_case.notes) encode_note(json, note);
  json.end_array();
  json.field("conflict", flag_case.has_conflict);
  json.key("may");
  json.begin_array();
  for (auto const right : flag_case.may) json.value(right_name(right));
  json.end_array();
  json.end_object();
}

}  // namespace server::api
