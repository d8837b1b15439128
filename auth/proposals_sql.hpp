// Rows of proposals. Internal to this floor.
#pragma once

#include "auth/proposals.hpp"

namespace auth {

enum class TermSide { add, remove };
std::string_view to_string(TermSide side);

ProposalId insert_proposal(storage::WriteTx& tx, Viewer const& viewer, NewProposal const& proposal,
                           base::PublicId const& public_id, base::Timestamp expires_at);
void insert_term(storage::WriteTx& tx, ProposalId proposal, TermSide side, OrganisationId organisation);
void close_proposal(storage::WriteTx& tx, ProposalId proposal, Outcome outcome, UserId by,
                    base::Timestamp at);

// Without organisations and terms, as the row has it: open is open even after its time.
std::optional<Proposal> find_proposal(storage::ReadTx& tx, base::PublicId const& id);
// Those that can still be decided; and the last of those that cannot, expired ones among them. The newest
// first; of one organisation, or of all.
std::vector<Proposal> select_open(storage::ReadTx& tx, ProposalKind kind,
                                  std::optional<OrganisationId> organisation, base::Timestamp now);
std::vector<Proposal> select_past(storage::ReadTx& tx, ProposalKind kind,
                                  std::optional<OrganisationId> organisation, base::Timestamp now, int most);
int count_open(storage::ReadTx& tx, ProposalKind kind, OrganisationId organisation, base::Timestamp now);
std::vector<OrganisationId> select_terms(storage::ReadTx& tx, ProposalId proposal, TermSide side);

}  // namespace auth
