#include "auth/audit_log.hpp"

#include <stdexcept>

#include "auth/audit_log_sql.hpp"

namespace auth {
namespace {

// Of the perfect subtrees only those of 2^8, 2^16 ... records are kept: a proof hashes at most 255 nodes more
// for each, and a record costs 1/255 of a row.
constexpr int kKeptEvery = 8;

constexpr int kBlockHeight = 8;
static_assert(std::int64_t{1} << kBlockHeight == kAuditBlockSize);

bool is_kept(int height) {
  return height > 0 && height % kKeptEvery == 0;
}

base::Digest load_subtree(storage::ReadTx& tx, int height, std::int64_t position) {
  auto const kept = height == 0       ? find_audit_leaf(tx, position + 1)
                    : is_kept(height) ? find_audit_subtree(tx, height, position)
                                      : std::nullopt;
  if (kept) return *kept;
  if (height == 0) throw std::logic_error("a record of the audit log is missing");
  return hash_children(load_subtree(tx, height - 1, 2 * position),
                       load_subtree(tx, height - 1, 2 * position + 1));
}

SubtreeHash subtrees_of(storage::ReadTx& tx) {
  return [&tx](int height, std::int64_t position) { return load_subtree(tx, height, position); };
}

void append_to(storage::WriteTx& tx, AuditHead& head, AuditRecord const& record) {
  check_audit_record(record);
  std::int64_t const number = head.size() + 1;
  base::Digest const leaf = hash_audit_record(number, head.last_leaf, record);
  insert_audit_record(tx, number, record, head.last_leaf, leaf);
  head.frontier.append(leaf, [&](int height, std::int64_t position, base::Digest const& hash) {
    if (is_kept(height)) insert_audit_subtree(tx, height, position, hash);
    if (height == kBlockHeight) insert_audit_block(tx, position, make_audit_block(tx, position));
  });
  head.last_leaf = leaf;
}

}  // namespace

base::Digest hash_audit_record(std::int64_t number, base::Digest const& previous, AuditRecord const& record) {
  std::string bytes;
  bytes.reserve(512);
  bytes.push_back('\0');  // RFC 6962: what begins a leaf
  encode_audit_record(bytes, number, previous, record);
  return base::sha256(bytes);
}

std::int64_t append_audit(storage::WriteTx& tx, AuditRecord const& record) {
  AuditHead head = load_audit_head(tx);
  append_to(tx, head, record);
  update_audit_head(tx, head);
  return head.size();
}

void append_audit_all(storage::WriteTx& tx, std::span<AuditRecord const> records) {
  if (records.empty()) return;
  AuditHead head = load_audit_head(tx);
  for (AuditRecord const& record : records) append_to(tx, head, record);
  update_audit_head(tx, head);
}

AuditActor actor_of(Viewer const& viewer, std::optional<Role> role) {
  return {viewer.public_id, viewer.organisation_public_id, role};
}

std::vector<base::Digest> prove_inclusion(storage::ReadTx& tx, std::int64_t number, std::int64_t size) {
  return inclusion_proof(number - 1, size, subtrees_of(tx));
}

std::vector<base::Digest> prove_consistency(storage::ReadTx& tx, std::int64_t older, std::int64_t size) {
  return consistency_proof(older, size, subtrees_of(tx));
}

base::Digest load_audit_root(storage::ReadTx& tx, std::int64_t size) {
  return tree_root(size, subtrees_of(tx));
}

}  // namespace auth
