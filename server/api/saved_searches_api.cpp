// Searches that somebody keeps, and is told of.
#include "base/text.hpp"
#include "forum/saved_searches.hpp"
#include "forum/whole_list.hpp"
#include "server/api/create.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {
namespace {

using http::JsonWriter;

void encode_saved_search(JsonWriter& json, forum::SavedSearch const& search) {
  json.begin_object();
  json.field("id", search.public_id);
  json.field("name", search.name);
  json.field("q", search.query);
  json.field("tells", search.tells);
  json.field("saved_at", search.saved_at);
  json.end_object();
}

}  // namespace

Answer list_saved_searches(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  using Searches = forum::Page<forum::SavedSearch>;
  auto const in_order = [](forum::SavedSearch const& search) {
    return forum::oldest_first_key(search.id.value);
  };
  auto const searches =
      co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) -> base::Result<Searches> {
        return forum::cut_page(forum::load_saved_searches(tx, viewer), page, in_order);
      });
  if (!searches) co_return searches.error();
  co_return json_response(
      200, encode_page(searches->items, seal_page_cursor(call, searches->next), encode_saved_search));
}

Answer save_search(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) co_return body.error();
  auto root = body->root();
  forum::NewSavedSearch wish;
  wish.name = root.text("name", http::Presence::required).value_or("");
  wish.query = root.text("q", http::Presence::required).value_or("");
  wish.tells = root.boolean("tells", http::Presence::required).value_or(false);
  root.finish();
  if (auto const checked = body->check(); !checked) co_return checked.error();
  auto const& settings = call.services.settings;
  co_return co_await create(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return forum::save_search(tx, viewer, wish, settings.keeping, settings.search, moment.random);
      },
      [](forum::SavedSearch const& saved) { return json_response(201, saved, encode_saved_search); });
}

Answer edit_saved_search(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto body = http::JsonBody::parse(call.request);
  if (!body) co_return body.error();
  auto root = body->root();
  forum::SavedSearchEdit edit;
  edit.name = root.text("name", http::Presence::optional);
  // Before the search is looked for: what is wrong with a body is told whether or not there is one.
  if (auto const unfit = base::unfit_for_line(edit.name.value_or(""))) root.note("name", *unfit);
  edit.tells = root.boolean("tells", http::Presence::optional);
  root.finish();
  if (auto const checked = body->check(); !checked) co_return checked.error();
  auto const saved =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::edit_saved_search(tx, viewer, *id, edit, call.services.settings.keeping);
      });
  if (!saved) co_return saved.error();
  co_return json_response(200, *saved, encode_saved_search);
}

Answer remove_saved_search(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const removed =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::remove_saved_search(tx, viewer, *id);
      });
  if (!removed) co_return removed.error();
  co_return empty_response();
}

}  // namespace server::api
