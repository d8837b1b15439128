// What goes on in the topics in which somebody keeps order, in figures.
#include "forum/activity.hpp"
#include "server/api/endpoints.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {
namespace {

using http::JsonWriter;

template <class Items, class Number>
void encode_numbers(JsonWriter& json, std::string_view name, Items const& items, Number number) {
  json.key(name);
  json.begin_array();
  for (auto const& item : items) json.value(number(item));
  json.end_array();
}

void encode_topic(JsonWriter& json, forum::TopicActivity const& topic) {
  json.begin_object();
  json.field("id", topic.origin.object);
  json.field("title", topic.title);
  encode_numbers(json, "threads", topic.weeks, [](auto const& week) { return week.threads; });
  encode_numbers(json, "posts", topic.weeks, [](auto const& week) { return week.posts; });
  encode_numbers(json, "flags", topic.weeks, [](auto const& week) { return week.flags; });
  json.field("open_flags", topic.open_flags);
  json.end_object();
}

void encode_unanswered(JsonWriter& json, forum::ModerationActivity const& activity) {
  json.key("unanswered");
  json.begin_object();
  json.field("since", activity.asked_since);
  json.key("by_age");
  json.begin_array();
  for (auto const age : forum::kQuestionAges) {
    json.begin_object();
    json.field("age", to_string(age));
    json.field("questions", activity.unanswered.at(static_cast<std::size_t>(age)));
    json.end_object();
  }
  json.end_array();
  json.key("oldest");
  json.begin_array();
  for (auto const& question : activity.oldest) {
    json.begin_object();
    json.field("id", question.origin.object);
    json.field("title", question.title);
    json.field("level", auth::to_string(question.origin.level));
    json.field("topic_id", question.topic);
    json.field("asked_at", question.asked_at);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void encode_activity(JsonWriter& json, forum::ModerationActivity const& activity) {
  json.begin_object();
  json.key("weeks");
  json.begin_array();
  for (auto const week : activity.weeks) json.value(week);
  json.end_array();
  json.key("topics");
  json.begin_array();
  for (auto const& topic : activity.topics) encode_topic(json, topic);
  json.end_array();
  encode_unanswered(json, activity);
  json.key("countries");
  json.begin_array();
  for (auto const& [country, answers] : activity.countries) {
    json.begin_object();
    json.field("country", country);
    json.field("answers", answers);
    json.end_object();
  }
  json.end_array();
  json.field("answers_of_no_country", activity.answers_of_no_country);
  json.field("is_cut", activity.is_cut);
  json.end_object();
}

}  // namespace

Answer get_moderation_activity(Call const& call) {
  auto const activity =
      co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
        auto loaded = forum::load_moderation_activity(tx, viewer, call.services.settings.moderation);
        shown.list({auth::AuditObjectKind::platform, std::nullopt});
        if (loaded) {
          for (auto const& topic : loaded->topics) shown.add(topic.origin);
          for (auto const& question : loaded->oldest) shown.add(question.origin);
        }
        return loaded;
      });
  if (!activity) co_return activity.error();
  co_return json_response(200, *activity, encode_activity);
}

}  // namespace server::api
