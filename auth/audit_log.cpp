#include "auth/audit_log.hpp"

#include <algorithm>
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

// Appends records one after the other, and tells the head at the end.
class Appender {
 public:
  explicit Appender(storage::WriteTx& tx) : tx_(tx), head_(load_audit_head(tx)) {}

  void append_row(AuditRecord const& record) { append_row(record, std::span(&record, 1)); }
  // Consultations in packs, anything else in rows.
  void append_all(std::span<AuditRecord const> records) {
    for (std::size_t i = 0; i < records.size(); ++i) {
      auto const newest = records.first(i + 1).last(std::min(i + 1, std::size_t{kAuditBlockSize}));
      bool const is_consultation = kind_of(records[i].event) == AuditKind::consultation;
      is_consultation ? append_packed(records[i], newest) : append_row(records[i], newest);
    }
  }
  // Gives the number of the last.
  std::int64_t finish() {
    insert_pack();
    update_audit_head(tx_, head_);
    return head_.size();
  }

 private:
  using Newest = std::span<AuditRecord const>;  // up to the record that is appended, at most a block

  std::int64_t next() const { return head_.size() + 1; }

  void append_row(AuditRecord const& record, Newest newest) {
    check_audit_record(record);
    insert_pack();
    base::Digest const leaf = hash_audit_record(next(), head_.last_leaf, record);
    insert_audit_record(tx_, next(), record, head_.last_leaf, leaf);
    grow(leaf, newest);
  }
  void append_packed(AuditRecord const& record, Newest newest) {
    check_audit_record(record);
    base::Digest const leaf = pack_.add(next(), head_.last_leaf, record);
    if (pack_.is_full() || next() % kAuditBlockSize == 0) insert_pack();
    grow(leaf, newest);
  }
  void insert_pack() {
    if (pack_.is_empty()) return;
    insert_audit_pack(tx_, pack_);
    pack_.clear();
  }
  void grow(base::Digest const& leaf, Newest newest) {
    head_.frontier.append(leaf, [&](int height, std::int64_t position, base::Digest const& hash) {
      if (is_kept(height)) insert_audit_subtree(tx_, height, position, hash);
      if (height == kBlockHeight) insert_audit_block(tx_, position, make_audit_block(tx_, position, newest));
    });
    head_.last_leaf = leaf;
  }

  storage::WriteTx& tx_;
  AuditHead head_;
  AuditPack pack_;
};

}  // namespace

base::Digest hash_audit_record(std::int64_t number, base::Digest const& previous, AuditRecord const& record) {
  std::string bytes;
  bytes.reserve(512);
  bytes.push_back('\0');  // RFC 6962: what begins a leaf
  encode_audit_record(bytes, number, previous, record);
  return base::sha256(bytes);
}

std::int64_t append_audit(storage::WriteTx& tx, AuditRecord const& record) {
  Appender appender(tx);
  appender.append_row(record);
  return appender.finish();
}

void append_audit_all(storage::WriteTx& tx, std::span<AuditRecord const> records) {
  if (records.empty()) return;
  Appender appender(tx);
  appender.append_all(records);
  appender.finish();
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
