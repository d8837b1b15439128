// Rows of checkpoints, of the keys that signed them, and of witnesses. Internal to this floor.
#pragma once

#include <functional>

#include "auth/audit_checkpoint.hpp"
#include "auth/audit_witness.hpp"

namespace auth {

// False where it was there.
bool insert_audit_key(storage::WriteTx& tx, NoteKey const& key, base::Timestamp now);
void insert_checkpoint(storage::WriteTx& tx, std::int64_t size, base::Timestamp now, std::string_view note);
// 0 where there is none.
std::int64_t select_newest_checkpoint_size(storage::ReadTx& tx);
// The signed note alone, without the witnesses' lines.
std::optional<std::string> find_checkpoint_note(storage::ReadTx& tx, std::int64_t size);
// The first checkpoint of more than `after` records; for walking along the log.
std::optional<CheckpointNote> find_next_checkpoint(storage::ReadTx& tx, std::int64_t after);

// Nothing where the name or the key is taken.
std::optional<WitnessId> insert_witness(storage::WriteTx& tx, base::PublicId const& organisation,
                                        NoteKey const& key, base::Timestamp now);
bool retire_witness_row(storage::WriteTx& tx, WitnessId witness, base::Timestamp now);
// False where this witness has co-signed this checkpoint before.
bool insert_cosignature(storage::WriteTx& tx, std::int64_t size, WitnessId witness, std::string_view line,
                        base::Timestamp now);
std::optional<base::Timestamp> find_last_cosigned(storage::ReadTx& tx, WitnessId witness);
struct CosignatureRow {
  std::int64_t size = 0;
  WitnessId witness;
  std::string line;
};
std::vector<CosignatureRow> select_cosignatures(storage::ReadTx& tx, std::int64_t size);
// Of checkpoints that are not there.
std::vector<CosignatureRow> select_stray_cosignatures(storage::ReadTx& tx);

}  // namespace auth
