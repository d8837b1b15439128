// Verifies the whole audit log: every record, the tree, every checkpoint and co-signature, and that the log
// still begins with what a checkpoint that somebody else kept says. For tools: it reads the log once from end
// to end, in constant memory.
//
// What is found depends on what the one who tampered could do. Whoever only edits the database is named
// record by record. Whoever also computes all hashes anew is found by the checkpoints, whose key he lacks.
// Whoever has that key too, such as the operator, is found by a checkpoint out of his reach: docs/audit.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/audit_findings.hpp"
#include "auth/audit_note.hpp"
#include "storage/transaction.hpp"

namespace auth {

struct AuditEvidence {
  // Checkpoints that somebody else kept, as notes.
  std::vector<std::string> held;
  // The keys that may have signed; where there are none, those that the database names. Given by somebody who
  // learnt them elsewhere, they also find an operator who signed everything anew with another key.
  std::vector<NoteKey> keys;
  // The key that the server signs with now, where it is known from outside the database: the newest
  // checkpoint has to be signed with it, and it has to be among the keys that the database names. The older
  // of these may then be believed: what they signed is under the newest checkpoint's root.
  std::optional<NoteKey> current_key = {};
};

struct AuditVerification {
  std::int64_t records = 0;
  std::int64_t checkpoints = 0;   // seen, held ones too
  std::int64_t cosignatures = 0;  // that are right
  std::int64_t covered = 0;       // records that a checkpoint covers
  std::int64_t not_compared = 0;  // checkpoints behind a place where the log as written cannot be told
  AuditFindings findings;

  bool is_sound() const { return findings.all().empty(); }
};

AuditVerification verify_audit_log(storage::ReadTx& tx, AuditEvidence const& evidence);

}  // namespace auth
