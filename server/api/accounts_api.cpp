// The accounts of an organisation: nominating, vetting, locking, ending, transferring, one-time codes.
#include "auth/accounts.hpp"
#include "auth/setup_codes.hpp"
#include "base/text.hpp"
#include "forum/cursors.hpp"
#include "forum/forget_person.hpp"
#include "forum/read_marks.hpp"
#include "server/api/create.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {
namespace {

using base::FieldCode;
using http::Presence;

constexpr std::size_t kUsernameCharacters = 64;
constexpr std::size_t kNameCharacters = 100;

void encode_account(http::JsonWriter& json, auth::OfficerAccount const& account) {
  json.begin_object();
  json.field("id", account.public_id);
  json.field("username", account.username);
  json.field("name", account.name);
  json.field("function", account.function);
  json.key("organisation");
  encode_organisation(json, account.organisation);
  json.key("roles");
  json.begin_array();
  for (auto const role : account.roles) json.value(auth::to_string(role));
  json.end_array();
  json.field("clearance", auth::to_string(account.clearance));
  json.field("state", auth::to_string(account.state));
  json.field("vetted_until", account.vetted_until);
  json.field("last_seen_on", account.last_seen_on);
  json.field("has_password", account.has_password);
  json.field("version", account.version);
  json.key("may");
  json.begin_array();
  for (auto const act : account.may) json.value(auth::to_string(act));
  json.end_array();
  json.end_object();
}

http::Response code_response(auth::SetupCode const& code) {
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  json.field("code", code.code);
  json.field("expires_at", code.expires_at);
  json.end_object();
  return json_response(201, std::move(body));
}

base::Result<auth::Nomination> parse_nomination(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  auth::Nomination nomination{};
  nomination.organisation = root.id("organisation_id", Presence::optional);
  nomination.username = parse_line(root, "username", kUsernameCharacters);
  nomination.name = parse_line(root, "name", kNameCharacters);
  nomination.function = parse_line(root, "function", kNameCharacters);
  nomination.role = root.choice("role", Presence::required, auth::parse_role).value_or(auth::Role::reader);
  nomination.clearance =
      root.choice("clearance", Presence::required, auth::parse_level).value_or(auth::Level::open);
  nomination.language =
      root.choice("language", Presence::required, auth::parse_language).value_or(auth::Language::en);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return nomination;
}

base::Result<auth::Vetting> parse_vetting(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  auth::Vetting vetting{};
  vetting.version = parse_version(root);
  vetting.until = root.time("vetted_until", Presence::required).value_or(base::Timestamp{});
  vetting.clearance = root.choice("clearance", Presence::optional, auth::parse_level);
  if (root.has("function")) vetting.function = parse_line(root, "function", kNameCharacters);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return vetting;
}

struct NewState {
  int version = 0;
  auth::UserState state = auth::UserState::locked;
  std::string reason;
};

std::optional<auth::UserState> parse_wanted_state(std::string_view name) {
  auto const state = auth::parse_user_state(name);
  return state == auth::UserState::pending ? std::nullopt : state;
}

base::Result<NewState> parse_new_state(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  NewState wanted;
  wanted.version = parse_version(root);
  wanted.state =
      root.choice("state", Presence::required, parse_wanted_state).value_or(auth::UserState::locked);
  wanted.reason = parse_reason(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return wanted;
}

struct Move {
  int version = 0;
  base::PublicId organisation;
  std::string reason;
};

base::Result<Move> parse_move(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  Move move;
  move.version = parse_version(root);
  move.organisation = root.id("organisation_id", Presence::required).value_or(base::PublicId{});
  move.reason = parse_reason(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return move;
}

std::string key_of(auth::AccountPlace const& place) {
  std::string key;
  forum::append_number(key, static_cast<std::int64_t>(place.part));
  forum::append_number(key, place.user.value);
  return key;
}

base::Result<std::optional<auth::AccountPlace>> parse_place(forum::PageRequest const& page) {
  if (!page.after || page.after->empty()) return std::optional<auth::AccountPlace>{};
  std::string_view rest = *page.after;
  auto const part = forum::take_number(rest);
  auto const user = forum::take_number(rest);
  if (!part || !user || !rest.empty()) return forum::unfit_cursor();
  return std::optional(auth::AccountPlace{static_cast<auth::AccountPart>(*part), auth::UserId{*user}});
}

}  // namespace

Answer list_accounts(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const after = parse_place(page);
  if (!after) co_return after.error();
  auto const known = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    return auth::load_accounts(tx, viewer, *after, page.limit);
  });
  if (!known) co_return known.error();
  auto const next = seal_page_cursor(call, known->next ? std::optional(key_of(*known->next)) : std::nullopt);
  co_return json_response(200,
                          encode_page(known->accounts, next, encode_account, [&](http::JsonWriter& json) {
                            json.key("may");
                            json.begin_array();
                            if (known->may_nominate) json.value("nominate");
                            json.end_array();
                            json.field("username_ending", known->username_ending);
                          }));
}

Answer nominate_account(Call const& call) {
  auto const nomination = parse_nomination(call);
  if (!nomination) co_return nomination.error();
  co_return co_await create(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return auth::nominate(tx, viewer, *nomination, moment.random);
      },
      [](auth::OfficerAccount const& account) { return json_response(201, account, encode_account); });
}

Answer vet_account(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const vetting = parse_vetting(call);
  if (!vetting) co_return vetting.error();
  auto const account = co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer,
                                               forum::Moment const&) -> base::Result<auth::OfficerAccount> {
    auto vetted = auth::vet(tx, viewer, *id, *vetting);
    // What was published before somebody came is not unread to him.
    if (vetted && !vetted->last_seen_on) forum::begin_reading(tx, vetted->user, forum::Backlog::read);
    return vetted;
  });
  if (!account) co_return account.error();
  co_return json_response(200, *account, encode_account);
}

Answer change_account_state(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const wanted = parse_new_state(call);
  if (!wanted) co_return wanted.error();
  auto const account = co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer,
                                               forum::Moment const&) -> base::Result<auth::OfficerAccount> {
    auto changed = auth::change_state(tx, viewer, *id, wanted->version, wanted->state, wanted->reason);
    if (changed && changed->state == auth::UserState::left) forum::forget_person(tx, changed->user);
    return changed;
  });
  if (!account) co_return account.error();
  co_return json_response(200, *account, encode_account);
}

Answer transfer_account(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const move = parse_move(call);
  if (!move) co_return move.error();
  auto const moved = co_await call.write(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) -> base::Result<void> {
        auto const user = auth::transfer(tx, viewer, *id, move->version, move->organisation, move->reason);
        if (!user) return user.error();
        forum::forget_person(tx, *user);
        return {};
      });
  if (!moved) co_return moved.error();
  co_return empty_response();
}

Answer give_setup_code(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  co_return co_await create(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return auth::give_setup_code(tx, viewer, *id, moment.random);
      },
      code_response);
}

}  // namespace server::api
