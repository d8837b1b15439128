#include "server/api/encode_bureau.hpp"

#include "server/api/encode.hpp"

namespace server::api {

using http::JsonWriter;

void encode_person(JsonWriter& json, auth::Person const& person) {
  json.begin_object();
  json.field("id", person.public_id);
  json.field("name", person.name);
  json.field("function", person.function);
  json.end_object();
}

void encode_proposal(JsonWriter& json, auth::Proposal const& proposal) {
  json.begin_object();
  json.field("id", proposal.public_id);
  json.field("kind", auth::to_string(proposal.kind));
  json.key("organisation");
  encode_organisation(json, proposal.organisation);
  json.field("what", proposal.what);
  encode_organisations(json, "add", proposal.add);
  encode_organisations(json, "remove", proposal.remove);
  json.field("reason", proposal.reason);
  json.field("reference", proposal.reference);
  json.key("proposed_by");
  encode_person(json, proposal.proposed_by);
  json.field("proposed_at", proposal.proposed_at);
  json.field("expires_at", proposal.expires_at);
  json.field("outcome", auth::to_string(proposal.outcome));
  json.key("decided_by");
  if (proposal.decided_by) {
    encode_person(json, *proposal.decided_by);
  } else {
    json.value(nullptr);
  }
  json.field("decided_at", proposal.decided_at);
  json.key("may");
  json.begin_array();
  if (proposal.may_approve) {
    json.value("approve");
    json.value("refuse");
  }
  if (proposal.may_withdraw) json.value("withdraw");
  json.end_array();
  json.end_object();
}

void encode_proposals(JsonWriter& json, std::vector<auth::Proposal> const& proposals) {
  json.key("proposals");
  json.begin_array();
  for (auto const& proposal : proposals) encode_proposal(json, proposal);
  json.end_array();
}

http::Response proposal_response(int status, auth::Proposal const& proposal) {
  return json_response(status, proposal, encode_proposal);
}

}  // namespace server::api
