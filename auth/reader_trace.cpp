#include "auth/reader_trace.hpp"

#include <algorithm>

#include "auth/deny_lists_sql.hpp"
#include "auth/named.hpp"
#include "auth/organisations_sql.hpp"
#include "auth/proposals.hpp"

namespace auth {
namespace {

constexpr auto kSteps = std::to_array<Named<ReadStep>>({
    {ReadStep::topic, "topic"},
    {ReadStep::thread, "thread"},
    {ReadStep::post, "post"},
    {ReadStep::state, "state"},
    {ReadStep::expiry, "expiry"},
    {ReadStep::level, "level"},
    {ReadStep::deny_list, "deny_list"},
    {ReadStep::other_lists, "other_lists"},
});

constexpr auto kResults = std::to_array<Named<StepResult>>({
    {StepResult::passes, "passes"},
    {StepResult::fails, "fails"},
    {StepResult::some, "some"},
    {StepResult::not_told, "not_told"},
});

constexpr ReadStep kStoreys[] = {ReadStep::topic, ReadStep::thread, ReadStep::post};

// About whom is asked.
struct Asked {
  OrganisationId organisation;
  std::optional<OrganisationId> parent;
};

StepResult passes_where(bool holds) {
  return holds ? StepResult::passes : StepResult::fails;
}

bool is_member(storage::ReadTx& tx, AudienceId audience, OrganisationId organisation) {
  return std::ranges::binary_search(*load_members(tx, audience), organisation.value);
}

// Whether somebody of the organisation may coordinate the object's source: what stands below a bureau is
// coordinated from there as well.
bool may_coordinate(Envelope const& envelope, Asked const& asked) {
  auto const is_of = [&](std::optional<OrganisationId> const& one) {
    return one && (*one == envelope.source || one == envelope.source_parent);
  };
  return is_of(asked.organisation) || is_of(asked.parent);
}

StepResult state_of(Envelope const& envelope, Asked const& asked) {
  switch (envelope.state) {
    case State::published:
      return StepResult::passes;
    case State::awaiting_release:  // its author and coordinators
      return may_coordinate(envelope, asked) ? StepResult::some : StepResult::fails;
    case State::hidden:  // its source, and moderators anywhere
      return asked.organisation == envelope.source ? StepResult::passes : StepResult::some;
    case State::withdrawn:
      return StepResult::fails;
  }
  return StepResult::fails;
}

// The strictest of the storeys.
StepResult state_of(std::span<Envelope const> chain, Asked const& asked) {
  auto strictest = StepResult::passes;
  for (Envelope const& envelope : chain) {
    auto const result = state_of(envelope, asked);
    if (result == StepResult::fails) return result;
    if (result == StepResult::some) strictest = result;
  }
  return strictest;
}

bool has_expired(std::span<Envelope const> chain, base::Timestamp now) {
  return std::ranges::any_of(
      chain, [&](Envelope const& envelope) { return envelope.expires_on && *envelope.expires_on <= now; });
}

bool is_for_everybody(std::span<Envelope const> chain) {
  return std::ranges::all_of(chain, [](Envelope const& envelope) { return envelope.level == Level::open; });
}

bool may_know_list(Viewer const& viewer, OrganisationId source) {
  return judge(viewer, Action::read_deny_list, target_of(source)) == Verdict::allowed;
}

bool is_listed(storage::ReadTx& tx, OrganisationId source, Asked const& asked) {
  auto const denied = select_deny_list(tx, source);
  return std::ranges::binary_search(denied, asked.organisation) ||
         (asked.parent && std::ranges::binary_search(denied, *asked.parent));
}

// Of the object itself; nobody is denied what is his own, and nobody keeps from the viewer's organisation
// what he reads.
StepResult deny_list_of(storage::ReadTx& tx, Viewer const& viewer, OrganisationId source,
                        Asked const& asked) {
  if (asked.organisation == source || asked.organisation == viewer.organisation) return StepResult::passes;
  if (!may_know_list(viewer, source)) return StepResult::not_told;
  return passes_where(!is_listed(tx, source, asked));
}

// Of what encloses it.
StepResult other_lists_of(storage::ReadTx& tx, Viewer const& viewer, std::span<Envelope const> chain,
                          Asked const& asked) {
  auto result = StepResult::passes;
  for (Envelope const& envelope : chain.first(chain.size() - 1)) {
    if (envelope.source == chain.back().source) continue;
    auto const one = deny_list_of(tx, viewer, envelope.source, asked);
    if (one == StepResult::fails) return one;
    if (one == StepResult::not_told) result = one;
  }
  return result;
}

}  // namespace

std::string_view to_string(ReadStep step) {
  return name_of(kSteps, step);
}
std::string_view to_string(StepResult result) {
  return name_of(kResults, result);
}

std::vector<TracedStep> trace_reading(storage::ReadTx& tx, Viewer const& viewer,
                                      std::span<Envelope const> chain, OrganisationId organisation) {
  Asked const asked{organisation, find_parent(tx, organisation)};
  std::vector<TracedStep> trace;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    trace.push_back({kStoreys[i], passes_where(is_member(tx, chain[i].audience, organisation))});
  }
  trace.push_back({ReadStep::state, state_of(chain, asked)});
  trace.push_back({ReadStep::expiry, passes_where(!has_expired(chain, viewer.now))});
  trace.push_back({ReadStep::level, is_for_everybody(chain) ? StepResult::passes : StepResult::some});
  trace.push_back({ReadStep::deny_list, deny_list_of(tx, viewer, chain.back().source, asked)});
  trace.push_back({ReadStep::other_lists, other_lists_of(tx, viewer, chain, asked)});
  return trace;
}

bool excludes(std::span<TracedStep const> trace) {
  return std::ranges::any_of(trace, [](TracedStep const& one) { return one.result == StepResult::fails; });
}

}  // namespace auth
