// The read rule (access-model: "Read rule"), in its two forms: readable() is the SQL condition for lists,
// decide() the function for one object. tests/unit/auth/read_rule_test.cpp holds them together over random
// worlds. There is no third place: every list, count and stream uses one of the two.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "auth/viewer.hpp"
#include "storage/transaction.hpp"

namespace auth {

// The SQL condition under which the viewer may read the row that `alias` names. The row has the envelope
// columns source_id, author_id, level, audience_id, state, expires_on; `topic` is the SQL expression for the
// key of its topic. The statement gets the viewer as its parameters $1 to $6: start it with query_as(); its
// own parameters begin at $7. A post is readable where its own row, its thread's and its topic's pass:
// compose all three. `thread` is the SQL expression for the key of the thread that the row is, stands in or
// encloses; guests, who are invited to threads, read nothing where there is none.
std::string readable(std::string_view alias, std::string_view topic, std::string_view thread = "NULL");

// The keys of the threads that a guest is invited to, as a SELECT; none for everybody else.
std::string invited_threads();

// $1 user, $2 organisation, $3 bureau, $4 ceiling (below kReadsNothing: a guest's), $5 now, $6 coordinated
// organisation (0: none).
constexpr int kViewerParameters = 6;

// What compares a level with $4 finds it below the lowest for a guest; the read rule alone turns it round.
inline std::int64_t ceiling_parameter(Viewer const& viewer) {
  return viewer.guest_ceiling == kReadsNothing ? viewer.ceiling : -2 - viewer.guest_ceiling;
}

template <class... Arguments>
storage::Rows query_as(storage::ReadTx& tx, Viewer const& viewer, storage::Statement const& statement,
                       Arguments const&... arguments) {
  return tx.query(statement, viewer.user, viewer.organisation, viewer.bureau, ceiling_parameter(viewer),
                  viewer.now, viewer.coordinated.value_or(OrganisationId{0}), arguments...);
}

template <class Read, class... Arguments>
auto one_as(storage::ReadTx& tx, Viewer const& viewer, storage::Statement const& statement, Read read,
            Arguments const&... arguments) {
  return tx.one(statement, read, viewer.user, viewer.organisation, viewer.bureau, ceiling_parameter(viewer),
                viewer.now, viewer.coordinated.value_or(OrganisationId{0}), arguments...);
}

// What an object carries that the read rule asks for.
struct Envelope {
  OrganisationId source;
  std::optional<OrganisationId> source_parent;  // the bureau above the source
  UserId author;
  Level level = Level::confidential;
  AudienceId audience;
  State state = State::withdrawn;
  std::optional<base::Timestamp> expires_on;
};

// An object's envelope with its sets resolved from one snapshot: enough to decide for any number of viewers
// without the database. Immutable; may go to any thread.
struct Facts {
  Envelope envelope;
  std::shared_ptr<std::vector<std::int64_t> const> members;  // organisations of the audience, ascending
  std::shared_ptr<std::vector<std::int64_t> const> denied;   // the source's deny list, ascending
};
// Finds source_parent itself where the envelope does not name it.
Facts load_facts(storage::ReadTx& tx, Envelope const& envelope);
// The sets of load_facts one by one, for a caller that keeps them while one snapshot lasts.
std::shared_ptr<std::vector<std::int64_t> const> load_members(storage::ReadTx& tx, AudienceId audience);
std::shared_ptr<std::vector<std::int64_t> const> load_denied(storage::ReadTx& tx, OrganisationId source);

// An object and everything that encloses it, topic first; `topic` is its topic's key, `thread` its thread's,
// without which guests read nothing.
bool decide(Viewer const& viewer, std::span<Facts const> chain, TopicScope topic,
            std::optional<ThreadScope> thread = std::nullopt);

// Whether the viewer would read the object while it awaits its release: its author, for the source that he
// still belongs to, and the source's coordinators.
bool reads_before_release(Viewer const& viewer, Envelope const& envelope);

// Moves with every change of audience, marking, grant, status, deny list or vetting; call bump_policy_epoch
// in the transaction of the change.
std::int64_t policy_epoch(storage::ReadTx& tx);
void bump_policy_epoch(storage::WriteTx& tx);
// Writes the epoch as it is: a write that changes nothing, to learn whether the database takes writes.
void touch_policy_epoch(storage::WriteTx& tx);

}  // namespace auth
