#include "forum/envelopes.hpp"

namespace forum {

std::string envelope_columns(std::string_view object, std::string_view source) {
  std::string const o(object);
  return o + ".source_id, " + std::string(source) + ".parent_id, COALESCE(" + o + ".author_id, 0), " + o +
         ".level, " + o + ".audience_id, " + o + ".state, " + o + ".expires_on";
}

auth::Envelope read_envelope(storage::Row const& row, int& column) {
  auth::Envelope envelope;
  envelope.source = row.id<auth::OrganisationTag>(column++);
  envelope.source_parent = row.optional_id<auth::OrganisationTag>(column++);
  envelope.author = row.id<auth::UserTag>(column++);
  envelope.level = static_cast<auth::Level>(row.integer(column++));
  envelope.audience = row.id<auth::AudienceTag>(column++);
  envelope.state = static_cast<auth::State>(row.integer(column++));
  envelope.expires_on = row.optional_time(column++);
  return envelope;
}

void FactSets::begin(std::int64_t policy_epoch) {
  if (epoch != policy_epoch || members.size() + denied.size() > kMost) {
    members.clear();
    denied.clear();
  }
  epoch = policy_epoch;
}

auth::Facts FactsLoader::load(auth::Envelope const& envelope) {
  auto& members = sets_.members[envelope.audience];
  if (!members) {
    members = auth::load_members(tx_, envelope.audience);
    bytes_ += members->size() * sizeof(std::int64_t);
  }
  auto& denied = sets_.denied[envelope.source];
  if (!denied) {
    denied = auth::load_denied(tx_, envelope.source);
    bytes_ += denied->size() * sizeof(std::int64_t);
  }
  return {envelope, members, denied};
}

}  // namespace forum
