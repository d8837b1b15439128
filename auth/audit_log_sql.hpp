// Rows of the audit log. Internal to this floor.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "auth/audit_filter.hpp"
#include "auth/audit_pack.hpp"

namespace auth {

constexpr std::int64_t kAuditBlockSize = 256;
// The block in which the record of this number, from 1, stands; its first and its last record. No pack
// reaches across its end.
constexpr std::int64_t audit_block_of(std::int64_t number) {
  return (number - 1) / kAuditBlockSize;
}
constexpr std::int64_t first_of_audit_block(std::int64_t position) {
  return position * kAuditBlockSize + 1;
}
constexpr std::int64_t last_of_audit_block(std::int64_t position) {
  return position * kAuditBlockSize + kAuditBlockSize;
}
// The highest number that a record can have: the last of its block.
constexpr std::int64_t kMostAuditNumber =
    std::numeric_limits<std::int64_t>::max() / kAuditBlockSize * kAuditBlockSize;

// What is kept of a block, to know without looking at its records what is not among them.
struct AuditBlock {
  base::Timestamp least_at = base::Timestamp::max();
  base::Timestamp most_at = base::Timestamp::min();
  std::string filter;  // of the actors, objects, sources and parts of the consultations

  bool operator==(AuditBlock const&) const = default;
};
// From what the log holds of the block, and behind it `newest`, which are not written yet.
AuditBlock make_audit_block(storage::ReadTx& tx, std::int64_t position,
                            std::span<AuditRecord const> newest = {});
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
void insert_audit_pack(storage::WriteTx& tx, AuditPack const& pack);
void insert_audit_subtree(storage::WriteTx& tx, int height, std::int64_t position, base::Digest const& hash);
void update_audit_head(storage::WriteTx& tx, AuditHead const& head);

std::optional<base::Digest> find_audit_leaf(storage::ReadTx& tx, std::int64_t number);
std::optional<base::Digest> find_audit_subtree(storage::ReadTx& tx, int height, std::int64_t position);

// A place in the log, and what stands there; nothing where that can be no record.
struct AuditRow {
  std::int64_t number = 0;
  std::optional<AuditEntry> entry;
};
// All that stands in the block, whether in a row of its own or in a pack, by number. Both who searches and
// who verifies reads the log through this, so that nothing is hidden from the one and sound for the other.
enum class AuditRows { all, consultations };
std::vector<AuditRow> select_audit_block(storage::ReadTx& tx, std::int64_t position, AuditRows which);

// The first number from `from` on at which something stands.
std::optional<std::int64_t> find_next_audit_number(storage::ReadTx& tx, std::int64_t from);
// The numbers from $1 to $2 of rows and packs.
storage::Statement const& audit_numbers_statement();

// All there is by number, for the one who verifies. `on_row(AuditRow&&)`, one at a time and a block after the
// other: the log does not fit into memory.
template <class OnRow>
void each_audit_row(storage::ReadTx& tx, OnRow on_row) {
  using Numbers = std::numeric_limits<std::int64_t>;
  auto const tell_that_none_can_stand = [&](std::int64_t from, std::int64_t to) {
    tx.each(
        audit_numbers_statement(),
        [&](storage::Row const& row) { on_row(AuditRow{row.integer(0), std::nullopt}); }, from, to);
  };
  tell_that_none_can_stand(Numbers::min(), 0);
  auto next = find_next_audit_number(tx, 1);
  while (next && *next <= kMostAuditNumber) {
    std::int64_t const position = audit_block_of(*next);
    for (AuditRow& row : select_audit_block(tx, position, AuditRows::all)) on_row(std::move(row));
    next = find_next_audit_number(tx, last_of_audit_block(position) + 1);
  }
  tell_that_none_can_stand(kMostAuditNumber + 1, Numbers::max());
}

bool has_audit_source(storage::ReadTx& tx, base::PublicId const& organisation, std::int64_t number);
std::int64_t count_audit_sources(storage::ReadTx& tx);

}  // namespace auth
