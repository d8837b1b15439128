// Setting a password with a one-time code: the only way in for a new account.
#include "auth/setup_codes.hpp"
#include "base/text.hpp"
#include "server/api/endpoints.hpp"
#include "server/http/json_body.hpp"
#include "server/http/security.hpp"

namespace server::api {
namespace {

using base::FieldCode;
using http::Presence;

constexpr std::size_t kUsernameBytes = 100;
constexpr std::size_t kCodeBytes = 64;
constexpr std::size_t kShortestPassword = 15;  // ASVS 5.0, 6.2.1: without a second factor, 15
constexpr std::size_t kLongestPassword = 1000;

struct NewPassword {
  std::string username;
  std::string code;
  std::string password;
};

std::string parse_secret(http::ObjectReader& root, std::string_view name, std::size_t least,
                         std::size_t most) {
  auto text = root.text(name, Presence::required);
  if (!text) return {};
  if (text->empty()) {
    root.note(name, FieldCode::empty);
  } else if (text->size() > most) {
    root.note(name, FieldCode::too_long);
  } else if (base::count_characters(*text) < least) {
    root.note(name, FieldCode::out_of_range);
  }
  return *std::move(text);
}

base::Result<NewPassword> parse_new_password(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  NewPassword wanted;
  wanted.username = parse_secret(root, "username", 1, kUsernameBytes);
  wanted.code = parse_secret(root, "code", 1, kCodeBytes);
  wanted.password = parse_secret(root, "password", kShortestPassword, kLongestPassword);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return wanted;
}

}  // namespace

Answer set_password(Call const& call) {
  auto const wanted = parse_new_password(call);
  if (!wanted) co_return wanted.error();
  Services& services = call.services;
  auto const address = http::counted_address(call.request.peer_address);
  if (auto const pause = services.sign_ins.admit(wanted->username, address, call.now)) {
    base::Error error{base::ErrorCode::too_many_requests};
    error.retry_after_seconds = static_cast<int>(pause->count());
    co_return error;
  }
  auto const is_good = co_await services.database.read([&](storage::ReadTx& tx) -> base::Result<bool> {
    return auth::is_setup_code(tx, wanted->username, wanted->code, call.now);
  });
  if (!is_good) co_return is_good.error();
  // A wrong code costs no hash: it tells nothing that guessing 128 bits would not.
  if (!*is_good) co_return base::Error{base::ErrorCode::bad_credentials};
  auto const hash = co_await services.cpu.run(
      [&] { return auth::hash_password(wanted->password, services.settings.password_cost); });
  if (!hash) co_return hash.error();
  auto const used = co_await services.database.write([&](storage::WriteTx& tx) {
    return auth::use_setup_code(tx, wanted->username, wanted->code, *hash, call.now);
  });
  if (!used) co_return used.error();
  services.sign_ins.record_success(wanted->username, address);
  co_return empty_response();
}

}  // namespace server::api
