// What bureaus, compliance and administrators decide about, as JSON.
#pragma once

#include "auth/proposals.hpp"
#include "server/api/call.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

void encode_person(http::JsonWriter& json, auth::Person const& person);
void encode_proposal(http::JsonWriter& json, auth::Proposal const& proposal);
void encode_proposals(http::JsonWriter& json, std::vector<auth::Proposal> const& proposals);
http::Response proposal_response(int status, auth::Proposal const& proposal);

}  // namespace server::api
