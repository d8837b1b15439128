// Who is invited to a thread as a guest, for coordinators of its source; and to what, for the guest.
#include "forum/cursors.hpp"
#include "forum/guests.hpp"
#include "forum/whole_list.hpp"
#include "server/api/encode_bureau.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {
namespace {

void encode_guest(http::JsonWriter& json, forum::Guest const& guest) {
  json.begin_object();
  json.key("person");
  encode_person(json, guest.person);
  json.field("until", guest.until);
  json.end_object();
}

void encode_invitation(http::JsonWriter& json, forum::Invitation const& invitation) {
  json.begin_object();
  json.field("topic_id", invitation.topic);
  json.field("thread_id", invitation.thread);
  json.field("title", invitation.title);
  json.field("title_level", auth::to_string(invitation.origin.level));
  json.field("until", invitation.until);
  json.end_object();
}

http::Response guests_response(std::vector<forum::Guest> const& guests,
                               std::optional<std::string> const& next) {
  return json_response(200, encode_page(guests, next, encode_guest));
}

// By name.
std::string key_of(forum::Guest const& guest) {
  std::string key = guest.person.name + '\0';
  forum::append_number(key, guest.person.user.value);
  return key;
}

// The first to end first.
std::string key_of_invitation(forum::Invitation const& invitation) {
  std::string key;
  forum::append_number(key, base::to_milliseconds(invitation.until));
  return key + base::to_string(invitation.thread);
}

base::Result<base::Timestamp> parse_until(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  auto const until = root.time("until", http::Presence::required).value_or(base::Timestamp{});
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return until;
}

}  // namespace

Answer list_guests(Call const& call) {
  auto const thread = call.path_id();
  if (!thread) co_return thread.error();
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto guests = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    return forum::load_guests(tx, viewer, *thread);
  });
  if (!guests) co_return guests.error();
  auto const found = forum::cut_page(*std::move(guests), page, key_of);
  co_return guests_response(found.items, seal_page_cursor(call, found.next));
}

Answer invite_guest(Call const& call) {
  auto const thread = call.path_id();
  if (!thread) co_return thread.error();
  auto const account = call.path_id(1);
  if (!account) co_return account.error();
  auto const until = parse_until(call);
  if (!until) co_return until.error();
  auto const guests =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::invite_guest(tx, viewer, *thread, *account, *until);
      });
  if (!guests) co_return guests.error();
  co_return guests_response(*guests, std::nullopt);
}

Answer end_invitation(Call const& call) {
  auto const thread = call.path_id();
  if (!thread) co_return thread.error();
  auto const account = call.path_id(1);
  if (!account) co_return account.error();
  auto const ended =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::end_invitation(tx, viewer, *thread, *account);
      });
  if (!ended) co_return ended.error();
  co_return empty_response();
}

Answer list_invitations(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  using Invitations = forum::Page<forum::Invitation>;
  auto const found = co_await call.show(
      [&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) -> base::Result<Invitations> {
        auto invitations = forum::cut_page(forum::load_invitations(tx, viewer), page, key_of_invitation);
        shown.list({auth::AuditObjectKind::platform, std::nullopt});
        for (auto const& invitation : invitations.items) shown.add(invitation.origin);
        return invitations;
      });
  if (!found) co_return found.error();
  co_return json_response(200,
                          encode_page(found->items, seal_page_cursor(call, found->next), encode_invitation));
}

}  // namespace server::api
