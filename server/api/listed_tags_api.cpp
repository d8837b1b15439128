// The controlled list of tags: everybody reads it, officers of units look after it.
#include "forum/listed_tags.hpp"
#include "forum/whole_list.hpp"
#include "server/api/create.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {
namespace {

struct ListOfTags {
  forum::Page<forum::ListedTag> tags;
  bool may_change = false;
};

void encode_listed_tag(http::JsonWriter& json, forum::ListedTag const& tag) {
  json.begin_object();
  json.field("id", tag.public_id);
  json.field("tag", tag.tag);
  json.key("names");
  json.begin_object();
  json.field("ar", tag.names.ar);
  json.field("en", tag.names.en);
  json.field("es", tag.names.es);
  json.field("fr", tag.names.fr);
  json.end_object();
  json.field("version", tag.version);
  json.end_object();
}

struct AskedNames {
  auth::Names names;
  int version = 0;
};

enum class Stage { listed, renamed };

base::Result<AskedNames> parse_names(Call const& call, Stage stage) {
  auto const most = call.services.settings.forum.tag_characters;
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  AskedNames asked;
  if (stage == Stage::renamed) asked.version = parse_version(root);
  if (auto names = root.object("names", http::Presence::required)) {
    asked.names.ar = parse_line(*names, "ar", most);
    asked.names.en = parse_line(*names, "en", most);
    asked.names.es = parse_line(*names, "es", most);
    asked.names.fr = parse_line(*names, "fr", most);
    names->finish();
  }
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return asked;
}

}  // namespace

Answer list_listed_tags(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const list =
      co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) -> base::Result<ListOfTags> {
        return ListOfTags{forum::cut_page(forum::load_listed_tags(tx, viewer), page,
                                          [](forum::ListedTag const& tag) { return tag.tag; }),
                          forum::may_list_tags(viewer)};
      });
  if (!list) co_return list.error();
  co_return json_response(200, encode_page(list->tags.items, seal_page_cursor(call, list->tags.next),
                                           encode_listed_tag, [&](http::JsonWriter& json) {
                                             json.key("may");
                                             json.begin_array();
                                             if (list->may_change) json.value("change");
                                             json.end_array();
                                           }));
}

Answer add_tag(Call const& call) {
  auto const asked = parse_names(call, Stage::listed);
  if (!asked) co_return asked.error();
  co_return co_await create(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return forum::list_tag(tx, viewer, asked->names, moment.limits, moment.random);
      },
      [](forum::ListedTag const& tag) { return json_response(201, tag, encode_listed_tag); });
}

Answer rename_tag(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const asked = parse_names(call, Stage::renamed);
  if (!asked) co_return asked.error();
  auto const tag =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::rename_tag(tx, viewer, *id, asked->names, asked->version);
      });
  if (!tag) co_return tag.error();
  co_return json_response(200, *tag, encode_listed_tag);
}

Answer retire_tag(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const done =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::retire_tag(tx, viewer, *id);
      });
  if (!done) co_return done.error();
  co_return empty_response();
}

}  // namespace server::api
