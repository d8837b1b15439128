// Witnesses: bureaus that co-sign checkpoints with keys of their own. A log that many have signed for cannot
// be rewritten by the one who runs it, nor shown to different people in different forms.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "auth/audit_checkpoint.hpp"
#include "base/error.hpp"

namespace auth {

using WitnessId = base::Id<struct WitnessTag>;

struct Witness {
  WitnessId id;
  base::PublicId organisation;
  NoteKey key;
  base::Timestamp registered_at;
  std::optional<base::Timestamp> retired_at;
};

// `key_text` is a public key of type cosignature, "<name>+<hint>+<base64>". Refused with the field `/key`:
// malformed, or duplicate where the name or the key is taken.
base::Result<WitnessId> register_witness(storage::WriteTx& tx, AuditActor const& actor,
                                         base::PublicId const& organisation, std::string_view key_text,
                                         base::Timestamp now);
// What it co-signed stays and is verified; it co-signs nothing more. not_found where there is none.
base::Result<void> retire_witness(storage::WriteTx& tx, AuditActor const& actor, WitnessId witness,
                                  base::Timestamp now);
std::vector<Witness> load_witnesses(storage::ReadTx& tx);
// By what its key is called in the log (public_id_of()).
std::optional<WitnessId> find_witness(storage::ReadTx& tx, base::PublicId const& key);
// Whether one that has not retired stands for the organisation.
bool has_witness(storage::ReadTx& tx, OrganisationId organisation);

struct WitnessedBy {
  Witness witness;
  std::optional<base::Timestamp> cosigned_at;  // when its last co-signature came
};
std::vector<WitnessedBy> load_witnessed(storage::ReadTx& tx);

// Takes a checkpoint's note that a witness of `organisation` has added its line to. Kept only where the text
// is, byte for byte, that of a checkpoint of ours and the line was made with the witness's key; a forged one
// is refused with the field `/note`: malformed where it is no note, unknown_value where the text or the
// signer is not ours, out_of_range where the time lies in the future, duplicate where it is here already, and
// malformed again, with the detail saying so, where the signature is wrong.
base::Result<std::int64_t> add_cosignature(storage::WriteTx& tx, base::PublicId const& organisation,
                                           std::string_view note, base::Timestamp now);

}  // namespace auth
