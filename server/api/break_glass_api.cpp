// Break-glass: asking, deciding, reading, ending; and what a bureau is told of it.
#include "auth/decisions.hpp"
#include "forum/break_glass.hpp"
#include "forum/break_glass_notices.hpp"
#include "forum/whole_list.hpp"
#include "server/api/create.hpp"
#include "server/api/encode.hpp"
#include "server/api/encode_bureau.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {
namespace {

using http::Presence;

void encode_glass(http::JsonWriter& json, forum::BreakGlass const& glass) {
  json.begin_object();
  json.field("id", glass.public_id);
  json.field("object_id", glass.object);
  json.field("case_number", glass.case_number);
  json.field("reason", glass.reason);
  json.key("asked_by");
  encode_person(json, glass.asked_by);
  json.field("asked_at", glass.asked_at);
  json.field("expires_at", glass.expires_at);
  json.key("decided_by");
  if (glass.decided_by) {
    encode_person(json, *glass.decided_by);
  } else {
    json.value(nullptr);
  }
  json.field("decided_at", glass.decided_at);
  json.field("open_until", glass.open_until);
  json.field("state", to_string(glass.state));
  json.key("may");
  json.begin_array();
  for (auto const act : glass.may) json.value(to_string(act));
  json.end_array();
  json.end_object();
}

void encode_notice(http::JsonWriter& json, forum::GlassNotice const& notice) {
  json.begin_object();
  json.field("id", notice.public_id);
  json.field("case_number", notice.case_number);
  json.key("read_by");
  encode_person(json, notice.read_by);
  json.key("organisation");
  encode_organisation(json, notice.organisation);
  json.field("told_at", notice.told_at);
  json.key("posts");
  json.begin_array();
  for (auto const& post : notice.posts) json.value(post);
  json.end_array();
  json.field("seen_at", notice.seen_at);
  json.end_object();
}

base::Result<forum::NewBreakGlass> parse_wish(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  forum::NewBreakGlass wish;
  wish.object = root.id("object_id", Presence::required).value_or(base::PublicId{});
  wish.case_number = parse_line(root, "case_number", auth::kMostCaseNumberCharacters);
  wish.reason = parse_reason(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return wish;
}

base::Result<auth::Decision> parse_glass_decision(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  auto const decision =
      root.choice("decision", Presence::required, auth::parse_decision).value_or(auth::Decision::refuse);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return decision;
}

}  // namespace

Answer list_break_glass(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto glasses = co_await call.read(
      [](storage::ReadTx& tx, auth::Viewer const& viewer) { return forum::load_break_glass(tx, viewer); });
  if (!glasses) co_return glasses.error();
  auto const found = forum::cut_page(*std::move(glasses), page, [](forum::BreakGlass const& glass) {
    return forum::newest_first_key(!forum::is_live(glass), glass.key);
  });
  co_return json_response(200, encode_page(found.items, seal_page_cursor(call, found.next), encode_glass));
}

Answer ask_break_glass(Call const& call) {
  auto const wish = parse_wish(call);
  if (!wish) co_return wish.error();
  co_return co_await create(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return forum::ask_break_glass(tx, viewer, *wish, call.services.settings.break_glass, moment.random);
      },
      [](forum::BreakGlass const& glass) { return json_response(201, glass, encode_glass); });
}

Answer decide_break_glass(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const decision = parse_glass_decision(call);
  if (!decision) co_return decision.error();
  auto const glass =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::decide_break_glass(tx, viewer, *id, *decision, call.services.settings.break_glass);
      });
  if (!glass) co_return glass.error();
  co_return json_response(200, *glass, encode_glass);
}

Answer end_break_glass(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const glass =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::end_break_glass(tx, viewer, *id);
      });
  if (!glass) co_return glass.error();
  co_return json_response(200, *glass, encode_glass);
}

// A write: the record of the reading is on disk before the answer leaves.
Answer read_break_glass(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const shown =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return forum::read_by_break_glass(tx, viewer, *id, page, moment.random);
      });
  if (!shown) co_return shown.error();
  co_return json_response(200, encode_page(shown->page.items, seal_page_cursor(call, shown->page.next),
                                           encode_post, [&](http::JsonWriter& json) {
                                             json.field("title", shown->title);
                                             json.field("level", auth::to_string(shown->level));
                                             json.field("thread_id", shown->thread);
                                           }));
}

Answer list_break_glass_notices(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const notices = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    return forum::load_glass_notices(tx, viewer, page);
  });
  if (!notices) co_return notices.error();
  co_return json_response(200,
                          encode_page(notices->items, seal_page_cursor(call, notices->next), encode_notice));
}

Answer confirm_break_glass_notice(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const notice =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::confirm_glass_notice(tx, viewer, *id);
      });
  if (!notice) co_return notice.error();
  co_return json_response(200, *notice, encode_notice);
}

}  // namespace server::api
