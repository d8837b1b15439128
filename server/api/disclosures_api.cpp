// To whom a post of the viewer's organisation went.
#include "forum/disclosures.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {
namespace {

void encode_disclosure(http::JsonWriter& json, forum::Disclosure const& disclosure) {
  json.begin_object();
  json.field("kind", forum::to_string(disclosure.kind));
  json.field("at", disclosure.at);
  json.field("level", auth::to_string(disclosure.level));
  json.field("bureaus", disclosure.bureaus);
  encode_organisations(json, "organisations", disclosure.recipients);
  json.end_object();
}

}  // namespace

Answer get_disclosures(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto disclosures = forum::load_disclosures(tx, viewer, *id, page);
    if (disclosures) shown.open_one(auth::AuditObjectKind::post, disclosures->origin);
    return disclosures;
  });
  if (!found) co_return found.error();
  auto const next = seal_page_cursor(call, found->page.next);
  co_return json_response(200, encode_page(found->page.items, next, encode_disclosure));
}

}  // namespace server::api
