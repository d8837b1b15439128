#include "tests/unit/auth/audit_world.hpp"

namespace auth {

AuditWorld::AuditWorld() : signer(NoteSigner::make("colloquium/test", NoteAlgorithm::ed25519, random)) {
  write([&](storage::WriteTx& tx) { register_audit_key(tx, signer.key(), now); });
}

AuditRecord AuditWorld::make_record() {
  now += std::chrono::seconds(1);
  return {.at = now,
          .event = AuditEvent::object_viewed,
          .actor = {make_id(), make_id(), Role::contributor},
          .object = {AuditObjectKind::thread, make_id()},
          .topic = make_id(),
          .level = Level::official_use_only,
          .sources = {make_id()},
          .parts = {make_id()}};
}

void AuditWorld::append(int count) {
  for (int i = 0; i < count; ++i) {
    write([&](storage::WriteTx& tx) { append_audit(tx, make_record()); });
  }
}

void AuditWorld::append_together(int count) {
  std::vector<AuditRecord> records;
  for (int i = 0; i < count; ++i) records.push_back(make_record());
  write([&](storage::WriteTx& tx) { append_audit_all(tx, records); });
}

AuditEntry AuditWorld::entry(std::int64_t number) {
  return read([&](storage::ReadTx& tx) { return find_audit_entry(tx, number).value(); });
}

std::int64_t AuditWorld::size() {
  return read([](storage::ReadTx& tx) { return load_audit_head(tx).size(); });
}

std::string AuditWorld::checkpoint() {
  now += std::chrono::minutes(1);
  return write([&](storage::WriteTx& tx) {
    make_checkpoint(tx, signer, now);
    return find_newest_checkpoint(tx).value().note;
  });
}

AuditVerification AuditWorld::verify(AuditEvidence const& evidence) {
  return read([&](storage::ReadTx& tx) { return verify_audit_log(tx, evidence); });
}

std::vector<std::string> brief(AuditVerification const& verification) {
  std::vector<std::string> texts;
  for (AuditFinding const& finding : verification.findings.all()) {
    std::string text(to_string(finding.kind));
    if (finding.first != 0) text += " " + std::to_string(finding.first) + "-" + std::to_string(finding.last);
    texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace auth
