// Tags that the viewer finds, and the threads under one.
#include "base/text.hpp"
#include "forum/events.hpp"
#include "forum/tags.hpp"
#include "server/api/encode.hpp"
#include "server/api/encode_tags.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_labels.hpp"

namespace server::api {
namespace {

constexpr std::size_t kBeginningBytes = 400;

struct TaggedThreads {
  forum::CountedTag tag;
  forum::Page<forum::Thread> page;
  forum::EventId cursor;
};

void encode_counted_tag(http::JsonWriter& json, forum::CountedTag const& tag) {
  json.begin_object();
  encode_tag_members(json, tag.tag);
  json.field("listed", tag.is_listed);
  json.field("threads", tag.threads);
  json.end_object();
}

// The beginning of a tag, folded as tags are.
std::string parse_beginning(http::Query& query) {
  auto const typed = query.text("q", kBeginningBytes).value_or("");
  if (auto const unfit = base::unfit_for_line(typed)) query.note("q", *unfit);
  return forum::fold_tag(typed);
}

}  // namespace

Answer list_tags(Call const& call) {
  http::Query query(call.request.query);
  auto const beginning = parse_beginning(query);
  auto const page = parse_page(query, call, beginning);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const tags = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    return forum::load_tags(tx, viewer, beginning, page);
  });
  if (!tags) co_return tags.error();
  co_return json_response(
      200, encode_page(tags->items, seal_page_cursor(call, tags->next, beginning), encode_counted_tag));
}

Answer list_tagged_threads(Call const& call) {
  http::Query query(call.request.query);
  auto const labels = parse_labels(query, call.services.settings.forum);
  auto const page = parse_page(query, call, list_of(labels));
  if (auto const checked = query.check(); !checked) co_return checked.error();
  if (labels.tag.empty()) {
    query.note("tag", base::FieldCode::required);
    co_return query.check().error();
  }
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer,
                                            Shown& shown) -> base::Result<TaggedThreads> {
    auto threads =
        forum::load_tagged_threads(tx, viewer, labels.tag, labels.kind, page, call.services.settings.forum);
    if (!threads) return threads.error();
    shown.list({auth::AuditObjectKind::platform, std::nullopt});
    for (auto const& thread : threads->items) shown.add(thread.origin);
    return TaggedThreads{forum::load_tag(tx, viewer, labels.tag), *std::move(threads), forum::last_event(tx)};
  });
  if (!found) co_return found.error();
  co_return json_response(
      200, encode_page(
               found->page.items, seal_page_cursor(call, found->page.next, list_of(labels)),
               [](http::JsonWriter& json, forum::Thread const& thread) { encode_thread(json, thread); },
               [&](http::JsonWriter& json) {
                 json.key("tag");
                 encode_counted_tag(json, found->tag);
                 json.field("cursor", call.services.live_cursors.seal(found->cursor));
               }));
}

}  // namespace server::api
