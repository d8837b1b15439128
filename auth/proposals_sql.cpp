#include "auth/proposals_sql.hpp"

namespace auth {
namespace {

std::string const kColumns =
    "SELECT p.id, p.public_id, p.kind, p.organisation_id, p.subject_id, p.what, p.basis, p.reason, "
    "p.reference,"
    " p.proposed_at, p.expires_at, p.outcome, p.decided_at,"
    " a.id, a.public_id, a.name, a.function, d.id, d.public_id, d.name, d.function,"
    " (SELECT o.parent_id FROM organisation o WHERE o.id = p.organisation_id)"
    " FROM proposal p JOIN users a ON a.id = p.proposed_by LEFT JOIN users d ON d.id = p.decided_by";
constexpr int kProposer = 13;
constexpr int kDecider = 17;
constexpr int kParent = 21;

// At the time $2.
constexpr char const* kIsOpen = "p.outcome = 'open' AND p.expires_at > $2";
constexpr char const* kIsPast = "(p.outcome <> 'open' OR p.expires_at <= $2)";
constexpr char const* kOfKind = " WHERE p.kind = $1 AND ";
constexpr char const* kOfOrganisation = " WHERE p.kind = $1 AND p.organisation_id = $3 AND ";
constexpr char const* kNewestFirst = " ORDER BY p.id DESC";

storage::Statement const kInsert(
    "proposal.insert",
    "INSERT INTO proposal (public_id, kind, organisation_id, subject_id, what, basis, reason, reference,"
    " proposed_by, proposed_at, expires_at, outcome)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open') RETURNING id");
storage::Statement const kInsertTerm(
    "proposal.insert_term",
    "INSERT INTO proposal_term (proposal_id, side, organisation_id) VALUES ($1, $2, $3)");
storage::Statement const kClose(
    "proposal.close", "UPDATE proposal SET outcome = $2, decided_by = $3, decided_at = $4 WHERE id = $1");
storage::Statement const kFind("proposal.find", kColumns + " WHERE p.public_id = $1");
storage::Statement const kSelectOpen("proposal.select_open", kColumns + kOfKind + kIsOpen + kNewestFirst);
storage::Statement const kSelectOpenOf("proposal.select_open_of",
                                       kColumns + kOfOrganisation + kIsOpen + kNewestFirst);
storage::Statement const kSelectPast("proposal.select_past",
                                     kColumns + kOfKind + kIsPast + kNewestFirst + " LIMIT $3");
storage::Statement const kSelectPastOf("proposal.select_past_of",
                                       kColumns + kOfOrganisation + kIsPast + kNewestFirst + " LIMIT $4");
storage::Statement const kCountOpen("proposal.count_open", std::string("SELECT COUNT(*) FROM proposal p") +
                                                               kOfOrganisation + kIsOpen);
storage::Statement const kSelectTerms("proposal.select_terms",
                                      "SELECT organisation_id FROM proposal_term"
                                      " WHERE proposal_id = $1 AND side = $2 ORDER BY organisation_id");

Person read_person(storage::Row const& row, int first) {
  return {row.id<UserTag>(first), row.public_id(first + 1), std::string(row.text(first + 2)),
          std::string(row.text(first + 3))};
}

Proposal read_proposal(storage::Row const& row) {
  Proposal proposal{};
  proposal.id = row.id<ProposalTag>(0);
  proposal.public_id = row.public_id(1);
  proposal.kind = parse_proposal_kind(row.text(2)).value();
  proposal.organisation_id = row.id<OrganisationTag>(3);
  proposal.organisation_parent = row.optional_id<OrganisationTag>(kParent);
  proposal.subject = row.optional_id<UserTag>(4);
  proposal.what = row.text(5);
  proposal.basis = static_cast<int>(row.integer(6));
  proposal.reason = row.text(7);
  proposal.reference = row.text(8);
  proposal.proposed_at = row.time(9);
  proposal.expires_at = row.time(10);
  proposal.outcome = parse_outcome(row.text(11)).value();
  proposal.decided_at = row.optional_time(12);
  proposal.proposed_by = read_person(row, kProposer);
  if (!row.is_null(kDecider)) proposal.decided_by = read_person(row, kDecider);
  return proposal;
}

}  // namespace

ProposalId insert_proposal(storage::WriteTx& tx, Viewer const& viewer, NewProposal const& proposal,
                           base::PublicId const& public_id, base::Timestamp expires_at) {
  return tx
      .one(
          kInsert, [](storage::Row const& row) { return row.id<ProposalTag>(0); }, public_id,
          to_string(proposal.kind), proposal.organisation, proposal.subject, proposal.what,
          std::int64_t{proposal.basis}, proposal.reason, proposal.reference, viewer.user, viewer.now,
          expires_at)
      .value();
}

void insert_term(storage::WriteTx& tx, ProposalId proposal, TermSide side, OrganisationId organisation) {
  tx.execute(kInsertTerm, proposal, to_string(side), organisation);
}

void close_proposal(storage::WriteTx& tx, ProposalId proposal, Outcome outcome, UserId by,
                    base::Timestamp at) {
  tx.execute(kClose, proposal, to_string(outcome), by, at);
}

std::optional<Proposal> find_proposal(storage::ReadTx& tx, base::PublicId const& id) {
  return tx.one(kFind, read_proposal, id);
}

std::vector<Proposal> select_open(storage::ReadTx& tx, ProposalKind kind,
                                  std::optional<OrganisationId> organisation, base::Timestamp now) {
  std::vector<Proposal> open;
  auto const add = [&](storage::Row const& row) { open.push_back(read_proposal(row)); };
  if (organisation) {
    tx.each(kSelectOpenOf, add, to_string(kind), now, *organisation);
  } else {
    tx.each(kSelectOpen, add, to_string(kind), now);
  }
  return open;
}

std::vector<Proposal> select_past(storage::ReadTx& tx, ProposalKind kind,
                                  std::optional<OrganisationId> organisation, base::Timestamp now, int most) {
  std::vector<Proposal> past;
  auto const add = [&](storage::Row const& row) { past.push_back(read_proposal(row)); };
  if (organisation) {
    tx.each(kSelectPastOf, add, to_string(kind), now, *organisation, std::int64_t{most});
  } else {
    tx.each(kSelectPast, add, to_string(kind), now, std::int64_t{most});
  }
  return past;
}

int count_open(storage::ReadTx& tx, ProposalKind kind, OrganisationId organisation, base::Timestamp now) {
  return tx
      .one(
          kCountOpen, [](storage::Row const& row) { return static_cast<int>(row.integer(0)); },
          to_string(kind), now, organisation)
      .value();
}

std::vector<OrganisationId> select_terms(storage::ReadTx& tx, ProposalId proposal, TermSide side) {
  std::vector<OrganisationId> terms;
  tx.each(
      kSelectTerms, [&](storage::Row const& row) { terms.push_back(row.id<OrganisationTag>(0)); }, proposal,
      to_string(side));
  return terms;
}

}  // namespace auth
