// The second person decides; the first one takes back.
#include "auth/decisions.hpp"
#include "forum/erasures.hpp"
#include "server/api/encode_bureau.hpp"
#include "server/api/endpoints.hpp"
#include "server/http/json_body.hpp"

namespace server::api {
namespace {

base::Result<auth::Decision> parse_decision(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  auto const decision = root.choice("decision", http::Presence::required, auth::parse_decision);
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return *decision;
}

}  // namespace

Answer decide_proposal(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const decision = parse_decision(call);
  if (!decision) co_return decision.error();
  auto const proposal =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return auth::decide_proposal(tx, viewer, *id, *decision, forum::carry_out);
      });
  if (!proposal) co_return proposal.error();
  co_return proposal_response(200, *proposal);
}

Answer withdraw_proposal(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const proposal =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return auth::withdraw_proposal(tx, viewer, *id);
      });
  if (!proposal) co_return proposal.error();
  co_return proposal_response(200, *proposal);
}

}  // namespace server::api
