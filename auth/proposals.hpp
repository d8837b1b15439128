// Decisions that take two people: one proposes, another approves or refuses. A proposal is a row that says
// what is asked, of which organisation, by whom and when, and how it ended; what approving it does is the
// business of its kind (auth/decisions.cpp). It can be taken back by whoever made it, and expires.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/organisations.hpp"
#include "auth/policy.hpp"
#include "auth/viewer.hpp"

namespace auth {

using ProposalId = base::Id<struct ProposalTag>;

// What an erasure is about, and what an order orders, is a post: the forum's business (forum/erasures.hpp).
enum class ProposalKind { deny_list, status, erasure, erasure_order };
std::string_view to_string(ProposalKind kind);
std::optional<ProposalKind> parse_proposal_kind(std::string_view name);

// Expired is an open one whose time is over: no row says so.
enum class Outcome { open, approved, refused, withdrawn, expired };
std::string_view to_string(Outcome outcome);
std::optional<Outcome> parse_outcome(std::string_view name);

constexpr std::chrono::days kProposalLasts{14};

// Can be set in the configuration, section [proposals].
struct ProposalLimits {
  int open_per_organisation = 20;  // and kind: nobody learns from it what others have proposed
  int open_per_person = 20;        // widenings that somebody has asked for (forum/widening.hpp)
  int posts_in_widening = 200;     // of one source, that go along with a thread; the others stay as they are
};
constexpr std::size_t kMostReferenceCharacters = 200;

struct Person {
  UserId user;
  base::PublicId public_id;
  std::string name;
  std::string function;

  bool operator==(Person const&) const = default;
};

struct NewProposal {
  ProposalKind kind;
  OrganisationId organisation;
  std::optional<UserId> subject = {};
  std::string what = {};
  int basis = 1;
  std::string reason = {};
  std::string reference = {};
  std::vector<OrganisationId> add = {};  // both ascending
  std::vector<OrganisationId> remove = {};
};

struct Proposal {
  ProposalId id;
  base::PublicId public_id;
  ProposalKind kind;
  OrganisationId organisation_id;
  std::optional<OrganisationId> organisation_parent;
  Organisation organisation;
  std::optional<UserId> subject;
  std::string what;
  int basis;
  std::string reason;
  std::string reference;
  std::vector<Organisation> add;
  std::vector<Organisation> remove;
  Person proposed_by;
  base::Timestamp proposed_at;
  base::Timestamp expires_at;
  std::optional<Person> decided_by;
  std::optional<base::Timestamp> decided_at;
  Outcome outcome;
  // What this viewer may do with it.
  bool may_approve = false;
  bool may_withdraw = false;
};

// What policy.hpp is asked about a proposal, or about what it would change.
Target target_of(OrganisationId organisation);
Target target_of(Proposal const& proposal);
Action reading_of(ProposalKind kind);
Action proposing_of(ProposalKind kind);
Action approving_of(ProposalKind kind);

// too_many_proposals where as many of this kind are open for the organisation as may be.
base::Result<Proposal> create_proposal(storage::WriteTx& tx, Viewer const& viewer,
                                       NewProposal const& proposal, ProposalLimits const& limits,
                                       base::Random& random);
// Of this kind and organisation, or of all organisations: every one that is open, then the last of the
// others; the newest first.
std::vector<Proposal> load_proposals(storage::ReadTx& tx, Viewer const& viewer, ProposalKind kind,
                                     std::optional<OrganisationId> organisation);
// not_found where there is none that the viewer may read.
base::Result<Proposal> load_proposal(storage::ReadTx& tx, Viewer const& viewer, base::PublicId const& id);

}  // namespace auth
