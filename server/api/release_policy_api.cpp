// What the viewer's bureau asks for before its officers' posts go out; for its coordinators.
#include "auth/release_policy.hpp"
#include "server/api/endpoints.hpp"
#include "server/http/json_body.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {
namespace {

constexpr std::int64_t kMostHours = 8760;
constexpr std::int64_t kMostVersions = 1'000'000'000;

void encode_officer(http::JsonWriter& json, auth::NamedOfficer const& officer) {
  json.begin_object();
  json.field("id", officer.public_id);
  json.field("name", officer.name);
  json.field("function", officer.function);
  json.end_object();
}

http::Response policy_response(auth::ReleasePolicy const& policy) {
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  json.field("rule", auth::to_string(policy.rule));
  json.field("deadline_hours", policy.deadline_hours);
  json.key("substitute");
  if (policy.substitute) {
    encode_officer(json, *policy.substitute);
  } else {
    json.value(nullptr);
  }
  json.key("officers");
  json.begin_array();
  for (auto const& officer : policy.officers) encode_officer(json, officer);
  json.end_array();
  json.field("version", policy.version);
  json.end_object();
  return json_response(200, std::move(body));
}

base::Result<auth::NewReleasePolicy> parse_policy(Call const& call) {
  using http::Presence;
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  auth::NewReleasePolicy policy;
  policy.version =
      static_cast<int>(root.integer("version", Presence::required, 1, kMostVersions).value_or(0));
  policy.rule = root.choice("rule", Presence::required, auth::parse_release_rule)
                    .value_or(auth::ReleaseRule::always);  // noted already: never used
  policy.deadline_hours =
      static_cast<int>(root.integer("deadline_hours", Presence::required, 1, kMostHours).value_or(0));
  policy.substitute = root.id("substitute_id", Presence::optional);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return policy;
}

}  // namespace

Answer get_release_policy(Call const& call) {
  auto const policy = co_await call.read(
      [](storage::ReadTx& tx, auth::Viewer const& viewer) { return auth::load_release_policy(tx, viewer); });
  if (!policy) co_return policy.error();
  co_return policy_response(*policy);
}

Answer set_release_policy(Call const& call) {
  auto const asked = parse_policy(call);
  if (!asked) co_return asked.error();
  auto const policy =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return auth::set_release_policy(tx, viewer, *asked);
      });
  if (!policy) co_return policy.error();
  co_return policy_response(*policy);
}

}  // namespace server::api
