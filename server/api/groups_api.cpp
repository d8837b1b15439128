// Named groups of organisations: those that the viewer is offered, and making, changing and retiring those of
// his own organisation.
#include "auth/groups.hpp"
#include "forum/cursors.hpp"
#include "server/api/create.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {
namespace {

void encode_group(http::JsonWriter& json, auth::Group const& group) {
  json.begin_object();
  json.field("id", group.public_id);
  json.field("name", group.name);
  json.key("owner");
  encode_organisation(json, group.owner);
  json.key("members");
  json.begin_array();
  for (auto const& member : group.members) json.value(member);
  json.end_array();
  json.field("version", group.version);
  json.key("may");
  json.begin_array();
  if (group.may_change) json.value("change");
  json.end_array();
  json.end_object();
}

struct AskedGroup {
  auth::NewGroup group;
  int version = 0;
};

enum class Stage { made, changed };

base::Result<AskedGroup> parse_group(Call const& call, Stage stage) {
  auto const& limits = call.services.settings.groups;
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  AskedGroup asked;
  if (stage == Stage::changed) asked.version = parse_version(root);
  asked.group.name = parse_line(root, "name", limits.name_characters);
  asked.group.members = root.ids("members", limits.members);
  if (!root.has("members")) root.note("members", base::FieldCode::required);
  if (root.has("members") && asked.group.members.empty()) root.note("members", base::FieldCode::empty);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return asked;
}

std::string key_of(auth::GroupId group) {
  std::string key;
  forum::append_number(key, group.value);
  return key;
}

base::Result<std::optional<auth::GroupId>> parse_place(forum::PageRequest const& page) {
  if (!page.after) return std::optional<auth::GroupId>{};
  std::string_view rest = *page.after;
  auto const group = forum::take_number(rest);
  if (!group || !rest.empty()) return forum::unfit_cursor();
  return std::optional(auth::GroupId{*group});
}

}  // namespace

Answer list_groups(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const after = parse_place(page);
  if (!after) co_return after.error();
  auto const found = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    return auth::load_groups(tx, viewer, *after, page.limit);
  });
  if (!found) co_return found.error();
  auto const next = seal_page_cursor(call, found->next ? std::optional(key_of(*found->next)) : std::nullopt);
  co_return json_response(200, encode_page(found->groups, next, encode_group));
}

Answer create_group(Call const& call) {
  auto const asked = parse_group(call, Stage::made);
  if (!asked) co_return asked.error();
  co_return co_await create(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return auth::create_group(tx, viewer, asked->group, call.services.settings.groups, moment.random);
      },
      [](auth::Group const& group) { return json_response(201, group, encode_group); });
}

Answer edit_group(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const asked = parse_group(call, Stage::changed);
  if (!asked) co_return asked.error();
  auto const group =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return auth::edit_group(tx, viewer, *id, asked->group, asked->version);
      });
  if (!group) co_return group.error();
  co_return json_response(200, *group, encode_group);
}

Answer retire_group(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const done =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return auth::retire_group(tx, viewer, *id);
      });
  if (!done) co_return done.error();
  co_return empty_response();
}

}  // namespace server::api
