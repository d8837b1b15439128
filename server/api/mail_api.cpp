// What the viewer gets by mail, and where: his own, and nobody else's.
#include "base/text.hpp"
#include "forum/mail_address.hpp"
#include "forum/mail_choices.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse_acts.hpp"
#include "server/http/json_body.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {
namespace {

using forum::MailChoice;
using http::Presence;

constexpr std::size_t kCodeCharacters = 64;

http::Response choice_response(Call const& call, MailChoice const& choice) {
  auto const& limits = call.services.settings.mail;
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  json.field("sends", limits.has_value());
  json.key("window_minutes");
  if (limits) {
    json.value(std::chrono::ceil<std::chrono::minutes>(limits->window).count());
  } else {
    json.value(nullptr);
  }
  json.field("address", choice.address);
  json.key("pending");
  if (choice.pending) {
    json.begin_object();
    json.field("address", choice.pending->address);
    json.field("expires_at", choice.pending->expires_at);
    json.field("code", forum::to_string(choice.pending->code));
    json.end_object();
  } else {
    json.value(nullptr);
  }
  json.field("frequency", forum::to_string(choice.frequency));
  json.field("last_failed", choice.last_failed);
  json.end_object();
  return json_response(200, std::move(body));
}

// The one line of text that the body holds.
base::Result<std::string> parse_only_line(Call const& call, std::string_view name, std::size_t most) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  auto line = parse_line(root, name, most);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return line;
}

base::Result<forum::MailFrequency> parse_frequency(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  auto const frequency = root.choice("frequency", Presence::required, forum::parse_mail_frequency);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return *frequency;
}

// Where there is no mail, nothing about it is kept.
base::Result<forum::MailLimits> limits_of(Call const& call) {
  auto const& limits = call.services.settings.mail;
  if (!limits) return base::Error(base::ErrorCode::state_conflict, "this forum sends no mail");
  return *limits;
}

}  // namespace

Answer get_mail(Call const& call) {
  auto const choice =
      co_await call.read([](storage::ReadTx& tx, auth::Viewer const& viewer) -> base::Result<MailChoice> {
        return forum::load_mail_choice(tx, viewer);
      });
  if (!choice) co_return choice.error();
  co_return choice_response(call, *choice);
}

Answer choose_mail(Call const& call) {
  auto const frequency = parse_frequency(call);
  if (!frequency) co_return frequency.error();
  auto const limits = limits_of(call);
  if (!limits) co_return limits.error();
  auto const choice = co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer,
                                              forum::Moment const&) -> base::Result<MailChoice> {
    return forum::choose_mail_frequency(tx, viewer, *frequency);
  });
  if (!choice) co_return choice.error();
  co_return choice_response(call, *choice);
}

Answer set_mail_address(Call const& call) {
  auto const address = parse_only_line(call, "address", forum::kMailAddressCharacters);
  if (!address) co_return address.error();
  auto const limits = limits_of(call);
  if (!limits) co_return limits.error();
  auto const choice =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return forum::ask_for_mail_at(tx, viewer, *address, *limits, moment.random);
      });
  if (!choice) co_return choice.error();
  co_return choice_response(call, *choice);
}

Answer delete_mail_address(Call const& call) {
  auto const choice = co_await call.write(
      [](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) -> base::Result<MailChoice> {
        return forum::forget_mail_address(tx, viewer);
      });
  if (!choice) co_return choice.error();
  co_return choice_response(call, *choice);
}

Answer confirm_mail_address(Call const& call) {
  auto const code = parse_only_line(call, "code", kCodeCharacters);
  if (!code) co_return code.error();
  auto const limits = limits_of(call);
  if (!limits) co_return limits.error();
  // A wrong code is kept as a try: so it is no error of the transaction.
  auto const choice =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer,
                              forum::Moment const&) -> base::Result<std::optional<MailChoice>> {
        return forum::confirm_mail_address(tx, viewer, *code, *limits);
      });
  if (!choice) co_return choice.error();
  if (!*choice) co_return base::invalid_field("/code", base::FieldCode::unknown_value);
  co_return choice_response(call, **choice);
}

}  // namespace server::api
