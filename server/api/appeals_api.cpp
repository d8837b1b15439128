// Appeals against hidings: the source's side, and whoever decides.
#include "forum/appeals.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {
namespace {

void encode_appeal(http::JsonWriter& json, forum::Appeal const& appeal) {
  json.begin_object();
  json.field("id", appeal.public_id);
  json.field("state", forum::to_string(appeal.state));
  json.field("reason", appeal.reason);
  json.field("at", appeal.at);
  json.key("decision");
  if (appeal.decision) {
    json.begin_object();
    json.field("reason", appeal.decision->reason);
    json.field("at", appeal.decision->at);
    json.end_object();
  } else {
    json.value(nullptr);
  }
  json.end_object();
}

void encode_chance(http::JsonWriter& json, forum::AppealChance const& chance) {
  json.begin_object();
  json.key("appeal");
  if (chance.appeal) {
    encode_appeal(json, *chance.appeal);
  } else {
    json.value(nullptr);
  }
  json.key("may");
  json.begin_array();
  if (chance.may_appeal) json.value("appeal");
  json.end_array();
  json.end_object();
}

void encode_heard(http::JsonWriter& json, forum::HeardAppeal const& heard) {
  json.begin_object();
  json.field("id", heard.appeal.public_id);
  json.key("appeal");
  encode_appeal(json, heard.appeal);
  json.field("hidden_because", heard.hiding.reason);
  json.field("hidden_at", heard.hiding.at);
  json.key("post");
  if (heard.post) {
    encode_post(json, *heard.post);
  } else {
    json.value(nullptr);
  }
  json.key("thread");
  if (heard.thread) {
    json.begin_object();
    json.field("id", heard.thread->object);
    json.field("title", heard.title);
    json.field("level", auth::to_string(heard.thread->level));
    json.end_object();
  } else {
    json.value(nullptr);
  }
  json.key("may");
  json.begin_array();
  if (heard.may_decide) json.value("decide");
  json.end_array();
  json.end_object();
}

// Both reasons are about the text.
void show_heard(Shown& shown, forum::HeardAppeal const& heard) {
  shown.add(heard.origin);
  if (heard.post) shown.add(heard.post->quotes);
  if (heard.thread) shown.add(*heard.thread);
}

}  // namespace

Answer get_appeal(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const chance = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto loaded = forum::load_appeal_chance(tx, viewer, *id);
    if (loaded) shown.open_one(auth::AuditObjectKind::post, loaded->origin);
    return loaded;
  });
  if (!chance) co_return chance.error();
  co_return json_response(200, *chance, encode_chance);
}

Answer appeal_hiding(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const wish = parse_reasoned_act(call.request);
  if (!wish) co_return wish.error();
  auto const made =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer,
                              forum::Moment const& moment) -> base::Result<forum::AppealChance> {
        auto const done = forum::appeal_hiding(tx, viewer, *id, {wish->reason, wish->version}, moment);
        if (!done) return done.error();
        return forum::load_appeal_chance(tx, viewer, *id);
      });
  if (!made) co_return made.error();
  co_return json_response(200, *made, encode_chance);
}

Answer list_appeals(Call const& call) {
  http::Query query(call.request.query);
  auto const filter = query.choice("state", forum::parse_appeal_filter).value_or(forum::AppealFilter::open);
  auto const page = parse_page(query, call, to_string(filter));
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto appeals = forum::load_appeals(tx, viewer, filter, page);
    shown.open({auth::AuditObjectKind::platform, std::nullopt});
    if (appeals) {
      for (auto const& heard : appeals->items) show_heard(shown, heard);
    }
    return appeals;
  });
  if (!found) co_return found.error();
  auto const next = seal_page_cursor(call, found->next, to_string(filter));
  co_return json_response(200, encode_page(found->items, next, encode_heard));
}

Answer decide_appeal(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const verdict = parse_verdict(call.request, forum::parse_appeal_outcome);
  if (!verdict) co_return verdict.error();
  auto const decided = co_await call.show_written(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&, Shown& shown) {
        auto done = forum::decide_appeal(tx, viewer, *id, {verdict->outcome, verdict->reason});
        shown.open({auth::AuditObjectKind::platform, std::nullopt});
        if (done) show_heard(shown, *done);
        return done;
      });
  if (!decided) co_return decided.error();
  co_return json_response(200, *decided, encode_heard);
}

}  // namespace server::api
