// Search in what the viewer may read.
#include "base/text.hpp"
#include "forum/search.hpp"
#include "forum/search_authors.hpp"
#include "server/api/encode_hits.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {
namespace {

using http::JsonWriter;

// What the parser is handed at most: a longer text is refused here already.
constexpr std::size_t kSearchBytes = 16 * 1024;

// How much of a name somebody has typed, and how many are offered to him.
constexpr std::size_t kTypedBytes = 256;
constexpr std::size_t kAuthorsOffered = 8;

}  // namespace

Answer offer_authors(Call const& call) {
  http::Query query(call.request.query);
  auto const typed = query.text("q", kTypedBytes);
  if (!typed) query.note("q", base::FieldCode::required);
  if (auto const unfit = base::unfit_for_line(typed.value_or(""))) query.note("q", *unfit);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  using Names = std::vector<std::string>;
  auto const names =
      co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) -> base::Result<Names> {
        return forum::offer_authors(tx, viewer, *typed, kAuthorsOffered);
      });
  if (!names) co_return names.error();
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  json.key("items");
  json.begin_array();
  for (auto const& name : *names) {
    json.begin_object();
    json.field("name", name);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  co_return json_response(200, std::move(body));
}

Answer search(Call const& call) {
  http::Query query(call.request.query);
  auto const text = query.text("q", kSearchBytes);
  if (!text) query.note("q", base::FieldCode::required);
  auto const page = parse_page(query, call, text.value_or(""));
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const asked = forum::parse_search(*text, call.services.settings.search);
  if (!asked) co_return asked.error();
  using Hits = forum::Page<forum::Hit>;
  auto const found = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<Hits> {
        auto hits = forum::search_posts(tx, viewer, *asked, page);
        if (!hits) return hits.error();
        shown.open({auth::AuditObjectKind::platform, std::nullopt}, auth::AuditEvent::search_run);
        for (auto const& hit : hits->items) {
          shown.add(hit.thread);
          shown.add(forum::origin_with(hit.post.origin, hit.post.attachments));
        }
        return hits;
      });
  if (!found) co_return found.error();
  co_return json_response(200,
                          encode_page(found->items, seal_page_cursor(call, found->next, *text), encode_hit));
}

Answer count_search(Call const& call) {
  http::Query query(call.request.query);
  auto const text = query.text("q", kSearchBytes);
  if (!text) query.note("q", base::FieldCode::required);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const& limits = call.services.settings.search;
  auto const asked = forum::parse_search(*text, limits);
  if (!asked) co_return asked.error();
  auto const count = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<forum::SearchCount> {
        shown.open({auth::AuditObjectKind::platform, std::nullopt}, auth::AuditEvent::search_run);
        return forum::count_posts(tx, viewer, *asked, limits.counted);
      });
  if (!count) co_return count.error();
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  json.field("count", static_cast<std::int64_t>(count->posts));
  json.field("is_more", count->is_more);
  json.end_object();
  co_return json_response(200, std::move(body));
}

}  // namespace server::api
