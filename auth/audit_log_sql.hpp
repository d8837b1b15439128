// Rows of the audit log. Internal to this floor.
#pragma once

#include <algorithm>
#include <limits>

#include "auth/audit_filter.hpp"
#include "auth/audit_log.hpp"

namespace auth {

// What is kept of 256 records in a row, to know without looking at them what is not among them.
constexpr std::int64_t kAuditBlockSize = 256;
struct AuditBlock {
  base::Timestamp least_at = base::Timestamp::max();
  base::Timestamp most_at = base::Timestamp::min();
  std::string filter;  // of the actors, objects, sources and parts of the consultations

  void note(base::Timestamp at) {
    least_at = std::min(least_at, at);
    most_at = std::max(most_at, at);
  }
  bool operator==(AuditBlock const&) const = default;
};
AuditBlock make_audit_block(storage::ReadTx& tx, std::int64_t position);
void insert_audit_block(storage::WriteTx& tx, std::int64_t position, AuditBlock const& block);
std::optional<AuditBlock> find_audit_block(storage::ReadTx& tx, std::int64_t position);

// The columns that read_audit_entry() takes, in its order.
extern char const kAuditColumns[];

// Throws std::logic_error where a column holds what no record can: somebody else wrote it.
AuditEntry read_audit_entry(storage::Row const& row);

// A column that holds a list; empty for NULL. Throws as well.
PublicIds read_public_ids(std::optional<std::span<std::byte const>> const& bytes);

void insert_audit_record(storage::WriteTx& tx, std::int64_t number, AuditRecord const& record,
                         base::Digest const& previous, base::Digest const& leaf);
void insert_audit_subtree(storage::WriteTx& tx, int height, std::int64_t position, base::Digest const& hash);
void update_audit_head(storage::WriteTx& tx, AuditHead const& head);

std::optional<base::Digest> find_audit_leaf(storage::ReadTx& tx, std::int64_t number);
std::optional<base::Digest> find_audit_subtree(storage::ReadTx& tx, int height, std::int64_t position);

// All entries by number, for the one who verifies. Damaged ones come with their number alone.
struct AuditRow {
  std::int64_t number = 0;
  std::optional<AuditEntry> entry;
};
// `on_row(AuditRow&&)`, one at a time and a piece after the other: the log does not fit into memory.
template <class OnRow>
void each_audit_row(storage::ReadTx& tx, OnRow on_row);

constexpr int kAuditPiece = 200;  // rows
storage::Statement const& audit_walk_statement();
AuditRow read_audit_row(storage::Row const& row);

template <class OnRow>
void each_audit_row(storage::ReadTx& tx, OnRow on_row) {
  auto from = std::numeric_limits<std::int64_t>::min();
  for (int rows = kAuditPiece; rows == kAuditPiece;) {
    rows = 0;
    tx.each(
        audit_walk_statement(),
        [&](storage::Row const& row) {
          AuditRow read = read_audit_row(row);
          from = read.number + 1;
          ++rows;
          on_row(std::move(read));
        },
        from, kAuditPiece);
  }
}

bool has_audit_source(storage::ReadTx& tx, base::PublicId const& organisation, std::int64_t number);
std::int64_t count_audit_sources(storage::ReadTx& tx);

}  // namespace auth
