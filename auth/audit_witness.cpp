#include "auth/audit_witness.hpp"

#include <algorithm>

#include "auth/audit_checkpoint_sql.hpp"
#include "auth/audit_log_sql.hpp"
#include "auth/organisations.hpp"

namespace auth {
namespace {

constexpr std::chrono::minutes kMostClockDifference{5};

base::Error refused(std::string field, base::FieldCode code, std::string detail) {
  base::Error error = base::invalid_field(std::move(field), code);
  error.detail = std::move(detail);
  return error;
}

base::Error refused_note(base::FieldCode code, std::string detail) {
  return refused("/note", code, std::move(detail));
}

// The witness of this organisation whose line the note carries.
std::optional<Witness> find_signer(storage::ReadTx& tx, base::PublicId const& organisation,
                                   SignedNote const& note) {
  for (Witness& witness : load_witnesses(tx)) {
    bool const has_line = verify(note, witness.key).outcome != Verified::Outcome::absent;
    if (witness.organisation == organisation && !witness.retired_at && has_line) return std::move(witness);
  }
  return std::nullopt;
}

std::string line_of(SignedNote const& note, NoteKey const& key) {
  for (NoteSignature const& signature : note.signatures) {
    if (signature.name == key.name && signature.hint == key.hint()) return encode_signature_line(signature);
  }
  throw std::logic_error("a verified signature has no line");
}

void log_witness(storage::WriteTx& tx, AuditEvent event, AuditActor const& actor, Witness const& witness,
                 base::Timestamp now) {
  append_audit(tx, {.at = now,
                    .event = event,
                    .actor = actor,
                    .object = {AuditObjectKind::audit_log, public_id_of(witness.key)},
                    .sources = {witness.organisation}});
}

}  // namespace

base::Result<WitnessId> register_witness(storage::WriteTx& tx, AuditActor const& actor,
                                         base::PublicId const& organisation, std::string_view key_text,
                                         base::Timestamp now) {
  auto const key = parse_note_key(key_text);
  if (!key || key->algorithm != NoteAlgorithm::cosignature) {
    return refused("/key", base::FieldCode::malformed,
                   "not a public key of the type cosignature: <name>+<hint>+<base64>");
  }
  auto const witness = insert_witness(tx, organisation, *key, now);
  if (!witness) return refused("/key", base::FieldCode::duplicate, "this name or key is registered already");
  log_witness(tx, AuditEvent::witness_registered, actor, {*witness, organisation, *key, now, {}}, now);
  return *witness;
}

base::Result<void> retire_witness(storage::WriteTx& tx, AuditActor const& actor, WitnessId id,
                                  base::Timestamp now) {
  for (Witness const& witness : load_witnesses(tx)) {
    if (witness.id != id || !retire_witness_row(tx, id, now)) continue;
    log_witness(tx, AuditEvent::witness_retired, actor, witness, now);
    return {};
  }
  return base::Error(base::ErrorCode::not_found);
}

std::optional<WitnessId> find_witness(storage::ReadTx& tx, base::PublicId const& key) {
  for (Witness const& witness : load_witnesses(tx)) {
    if (public_id_of(witness.key) == key) return witness.id;
  }
  return std::nullopt;
}

bool has_witness(storage::ReadTx& tx, OrganisationId organisation) {
  auto const id = public_id_of(tx, organisation);
  return std::ranges::any_of(load_witnesses(tx), [&](Witness const& witness) {
    return witness.organisation == id && !witness.retired_at;
  });
}

std::vector<WitnessedBy> load_witnessed(storage::ReadTx& tx) {
  std::vector<WitnessedBy> witnessed;
  for (Witness& witness : load_witnesses(tx)) {
    auto const cosigned_at = find_last_cosigned(tx, witness.id);
    witnessed.push_back({std::move(witness), cosigned_at});
  }
  return witnessed;
}

base::Result<std::int64_t> add_cosignature(storage::WriteTx& tx, base::PublicId const& organisation,
                                           std::string_view text, base::Timestamp now) {
  auto const note = parse_signed_note(text);
  auto const checkpoint = note ? parse_checkpoint(note->text) : std::nullopt;
  if (!checkpoint) return refused_note(base::FieldCode::malformed, "not the signed note of a checkpoint");
  auto const ours = find_checkpoint_note(tx, checkpoint->size);
  auto const parsed = ours ? parse_signed_note(*ours) : std::nullopt;
  if (!parsed || parsed->text != note->text)
    return refused_note(base::FieldCode::unknown_value, "the text is not that of a checkpoint of this log");
  auto const witness = find_signer(tx, organisation, *note);
  if (!witness) {
    return refused_note(base::FieldCode::unknown_value,
                        "no line of a key that is registered for this organisation");
  }
  Verified const verified = verify(*note, witness->key);
  if (verified.outcome != Verified::Outcome::right)
    return refused_note(base::FieldCode::malformed, "the co-signature was not made with the registered key");
  if (!verified.signed_at || *verified.signed_at > now + kMostClockDifference)
    return refused_note(base::FieldCode::out_of_range, "the co-signature bears a time in the future");
  if (!insert_cosignature(tx, checkpoint->size, witness->id, line_of(*note, witness->key), now))
    return refused_note(base::FieldCode::duplicate, "this witness has co-signed this checkpoint already");
  return checkpoint->size;
}

}  // namespace auth
