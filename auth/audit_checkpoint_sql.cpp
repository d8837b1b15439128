#include "auth/audit_checkpoint_sql.hpp"

#include <algorithm>
#include <stdexcept>

namespace auth {
namespace {

storage::Statement const kInsertKey(
    "audit_key.insert",
    "INSERT INTO audit_key (name, public_key, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
storage::Statement const kSelectKeys("audit_key.select",
                                     "SELECT name, public_key FROM audit_key ORDER BY id");
storage::Statement const kInsertCheckpoint(
    "audit_checkpoint.insert", "INSERT INTO audit_checkpoint (size, made_at, note) VALUES ($1, $2, $3)");
storage::Statement const kNewest("audit_checkpoint.newest",
                                 "SELECT COALESCE(MAX(size), 0) FROM audit_checkpoint");
storage::Statement const kFindCheckpoint("audit_checkpoint.find",
                                         "SELECT note FROM audit_checkpoint WHERE size = $1");
storage::Statement const kNext(
    "audit_checkpoint.next", "SELECT size, note FROM audit_checkpoint WHERE size > $1 ORDER BY size LIMIT 1");
storage::Statement const kInsertWitness(
    "audit_witness.insert",
    "INSERT INTO audit_witness (organisation, name, public_key, registered_at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT DO NOTHING RETURNING id");
storage::Statement const kRetireWitness(
    "audit_witness.retire", "UPDATE audit_witness SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL");
storage::Statement const kSelectWitnesses(
    "audit_witness.select",
    "SELECT id, organisation, name, public_key, registered_at, retired_at FROM audit_witness ORDER BY id");
storage::Statement const kInsertCosignature(
    "audit_cosignature.insert",
    "INSERT INTO audit_cosignature (size, witness_id, received_at, line) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT DO NOTHING");
storage::Statement const kLastCosigned(
    "audit_cosignature.last", "SELECT MAX(received_at) FROM audit_cosignature WHERE witness_id = $1");
storage::Statement const kSelectCosignatures(
    "audit_cosignature.select",
    "SELECT size, witness_id, line FROM audit_cosignature WHERE size = $1 ORDER BY witness_id");
storage::Statement const kSelectStray(
    "audit_cosignature.select_stray",
    "SELECT size, witness_id, line FROM audit_cosignature AS c"
    " WHERE NOT EXISTS (SELECT 1 FROM audit_checkpoint AS p WHERE p.size = c.size)"
    " ORDER BY size, witness_id LIMIT 100");

KeyBytes read_key_bytes(storage::Row const& row, int column) {
  auto const bytes = row.blob(column);
  KeyBytes key;
  if (bytes.size() != key.size()) throw std::logic_error("a stored key has the wrong size");
  std::ranges::copy(bytes, key.begin());
  return key;
}

std::int64_t read_size(storage::Row const& row) {
  return row.integer(0);
}

CosignatureRow read_cosignature(storage::Row const& row) {
  return {row.integer(0), row.id<WitnessTag>(1), std::string(row.text(2))};
}

}  // namespace

bool insert_audit_key(storage::WriteTx& tx, NoteKey const& key, base::Timestamp now) {
  return tx.execute(kInsertKey, key.name, std::span<std::byte const>(key.bytes), now) > 0;
}

std::vector<NoteKey> load_audit_keys(storage::ReadTx& tx) {
  std::vector<NoteKey> keys;
  tx.each(kSelectKeys, [&](storage::Row const& row) {
    keys.push_back({std::string(row.text(0)), NoteAlgorithm::ed25519, read_key_bytes(row, 1)});
  });
  return keys;
}

void insert_checkpoint(storage::WriteTx& tx, std::int64_t size, base::Timestamp now, std::string_view note) {
  tx.execute(kInsertCheckpoint, size, now, note);
}

std::int64_t select_newest_checkpoint_size(storage::ReadTx& tx) {
  return tx.one(kNewest, read_size).value();
}

std::optional<std::string> find_checkpoint_note(storage::ReadTx& tx, std::int64_t size) {
  return tx.one(kFindCheckpoint, [](storage::Row const& row) { return std::string(row.text(0)); }, size);
}

std::optional<CheckpointNote> find_next_checkpoint(storage::ReadTx& tx, std::int64_t after) {
  return tx.one(
      kNext, [](storage::Row const& row) { return CheckpointNote{row.integer(0), std::string(row.text(1))}; },
      after);
}

std::optional<CheckpointNote> find_checkpoint(storage::ReadTx& tx, std::int64_t size) {
  auto note = find_checkpoint_note(tx, size);
  if (!note) return std::nullopt;
  for (CosignatureRow const& cosignature : select_cosignatures(tx, size)) *note += cosignature.line;
  return CheckpointNote{size, std::move(*note)};
}

std::optional<WitnessId> insert_witness(storage::WriteTx& tx, base::PublicId const& organisation,
                                        NoteKey const& key, base::Timestamp now) {
  return tx.one(
      kInsertWitness, [](storage::Row const& row) { return row.id<WitnessTag>(0); }, organisation, key.name,
      std::span<std::byte const>(key.bytes), now);
}

bool retire_witness_row(storage::WriteTx& tx, WitnessId witness, base::Timestamp now) {
  return tx.execute(kRetireWitness, witness, now) > 0;
}

std::vector<Witness> load_witnesses(storage::ReadTx& tx) {
  std::vector<Witness> witnesses;
  tx.each(kSelectWitnesses, [&](storage::Row const& row) {
    witnesses.push_back({row.id<WitnessTag>(0),
                         row.public_id(1),
                         {std::string(row.text(2)), NoteAlgorithm::cosignature, read_key_bytes(row, 3)},
                         row.time(4),
                         row.optional_time(5)});
  });
  return witnesses;
}

bool insert_cosignature(storage::WriteTx& tx, std::int64_t size, WitnessId witness, std::string_view line,
                        base::Timestamp now) {
  return tx.execute(kInsertCosignature, size, witness, now, line) > 0;
}

std::optional<base::Timestamp> find_last_cosigned(storage::ReadTx& tx, WitnessId witness) {
  return tx.one(kLastCosigned, [](storage::Row const& row) { return row.optional_time(0); }, witness).value();
}

std::vector<CosignatureRow> select_cosignatures(storage::ReadTx& tx, std::int64_t size) {
  std::vector<CosignatureRow> rows;
  tx.each(kSelectCosignatures, [&](storage::Row const& row) { rows.push_back(read_cosignature(row)); }, size);
  return rows;
}

std::vector<CosignatureRow> select_stray_cosignatures(storage::ReadTx& tx) {
  std::vector<CosignatureRow> rows;
  tx.each(kSelectStray, [&](storage::Row const& row) { rows.push_back(read_cosignature(row)); });
  return rows;
}

}  // namespace auth
