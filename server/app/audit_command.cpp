// The audit log from the command line: to verify it, to take its newest checkpoint away, and for bureaus that
// co-sign.
#include <cstdio>
#include <fstream>
#include <optional>
#include <sstream>

#include "auth/audit_key.hpp"
#include "auth/audit_verify.hpp"
#include "server/app/audit_signer.hpp"
#include "server/app/commands.hpp"

namespace server::app {
namespace {

constexpr int kUnsound = 2;  // apart from 1, which says that it could not be verified

std::string read_file(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return text.str();
}

auth::NoteKey parse_key(std::string const& text) {
  auto const key = auth::parse_note_key(text);
  if (!key) throw std::runtime_error("not a public key, <name>+<hint>+<base64>: " + text);
  return *key;
}

std::string where(auth::AuditFinding const& finding) {
  if (finding.first == 0) return "";
  if (finding.first == finding.last) return "record " + std::to_string(finding.first) + ": ";
  return "records " + std::to_string(finding.first) + " to " + std::to_string(finding.last) + ": ";
}

// What the log is to be signed with, from outside the database: the key file. Where there is none to read,
// says what the answer is worth without.
std::optional<auth::NoteKey> find_current_key(std::filesystem::path const& file) {
  std::string why = "there is no key file " + file.string();
  try {
    if (auto const signer = auth::read_note_key_file(file)) {
      std::printf("the newest checkpoint has to be signed with the key in %s\n", file.c_str());
      return signer->key();
    }
  } catch (std::runtime_error const& failure) {
    why = failure.what();
  }
  std::printf(
      "%s: the keys were taken from this database, which proves nothing against whoever can write "
      "it; give --key with the public key, learnt elsewhere\n",
      why.c_str());
  return std::nullopt;
}

void print(auth::AuditVerification const& verification) {
  std::printf("%lld records, %lld checkpoints, %lld co-signatures; signed as far as record %lld\n",
              static_cast<long long>(verification.records), static_cast<long long>(verification.checkpoints),
              static_cast<long long>(verification.cosignatures),
              static_cast<long long>(verification.covered));
  if (verification.records > 0 && verification.covered == 0)
    std::puts("no checkpoint covers any record: whoever can write the database could have written them all");
  for (auth::AuditFinding const& finding : verification.findings.all())
    std::printf("%s%s\n", where(finding).c_str(), finding.text.c_str());
  if (verification.findings.beyond() > 0)
    std::printf("and %lld more\n", static_cast<long long>(verification.findings.beyond()));
  if (verification.not_compared > 0) {
    std::printf("%lld checkpoints could not be compared: what stood before them is not known any more\n",
                static_cast<long long>(verification.not_compared));
  }
  std::puts(verification.is_sound() ? "sound" : "NOT SOUND");
}

}  // namespace

int verify_audit(Settings const& settings, AuditVerifyRequest const& request) {
  auth::AuditEvidence evidence;
  for (auto const& file : request.checkpoints) evidence.held.push_back(read_file(file));
  for (auto const& key : request.keys) evidence.keys.push_back(parse_key(key));
  if (!std::filesystem::exists(settings.storage.path))
    throw std::runtime_error("there is no database " + settings.storage.path.string());
  if (evidence.keys.empty()) evidence.current_key = find_current_key(settings.audit_key_file);
  storage::DatabaseSettings evidence_only = settings.storage;
  evidence_only.read_only = true;  // what is looked into stays as it was found
  storage::Database database(evidence_only, all_migrations());
  auto const verification =
      database.read_now([&](storage::ReadTx& tx) -> base::Result<auth::AuditVerification> {
        return auth::verify_audit_log(tx, evidence);
      });
  print(verification.value());
  return verification->is_sound() ? 0 : kUnsound;
}

int print_audit_checkpoint(Settings const& settings) {
  base::SystemRandom random;
  storage::Database database(settings.storage, all_migrations());
  auto const signer = load_or_create_audit_signer(database, settings, random);
  auto const newest = database.write_now([&](storage::WriteTx& tx) -> base::Result<auth::CheckpointNote> {
    auth::make_checkpoint(tx, signer, base::wall_clock_now());
    return auth::find_newest_checkpoint(tx).value();
  });
  std::fputs(newest.value().note.c_str(), stdout);
  return 0;
}

int make_witness_key(std::string const& name, std::filesystem::path const& file) {
  base::SystemRandom random;
  auto const signer = auth::NoteSigner::make(name, auth::NoteAlgorithm::cosignature, random);
  auth::write_note_key_file(file, signer);
  std::printf("%s\n", auth::to_string(signer.key()).c_str());
  return 0;
}

int cosign_checkpoint(std::filesystem::path const& key_file, std::filesystem::path const& checkpoint) {
  auto const signer = auth::read_note_key_file(key_file);
  if (!signer) throw std::runtime_error("there is no key file " + key_file.string());
  std::string const text = read_file(checkpoint);
  auto const note = auth::parse_signed_note(text);
  if (!note || !auth::parse_checkpoint(note->text))
    throw std::runtime_error(checkpoint.string() + " is not a checkpoint");
  auto const signature = signer->sign(note->text, base::wall_clock_now());
  std::printf("%s%s", text.c_str(), auth::encode_signature_line(signature).c_str());
  return 0;
}

}  // namespace server::app
