#include "auth/readable.hpp"

#include <algorithm>

namespace auth {
namespace {

bool holds(std::shared_ptr<std::vector<std::int64_t> const> const& ids, OrganisationId id) {
  return std::ranges::binary_search(*ids, id.value);
}

bool coordinates(Viewer const& viewer, Envelope const& envelope) {
  return viewer.coordinated &&
         (viewer.coordinated == envelope.source || viewer.coordinated == envelope.source_parent);
}

bool state_allows(Viewer const& viewer, Envelope const& envelope, TopicScope topic) {
  switch (envelope.state) {
    case State::published:
      return true;
    case State::awaiting_release:
      return reads_before_release(viewer, envelope);
    case State::hidden:
      return envelope.source == viewer.organisation || viewer.moderates(topic);
    case State::withdrawn:
      return false;
  }
  return false;
}

// An organisation is never denied what is its own, though its sub-bureau may have denied the bureau above.
bool is_denied(Viewer const& viewer, Facts const& facts) {
  return facts.envelope.source != viewer.organisation &&
         (holds(facts.denied, viewer.organisation) || holds(facts.denied, viewer.bureau));
}

bool reaches_level(Viewer const& viewer, Facts const& facts, std::optional<ThreadScope> thread) {
  int const level = static_cast<int>(facts.envelope.level);
  if (level <= viewer.ceiling) return true;
  // What is for his own organisation alone is for its officers, and what is not published for nobody invited.
  bool const is_invited = thread && std::ranges::find(viewer.invited_to, *thread) != viewer.invited_to.end();
  return level <= viewer.guest_ceiling && is_invited && facts.envelope.state == State::published &&
         std::ranges::any_of(*facts.members,
                             [&](std::int64_t id) { return id != viewer.organisation.value; });
}

bool passes(Viewer const& viewer, Facts const& facts, TopicScope topic, std::optional<ThreadScope> thread) {
  Envelope const& envelope = facts.envelope;
  if (!facts.members || !facts.denied) return false;  // a missing attribute denies
  return reaches_level(viewer, facts, thread) &&
         (!envelope.expires_on || *envelope.expires_on > viewer.now) &&
         state_allows(viewer, envelope, topic) && holds(facts.members, viewer.organisation) &&
         !is_denied(viewer, facts);
}

}  // namespace

bool reads_before_release(Viewer const& viewer, Envelope const& envelope) {
  // What its author left behind when he changed his organisation is not his any more.
  return (envelope.author == viewer.user && envelope.source == viewer.organisation) ||
         coordinates(viewer, envelope);
}

bool decide(Viewer const& viewer, std::span<Facts const> chain, TopicScope topic,
            std::optional<ThreadScope> thread) {
  return !chain.empty() &&
         std::ranges::all_of(chain, [&](Facts const& facts) { return passes(viewer, facts, topic, thread); });
}

}  // namespace auth
