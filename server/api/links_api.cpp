// Links between threads.
#include "forum/links.hpp"
#include "server/api/endpoints.hpp"
#include "server/http/json_writer.hpp"
#include "server/http/query.hpp"

namespace server::api {
namespace {

void encode_links(http::JsonWriter& json, std::string_view name,
                  std::vector<forum::LinkedThread> const& links) {
  json.key(name);
  json.begin_array();
  for (forum::LinkedThread const& link : links) {
    json.begin_object();
    json.field("id", link.origin.object);
    json.field("title", link.title);
    json.field("level", auth::to_string(link.origin.level));
    json.field("posts", link.posts);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

Answer get_thread_links(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const links = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<forum::ThreadLinks> {
        auto loaded = forum::load_thread_links(tx, viewer, *id);
        if (!loaded) return loaded.error();
        shown.list({auth::AuditObjectKind::platform, std::nullopt});
        for (auto const& link : loaded->from) shown.add(link.origin);
        for (auto const& link : loaded->to) shown.add(link.origin);
        return loaded;
      });
  if (!links) co_return links.error();
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  encode_links(json, "from", links->from);
  encode_links(json, "to", links->to);
  json.end_object();
  co_return json_response(200, std::move(body));
}

Answer check_link(Call const& call) {
  http::Query query(call.request.query);
  auto const thread = query.id("thread_id");
  if (!thread) query.note("thread_id", base::FieldCode::required);
  auto const post = query.id("post_id");
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const leads =
      co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) -> base::Result<bool> {
        return forum::leads_somewhere(tx, viewer, *thread, post);
      });
  if (!leads) co_return leads.error();
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  json.field("leads", *leads);
  json.end_object();
  co_return json_response(200, std::move(body));
}

}  // namespace server::api
