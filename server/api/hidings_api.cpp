// Hiding a post for the time being, showing it again, why it is hidden, and all that may be shown again.
#include "forum/hidden_posts.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {
namespace {

using Act = base::Result<void> (*)(storage::WriteTx&, auth::Viewer const&, base::PublicId const&,
                                   forum::Hide const&, forum::Moment const&);

// The post may be out of sight of whoever acted: nothing of it is answered.
Answer act_on(Call const& call, Act act) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const wish = parse_reasoned_act(call.request);
  if (!wish) co_return wish.error();
  auto const done =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return act(tx, viewer, *id, {wish->reason, wish->version}, moment);
      });
  if (!done) co_return done.error();
  co_return empty_response();
}

// Whom the source may ask about it; never which person.
std::string_view office_name(auth::Role office) {
  if (office == auth::Role::coordinator) return "source";
  return office == auth::Role::compliance ? "compliance" : "moderation";
}

void encode_hiding(http::JsonWriter& json, forum::Hiding const& hiding) {
  json.begin_object();
  json.field("hidden_by", office_name(hiding.office));
  json.field("reason", hiding.reason);
  json.field("hidden_at", hiding.at);
  json.field("version", hiding.version);
  json.key("may");
  json.begin_array();
  if (hiding.may_unhide) json.value("unhide");
  json.end_array();
  json.end_object();
}

void encode_hidden_post(http::JsonWriter& json, forum::HiddenPost const& hidden) {
  json.begin_object();
  json.field("id", hidden.hiding.origin.object);
  json.key("hiding");
  encode_hiding(json, hidden.hiding);
  json.key("post");
  if (hidden.post) {
    encode_post(json, *hidden.post);
  } else {
    json.value(nullptr);
  }
  json.key("thread");
  if (hidden.thread) {
    json.begin_object();
    json.field("id", hidden.thread->public_id);
    json.field("title", hidden.thread->title);
    json.field("level", auth::to_string(hidden.thread->origin.level));
    json.end_object();
  } else {
    json.value(nullptr);
  }
  json.end_object();
}

// The reason is about the text.
void show_hidden(Shown& shown, std::vector<forum::HiddenPost> const& items) {
  shown.open({auth::AuditObjectKind::platform, std::nullopt});
  for (auto const& hidden : items) {
    shown.add(hidden.hiding.origin);
    if (hidden.post) shown.add(hidden.post->quotes);
    if (hidden.thread) shown.add(hidden.thread->origin);
  }
}

}  // namespace

Answer list_hidden_posts(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto hidden = forum::load_hidden_posts(tx, viewer, page);
    if (hidden) show_hidden(shown, hidden->items);
    return hidden;
  });
  if (!found) co_return found.error();
  co_return json_response(200,
                          encode_page(found->items, seal_page_cursor(call, found->next), encode_hidden_post));
}

Answer get_hiding(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  // The reason is about the text.
  auto const hiding = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto loaded = forum::load_hiding(tx, viewer, *id);
    if (loaded) shown.open_one(auth::AuditObjectKind::post, loaded->origin);
    return loaded;
  });
  if (!hiding) co_return hiding.error();
  co_return json_response(200, *hiding, encode_hiding);
}

Answer hide_post(Call const& call) {
  return act_on(call, forum::hide_post);
}

Answer unhide_post(Call const& call) {
  return act_on(call, forum::unhide_post);
}

}  // namespace server::api
