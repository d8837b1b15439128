// Topics.
#include "forum/events.hpp"
#include "forum/read_marks.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {
namespace {

struct TopicList {
  forum::Page<forum::Topic> page;
  forum::EventId cursor;
};

struct OneTopic {
  forum::Topic topic;
  forum::EventId cursor;
};

}  // namespace

Answer list_topics(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const topics = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<TopicList> {
        auto loaded = forum::load_topics(tx, viewer, page, call.services.settings.forum);
        if (!loaded) return loaded.error();
        shown.list({auth::AuditObjectKind::platform, std::nullopt});
        for (auto const& topic : loaded->items) shown.add(topic.origin);
        return TopicList{std::move(*loaded), forum::last_event(tx)};
      });
  if (!topics) co_return topics.error();
  co_return json_response(
      200, encode_page(
               topics->page.items, seal_page_cursor(call, topics->page.next),
               [](http::JsonWriter& json, forum::Topic const& topic) { encode_topic(json, topic); },
               [&](http::JsonWriter& json) {
                 json.field("cursor", call.services.live_cursors.seal(topics->cursor));
               }));
}

Answer get_topic(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const found = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<OneTopic> {
        auto topic = forum::load_topic(tx, viewer, *id, call.services.settings.forum);
        if (!topic) return topic.error();
        shown.list({auth::AuditObjectKind::topic, *id});
        shown.add(topic->origin);
        return OneTopic{std::move(*topic), forum::last_event(tx)};
      });
  if (!found) co_return found.error();
  std::string body;
  http::JsonWriter json(body);
  encode_topic(json, found->topic, call.services.live_cursors.seal(found->cursor));
  co_return json_response(200, std::move(body));
}

Answer read_topic(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const done =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::read_topic(tx, viewer, *id);
      });
  if (!done) co_return done.error();
  co_return empty_response();
}

}  // namespace server::api
