// Appeals against what moderation did to a thread: whose thread it is, and whoever decides.
#include "forum/act_appeals.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {
namespace {

using http::JsonWriter;

void encode_against(JsonWriter& json, forum::AppealableAct const& against) {
  json.begin_object();
  json.field("act", forum::to_string(against.act));
  json.field("at", against.at);
  json.field("reason",
             against.reason.empty() ? std::nullopt : std::optional<std::string_view>(against.reason));
  json.field("role", against.office ? std::optional(auth::to_string(*against.office)) : std::nullopt);
  json.end_object();
}

// The fields of one.
void encode_appeal(JsonWriter& json, forum::ActAppeal const& appeal) {
  json.field("id", appeal.public_id);
  json.key("against");
  encode_against(json, appeal.against);
  json.field("state", forum::to_string(appeal.state));
  json.field("reason", appeal.reason);
  json.field("at", appeal.at);
  json.key("decision");
  if (auto const& decision = appeal.decision) {
    json.begin_object();
    json.field("reason", decision->reason);
    json.field("at", decision->at);
    json.field("undone", decision->is_undone);
    json.end_object();
  } else {
    json.value(nullptr);
  }
}

void encode_appeals(JsonWriter& json, forum::ActAppeals const& appeals) {
  json.begin_object();
  json.field("version", appeals.version);
  json.key("acts");
  json.begin_array();
  for (auto const& act : appeals.acts) encode_against(json, act);
  json.end_array();
  json.key("appeals");
  json.begin_array();
  for (auto const& appeal : appeals.made) {
    json.begin_object();
    encode_appeal(json, appeal);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void encode_heard(JsonWriter& json, forum::HeardActAppeal const& heard) {
  json.begin_object();
  encode_appeal(json, heard.appeal);
  json.key("thread");
  json.begin_object();
  json.field("id", heard.thread.object);
  json.field("title", heard.title);
  json.field("level", auth::to_string(heard.thread.level));
  json.end_object();
  json.field("post_id", heard.top ? std::optional(heard.top->object) : std::nullopt);
  json.key("may");
  json.begin_array();
  if (heard.may_decide) json.value("decide");
  json.end_array();
  json.end_object();
}

// Both reasons are about what stands there.
void show_heard(Shown& shown, forum::HeardActAppeal const& heard) {
  shown.add(heard.thread);
  if (heard.top) shown.add(*heard.top);
}

struct Asked {
  forum::AppealedAct act = forum::AppealedAct::locked;
  std::string reason;
  int version = 0;
};
base::Result<Asked> parse_asked(http::Request const& request) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  Asked asked;
  if (auto const act = root.choice("act", http::Presence::required, forum::parse_appealed_act))
    asked.act = *act;
  asked.reason = parse_reason(root);
  asked.version = parse_version(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return asked;
}

}  // namespace

Answer list_thread_appeals(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const appeals = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto loaded = forum::load_act_appeals(tx, viewer, *id);
    if (loaded) shown.open_one(auth::AuditObjectKind::thread, loaded->origin);
    return loaded;
  });
  if (!appeals) co_return appeals.error();
  co_return json_response(200, *appeals, encode_appeals);
}

Answer appeal_act(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const asked = parse_asked(call.request);
  if (!asked) co_return asked.error();
  auto const made = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        auto done = forum::appeal_act(tx, viewer, *id, {asked->act, asked->reason, asked->version}, moment);
        if (done) shown.open_one(auth::AuditObjectKind::thread, done->origin);
        return done;
      });
  if (!made) co_return made.error();
  co_return json_response(200, *made, encode_appeals);
}

Answer list_act_appeals(Call const& call) {
  http::Query query(call.request.query);
  auto const filter =
      query.choice("state", forum::parse_act_appeal_filter).value_or(forum::ActAppealFilter::open);
  auto const page = parse_page(query, call, forum::to_string(filter));
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto appeals = forum::load_heard_act_appeals(tx, viewer, filter, page);
    shown.open({auth::AuditObjectKind::platform, std::nullopt});
    if (appeals) {
      for (auto const& heard : appeals->items) show_heard(shown, heard);
    }
    return appeals;
  });
  if (!found) co_return found.error();
  auto const next = seal_page_cursor(call, found->next, forum::to_string(filter));
  co_return json_response(200, encode_page(found->items, next, encode_heard));
}

Answer decide_act_appeal(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const verdict = parse_verdict(call.request, forum::parse_act_appeal_outcome);
  if (!verdict) co_return verdict.error();
  auto const decided = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        auto done = forum::decide_act_appeal(tx, viewer, *id, {verdict->outcome, verdict->reason}, moment);
        shown.open({auth::AuditObjectKind::platform, std::nullopt});
        if (done) show_heard(shown, *done);
        return done;
      });
  if (!decided) co_return decided.error();
  co_return json_response(200, *decided, encode_heard);
}

}  // namespace server::api
