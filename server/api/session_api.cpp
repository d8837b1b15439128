// Signing in and out.
#include "auth/audit_log.hpp"
#include "auth/users.hpp"
#include "base/log.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/http/json_body.hpp"
#include "server/http/security.hpp"

namespace server::api {
namespace {

constexpr std::size_t kUsernameBytes = 100;
constexpr std::size_t kPasswordBytes = 1000;

struct SignIn {
  std::string username;
  std::string password;
};

base::Result<SignIn> parse_sign_in(http::Request const& request) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  SignIn sign_in;
  sign_in.username = root.text("username", http::Presence::required).value_or("");
  sign_in.password = root.text("password", http::Presence::required).value_or("");
  if (root.has("username") && sign_in.username.size() > kUsernameBytes)
    root.note("username", base::FieldCode::too_long);
  if (root.has("password") && sign_in.password.size() > kPasswordBytes)
    root.note("password", base::FieldCode::too_long);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  if (sign_in.username.empty()) return base::invalid_field("/username", base::FieldCode::empty);
  if (sign_in.password.empty()) return base::invalid_field("/password", base::FieldCode::empty);
  return sign_in;
}

base::Error wait(std::chrono::seconds time) {
  base::Error error{base::ErrorCode::too_many_requests};
  error.retry_after_seconds = static_cast<int>(time.count());
  return error;
}

struct Started {
  auth::NewSession session;
  auth::Me me;
};

void log_session(storage::WriteTx& tx, auth::AuditEvent event, auth::Viewer const& viewer) {
  auth::AuditRecord record{.at = viewer.now, .event = event};
  record.actor = auth::actor_of(viewer);
  record.object = {auth::AuditObjectKind::account, viewer.public_id};
  record.sources = {viewer.organisation_public_id};
  auth::append_audit(tx, record);
}

// The session of the request, if it is one.
void close_session(storage::WriteTx& tx, Call const& call) {
  auto const viewer = auth::load_viewer(tx, call.token_hash, call.services.settings.sessions, call.now);
  if (viewer) log_session(tx, auth::AuditEvent::session_closed, *viewer);
  auth::end_session(tx, call.token_hash);
}

base::Result<Started> start_session(storage::WriteTx& tx, Call const& call, auth::UserId user) {
  Services const& services = call.services;
  auto const assurance = services.settings.demo ? auth::Assurance::strong : auth::Assurance::password;
  auto session = auth::create_session(tx, user, assurance, call.now, services.random);
  auto const viewer = auth::load_viewer(tx, session.token_hash, services.settings.sessions, call.now);
  if (!viewer) return viewer.error();
  // A token that came with the request is dead from here on: a session is never carried over a sign-in.
  close_session(tx, call);
  auth::note_seen(tx, user, call.now);
  log_session(tx, auth::AuditEvent::session_opened, *viewer);
  return Started{std::move(session), auth::load_me(tx, *viewer)};
}

// Who signed in or tried to, by the account's key: what was typed for a name may be a password.
void log_sign_in(std::string_view event, Call const& call,
                 std::optional<auth::StoredCredentials> const& account) {
  base::log_info(event, {{"address", call.request.peer_address},
                         {"account", account ? account->user.value : 0},
                         {"request_id", call.request.request_id}});
}

// Keeps the refusal in the audit log, and gives it. Nobody is said to have acted: whoever tried may be
// anybody. Of an unknown name it is kept too, so that the clock does not tell names apart.
boost::asio::awaitable<base::Error> refuse(Call const& call,
                                           std::optional<auth::StoredCredentials> const& account,
                                           base::Error why) {
  log_sign_in("sign_in_refused", call, account);
  auth::AuditRecord record{.at = call.now, .event = auth::AuditEvent::session_refused};
  if (account) {
    record.object = {auth::AuditObjectKind::account, account->public_id};
    record.sources = {account->organisation};
  }
  auto const kept = co_await call.services.database.write([&](storage::WriteTx& tx) -> base::Result<void> {
    auth::append_audit(tx, record);
    return {};
  });
  co_return kept ? why : kept.error();
}

}  // namespace

Answer create_session(Call const& call) {
  auto const sign_in = parse_sign_in(call.request);
  if (!sign_in) co_return sign_in.error();

  Services& services = call.services;
  auto const address = http::counted_address(call.request.peer_address);
  if (auto const pause = services.sign_ins.admit(sign_in->username, address, call.now)) {
    log_sign_in("sign_in_throttled", call, std::nullopt);
    co_return wait(*pause);
  }

  auto const credentials = co_await services.database.read(
      [&](storage::ReadTx& tx) -> base::Result<std::optional<auth::StoredCredentials>> {
        return auth::find_credentials(tx, sign_in->username);
      });
  if (!credentials) co_return credentials.error();

  // An unknown name costs the same hash as a wrong password, so that the clock does not tell them apart.
  auto const hash = *credentials ? (*credentials)->password_hash : std::nullopt;
  auto const is_right = co_await services.cpu.run(
      [&] { return auth::verify_password(sign_in->password, hash, services.settings.password_cost); });
  if (!is_right) co_return is_right.error();
  if (!*is_right || !*credentials) {
    co_return co_await refuse(call, *credentials, base::Error{base::ErrorCode::bad_credentials});
  }
  services.sign_ins.record_success(sign_in->username, address);

  auto const started = co_await services.database.write(
      [&](storage::WriteTx& tx) { return start_session(tx, call, (*credentials)->user); });
  if (!started) co_return co_await refuse(call, *credentials, started.error());
  services.hub.session_ended(call.token_hash);
  services.activity.begin(started->session.token_hash, call.now);
  log_sign_in("signed_in", call, *credentials);

  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  json.key("me");
  encode_me(json, started->me);
  json.end_object();
  auto response = json_response(200, std::move(body));
  auto const lifetime = std::chrono::duration_cast<std::chrono::seconds>(services.settings.sessions.absolute);
  response.headers.append("set-cookie", http::session_cookie(started->session.token, lifetime.count()));
  co_return response;
}

Answer delete_session(Call const& call) {
  auto const ended = co_await call.services.database.write([&](storage::WriteTx& tx) -> base::Result<void> {
    close_session(tx, call);
    return {};
  });
  if (!ended) co_return ended.error();
  call.services.hub.session_ended(call.token_hash);
  auto response = empty_response();
  response.headers.append("set-cookie", http::cleared_session_cookie());
  response.headers.append("clear-site-data", "\"cache\", \"cookies\", \"storage\"");
  co_return response;
}

}  // namespace server::api
