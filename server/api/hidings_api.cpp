// Hiding a post for the time being, showing it again, and why it is hidden.
#include "forum/hidings.hpp"
#include "server/api/endpoints.hpp"
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

}  // namespace

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
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  json.field("hidden_by", office_name(hiding->office));
  json.field("reason", hiding->reason);
  json.field("hidden_at", hiding->at);
  json.field("version", hiding->version);
  json.key("may");
  json.begin_array();
  if (hiding->may_unhide) json.value("unhide");
  json.end_array();
  json.end_object();
  co_return json_response(200, std::move(body));
}

Answer hide_post(Call const& call) {
  return act_on(call, forum::hide_post);
}

Answer unhide_post(Call const& call) {
  return act_on(call, forum::unhide_post);
}

}  // namespace server::api
