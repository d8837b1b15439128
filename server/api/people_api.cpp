// A person as others see him, and what he has written.
#include "forum/people.hpp"
#include "server/api/encode.hpp"
#include "server/api/encode_hits.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {
namespace {

void encode_person(http::JsonWriter& json, forum::Person const& person) {
  json.begin_object();
  json.field("id", person.person.public_id);
  json.field("name", person.person.name);
  json.field("function", person.person.function);
  json.key("organisation");
  encode_organisation(json, person.organisation);
  json.key("moderates");
  json.begin_array();
  for (auto const& topic : person.moderates) {
    json.begin_object();
    json.field("id", topic.public_id);
    json.field("title", topic.title);
    json.end_object();
  }
  json.end_array();
  json.field("posts", person.posts);
  json.end_object();
}

}  // namespace

Answer get_person(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const person = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    return forum::load_person(tx, viewer, *id, call.services.settings.forum);
  });
  if (!person) co_return person.error();
  co_return json_response(200, *person, encode_person);
}

Answer list_person_posts(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto posts = forum::load_person_posts(tx, viewer, *id, page);
    if (posts) {
      shown.open({auth::AuditObjectKind::platform, std::nullopt});
      for (auto const& hit : posts->items) {
        shown.add(hit.thread);
        shown.add(hit.post.origin);
      }
    }
    return posts;
  });
  if (!found) co_return found.error();
  co_return json_response(200, encode_page(found->items, seal_page_cursor(call, found->next), encode_hit));
}

}  // namespace server::api
