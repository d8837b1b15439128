// The person who is signed in, and whom he may address.
#include "auth/users.hpp"
#include "forum/whole_list.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/http/compression.hpp"
#include "server/http/json_body.hpp"

namespace server::api {
namespace {

base::Result<auth::Settings> parse_settings(http::Request const& request) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  auth::Settings settings;
  settings.language = root.choice("language", http::Presence::optional, auth::parse_language);
  settings.theme = root.choice("theme", http::Presence::optional, auth::parse_theme);
  settings.single_keys = root.boolean("single_keys", http::Presence::optional);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  if (!settings.language && !settings.theme && !settings.single_keys) {
    return base::invalid_field("", base::FieldCode::empty);
  }
  return settings;
}

}  // namespace

Answer get_me(Call const& call) {
  auto const me =
      co_await call.read([](storage::ReadTx& tx, auth::Viewer const& viewer) -> base::Result<auth::Me> {
        return auth::load_me(tx, viewer);
      });
  if (!me) co_return me.error();
  co_return json_response(200, *me, encode_me);
}

Answer edit_me(Call const& call) {
  auto const settings = parse_settings(call.request);
  if (!settings) co_return settings.error();
  auto const me = co_await call.write(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) -> base::Result<auth::Me> {
        auth::edit_settings(tx, viewer, *settings);
        auth::Viewer changed = viewer;
        changed.language = settings->language.value_or(viewer.language);
        return auth::load_me(tx, changed);
      });
  if (!me) co_return me.error();
  co_return json_response(200, *me, encode_me);
}

Answer list_organisations(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page_or_all(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  using Organisations = forum::Page<auth::Organisation>;
  auto const organisations =
      co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) -> base::Result<Organisations> {
        return forum::cut_page(auth::load_organisations(tx, viewer), page, forum::organisation_key);
      });
  if (!organisations) co_return organisations.error();
  auto response = json_response(
      200,
      encode_page(organisations->items, seal_page_cursor(call, organisations->next), encode_organisation));
  http::compress(response, call.request);
  co_return response;
}

}  // namespace server::api
