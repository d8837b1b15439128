// Which organisations may work: for compliance, who proposes, and administrators, who approve and let in.
#include "auth/letting_in.hpp"
#include "auth/statuses.hpp"
#include "forum/whole_list.hpp"
#include "server/api/create.hpp"
#include "server/api/encode.hpp"
#include "server/api/encode_bureau.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {
namespace {

constexpr std::size_t kCountryCodeCharacters = 2;

base::Result<auth::NewStatus> parse_status(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  auth::NewStatus status{};
  status.version = parse_version(root);
  status.status = root.choice("status", http::Presence::required, auth::parse_organisation_status)
                      .value_or(auth::OrganisationStatus::active);
  status.reference = parse_line(root, "reference", auth::kMostReferenceCharacters);
  status.reason = parse_reason(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return status;
}

base::Result<auth::NewMember> parse_member(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  auth::NewMember member{};
  member.kind = root.choice("kind", http::Presence::required, auth::parse_organisation_kind)
                    .value_or(auth::OrganisationKind::partner);
  if (auto country = parse_line_if_given(root, "country", kCountryCodeCharacters); !country.empty())
    member.country = std::move(country);
  if (auto city = parse_line_if_given(root, "city", auth::kMostNameCharacters); !city.empty())
    member.city = std::move(city);
  if (auto names = root.object("names", http::Presence::required)) {
    member.names.ar = parse_line(*names, "ar", auth::kMostNameCharacters);
    member.names.en = parse_line(*names, "en", auth::kMostNameCharacters);
    member.names.es = parse_line(*names, "es", auth::kMostNameCharacters);
    member.names.fr = parse_line(*names, "fr", auth::kMostNameCharacters);
    names->finish();
  }
  member.max_level =
      root.choice("max_level", http::Presence::required, auth::parse_level).value_or(auth::Level::open);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return member;
}

void encode_standing(http::JsonWriter& json, auth::Standing const& standing) {
  json.begin_object();
  json.key("organisation");
  encode_organisation(json, standing.organisation);
  json.field("status", auth::to_string(standing.status));
  json.field("version", standing.version);
  json.field("max_level", auth::to_string(standing.max_level));
  json.end_object();
}

}  // namespace

Answer list_statuses(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto standings = co_await call.read(
      [](storage::ReadTx& tx, auth::Viewer const& viewer) { return auth::load_standings(tx, viewer); });
  if (!standings) co_return standings.error();
  auto const listed = forum::cut_page(
      std::move(standings->organisations), page,
      [](auth::Standing const& standing) { return forum::organisation_key(standing.organisation); });
  co_return json_response(200, encode_page(listed.items, seal_page_cursor(call, listed.next), encode_standing,
                                           [&](http::JsonWriter& json) {
                                             encode_proposals(json, standings->proposals);
                                             json.key("may");
                                             json.begin_array();
                                             if (standings->may_propose) json.value("propose");
                                             if (standings->may_let_in) json.value("let_in");
                                             json.end_array();
                                           }));
}

Answer propose_status(Call const& call) {
  auto const organisation = call.path_id();
  if (!organisation) co_return organisation.error();
  auto const status = parse_status(call);
  if (!status) co_return status.error();
  co_return co_await create(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return auth::propose_status(tx, viewer, *organisation, *status, call.services.settings.proposals,
                                    moment.random);
      },
      [](auth::Proposal const& proposal) { return proposal_response(201, proposal); });
}

Answer let_in_organisation(Call const& call) {
  auto const member = parse_member(call);
  if (!member) co_return member.error();
  co_return co_await create(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return auth::let_in(tx, viewer, *member, moment.random);
      },
      [](auth::Standing const& standing) { return json_response(201, standing, encode_standing); });
}

}  // namespace server::api
