// Earlier versions of what somebody is writing.
#include "forum/draft_versions.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {
namespace {

void encode_version(http::JsonWriter& json, forum::DraftVersion const& version) {
  json.begin_object();
  json.field("title", version.title);
  json.field("body", version.body);
  json.field("saved_at", version.saved_at);
  json.end_object();
}

}  // namespace

Answer list_draft_versions(Call const& call) {
  auto const context = forum::parse_draft_context(call.path.at(0));
  if (!context) co_return base::Error{base::ErrorCode::not_found};
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const versions = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    return forum::load_draft_versions(tx, viewer, *context, page);
  });
  if (!versions) co_return versions.error();
  co_return json_response(
      200, encode_page(versions->items, seal_page_cursor(call, versions->next), encode_version));
}

}  // namespace server::api
