// What was done to keep order: in a topic, for who keeps it there, and in one thread, for its source as well.
#include "forum/moderation_log.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {
namespace {

using http::JsonWriter;

std::string_view to_string(forum::Reversal reversal) {
  switch (reversal) {
    case forum::Reversal::lock:
      return "lock";
    case forum::Reversal::unlock:
      return "unlock";
    case forum::Reversal::pin:
      return "pin";
    case forum::Reversal::unpin:
      return "unpin";
    case forum::Reversal::move_back:
      return "move_back";
    case forum::Reversal::reopen:
      return "reopen";
    case forum::Reversal::separate:
      return "separate";
    case forum::Reversal::unhide:
      return "unhide";
    case forum::Reversal::unslow:
      return "unslow";
    case forum::Reversal::retitle:
      return "retitle";
    case forum::Reversal::relabel:
      return "relabel";
  }
  return "";
}

// One act of moderation, or nothing, by its name.
std::optional<auth::AuditEvent> parse_act(std::string_view name) {
  auto const event = auth::parse_audit_event(name);
  return event && auth::is_moderation(*event) ? event : std::nullopt;
}

void encode_moderator(JsonWriter& json, std::optional<forum::Moderator> const& by) {
  json.key("by");
  if (!by) return json.value(nullptr);
  json.begin_object();
  json.field("id", by->user);
  json.field("name", by->name);
  json.key("organisation");
  if (by->organisation) {
    encode_organisation(json, *by->organisation);
  } else {
    json.value(nullptr);
  }
  json.end_object();
}

void encode_former(JsonWriter& json, std::optional<forum::FormerLabels> const& former) {
  json.key("former");
  if (!former) return json.value(nullptr);
  json.begin_object();
  if (former->title) json.field("title", *former->title);
  if (former->kind) json.field("kind", forum::to_string(*former->kind));
  if (former->tags) {
    json.key("tags");
    json.begin_array();
    for (auto const& tag : *former->tags) json.value(tag);
    json.end_array();
  }
  json.end_object();
}

void encode_act(JsonWriter& json, forum::ModerationAct const& act) {
  json.begin_object();
  json.field("event", auth::to_string(act.event));
  json.field("at", act.at);
  json.field("reason", act.reason.empty() ? std::nullopt : std::optional<std::string_view>(act.reason));
  json.field("role", act.office ? std::optional(auth::to_string(*act.office)) : std::nullopt);
  encode_moderator(json, act.by);
  json.key("thread");
  json.begin_object();
  json.field("id", act.thread.object);
  json.field("title", act.title);
  json.field("level", auth::to_string(act.thread.level));
  json.end_object();
  json.field("post_id", act.post ? std::optional(act.post->object) : std::nullopt);
  json.field("from_topic_id", act.from);
  json.field("undo", act.undo ? std::optional(to_string(*act.undo)) : std::nullopt);
  encode_former(json, act.former);
  json.field("version", act.version);
  json.end_object();
}

http::Response encode_acts(Call const& call, forum::Page<forum::ModerationAct> const& acts,
                           std::string const& list) {
  return json_response(200, encode_page(acts.items, seal_page_cursor(call, acts.next, list), encode_act));
}

// Titles, and reasons, which are about what officers wrote.
void show_acts(Shown& shown, std::vector<forum::ModerationAct> const& acts) {
  for (auto const& act : acts) {
    shown.add(act.thread);
    if (act.post) shown.add(*act.post);
  }
}

}  // namespace

Answer list_topic_moderation(Call const& call) {
  auto const topic = call.path_id();
  if (!topic) co_return topic.error();
  http::Query query(call.request.query);
  forum::ModerationFilter filter;
  filter.event = query.choice("event", parse_act);
  filter.moderator = query.id("moderator");
  std::string const list = (filter.event ? std::string(auth::to_string(*filter.event)) : "") + "/" +
                           (filter.moderator ? base::to_string(*filter.moderator) : "");
  auto const page = parse_page(query, call, list);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  std::optional<auth::AuditRecord> look;
  auto const acts = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto loaded = forum::load_topic_moderation(tx, viewer, *topic, filter, page);
    if (!loaded) return loaded;
    shown.list({auth::AuditObjectKind::topic, *topic});
    shown.in_topic(*topic);
    show_acts(shown, loaded->items);
    look = auth::AuditRecord{
        .at = viewer.now,
        .event = auth::AuditEvent::audit_viewed,
        .actor = auth::actor_of(viewer, viewer.has(auth::Role::topic_moderator) ? auth::Role::topic_moderator
                                                                                : auth::Role::unit_officer),
        .object = {auth::AuditObjectKind::audit_log, std::nullopt},
        .topic = *topic};
    return loaded;
  });
  if (!acts) co_return acts.error();
  // It is a look at what others did, as one at the log itself.
  auto const logged = co_await call.services.consultations.record(*std::move(look));
  if (!logged) co_return logged.error();
  co_return encode_acts(call, *acts, list);
}

Answer list_thread_moderation(Call const& call) {
  auto const thread = call.path_id();
  if (!thread) co_return thread.error();
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const acts = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto loaded = forum::load_thread_moderation(tx, viewer, *thread, page);
    if (loaded) shown.open({auth::AuditObjectKind::thread, *thread});
    if (loaded) show_acts(shown, loaded->items);
    return loaded;
  });
  if (!acts) co_return acts.error();
  co_return encode_acts(call, *acts, "");
}

}  // namespace server::api
