// The audit log itself: append-only rows, each with the hash of the one before, and a Merkle tree over all.
//
// A record is appended in the transaction of the change that it tells of: both are kept, or neither is.
// Appending costs the insert, the hash and an amortised constant of the tree, whatever the log's length.
// docs/audit.md says what the log proves, and against whom.
#pragma once

#include <span>

#include "auth/audit_record.hpp"
#include "auth/audit_tree.hpp"
#include "storage/transaction.hpp"

namespace auth {

// A record as it stands in the log. Numbers are dense, from 1; record n is leaf n - 1 of the tree.
struct AuditEntry {
  std::int64_t number = 0;
  AuditRecord record;
  base::Digest previous{};  // the leaf hash of the record before; zero bytes for the first
  base::Digest leaf{};
};

// Where the log ends.
struct AuditHead {
  AuditFrontier frontier;
  base::Digest last_leaf{};  // the end of the chain; zero bytes of an empty log

  std::int64_t size() const { return frontier.size(); }
};

// Gives the number of the record. Throws std::invalid_argument for texts and lists that are not fit.
std::int64_t append_audit(storage::WriteTx& tx, AuditRecord const& record);
// In this order; for consultations, which come in batches.
void append_audit_all(storage::WriteTx& tx, std::span<AuditRecord const> records);

// Who acts, for a record: the viewer, with the role that gives him the right where there is one.
AuditActor actor_of(Viewer const& viewer, std::optional<Role> role = std::nullopt);

AuditHead load_audit_head(storage::ReadTx& tx);
std::optional<AuditEntry> find_audit_entry(storage::ReadTx& tx, std::int64_t number);
// The hash of the canonical bytes: what `leaf` must be.
base::Digest hash_audit_record(std::int64_t number, base::Digest const& previous, AuditRecord const& record);

// Proofs for somebody who holds a checkpoint. Numbers as in audit_tree.hpp, but of records, from 1.
std::vector<base::Digest> prove_inclusion(storage::ReadTx& tx, std::int64_t number, std::int64_t size);
std::vector<base::Digest> prove_consistency(storage::ReadTx& tx, std::int64_t older, std::int64_t size);
// The root when the log had `size` records.
base::Digest load_audit_root(storage::ReadTx& tx, std::int64_t size);

}  // namespace auth
