// A bureau's deny list: reading it, and proposing to change it.
#include "auth/deny_lists.hpp"
#include "server/api/create.hpp"
#include "server/api/encode.hpp"
#include "server/api/encode_bureau.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse_acts.hpp"

namespace server::api {
namespace {

base::Result<auth::NewDenyChange> parse_change(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  auth::NewDenyChange change;
  change.version = parse_version(root);
  change.add = root.ids("add", auth::kMostDenied);
  change.remove = root.ids("remove", auth::kMostDenied);
  change.reason = parse_reason(root);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return change;
}

}  // namespace

Answer get_deny_list(Call const& call) {
  auto const organisation = call.path_id();
  if (!organisation) co_return organisation.error();
  auto const list = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    return auth::load_deny_list(tx, viewer, *organisation);
  });
  if (!list) co_return list.error();
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  json.key("organisation");
  encode_organisation(json, list->organisation);
  json.field("version", list->version);
  encode_organisations(json, "denied", list->denied);
  encode_proposals(json, list->proposals);
  json.key("may");
  json.begin_array();
  if (list->may_propose) json.value("propose");
  json.end_array();
  json.end_object();
  co_return json_response(200, std::move(body));
}

Answer propose_deny_change(Call const& call) {
  auto const organisation = call.path_id();
  if (!organisation) co_return organisation.error();
  auto const change = parse_change(call);
  if (!change) co_return change.error();
  co_return co_await create(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment) {
        return auth::propose_deny_change(tx, viewer, *organisation, *change, call.services.settings.proposals,
                                         moment.random);
      },
      [](auth::Proposal const& proposal) { return proposal_response(201, proposal); });
}

}  // namespace server::api
