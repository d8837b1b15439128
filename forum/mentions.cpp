#include "forum/mentions.hpp"

#include <algorithm>
#include <memory>

#include "auth/audience.hpp"
#include "auth/readable.hpp"

namespace forum {

Readership readers_of_new(storage::ReadTx& tx, std::vector<auth::AudienceId> const& audiences,
                          auth::Level level, auth::TopicScope topic) {
  return {auth::members_of_all(tx, audiences), level, topic};
}

bool may_be_mentioned(storage::ReadTx& tx, auth::Viewer const& writer, auth::UserId user,
                      Readership const& readers) {
  auto const reader = auth::load_viewer(tx, user, writer.now);
  if (!reader) return false;
  auth::Facts facts;
  facts.envelope.source = writer.organisation;
  facts.envelope.author = writer.user;
  facts.envelope.level = readers.level;
  facts.envelope.state = auth::State::published;
  auto members = std::make_shared<std::vector<std::int64_t>>();
  for (auto const organisation : readers.organisations) {
    if (organisation == reader->organisation) members->push_back(organisation.value);
  }
  facts.members = std::move(members);
  facts.denied = std::make_shared<std::vector<std::int64_t> const>();
  return auth::decide(*reader, {&facts, 1}, readers.topic);
}

}  // namespace forum
