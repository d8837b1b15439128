// Walks along the audit log and finds where it is not as it was written. Internal to auth/audit_verify.cpp.
//
// A record's bytes hold its number and the leaf hash of the record before. So a row tells three things:
// whether it fits its own hash; if not, as which other number it would fit (it was moved, or all were
// renumbered); and what stood before it. From this the walk tells a change from a removal, an insertion and a
// reordering, and goes on with the tree as it was before. Memory is constant but for the rows that fit
// nowhere, which are bounded.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "auth/audit_findings.hpp"
#include "auth/audit_log_sql.hpp"

namespace auth {

class AuditWalk {
 public:
  // Told of each leaf, in the order in which the log was written, as long as that can be known.
  struct Listener {
    // The tree has grown to `size` leaves; `leaf` is the last.
    std::function<void(AuditFrontier const& tree, base::Digest const& leaf)> on_leaf;
    std::function<void(int height, std::int64_t position, base::Digest const& hash)> on_subtree;
  };

  AuditWalk(AuditFindings& findings, Listener listener)
      : findings_(findings), listener_(std::move(listener)) {}

  void add(AuditRow row);
  // After the last row.
  void finish();

  // Rows seen.
  std::int64_t rows() const { return rows_; }
  // The number, as it was written, of the last.
  std::int64_t end() const { return next_ - 1; }
  // False after a place where the log as it was written cannot be told: nothing behind it can be compared
  // with a checkpoint.
  bool knows_the_tree() const { return knows_tree_; }
  AuditFrontier const& tree() const { return tree_; }
  base::Digest const& last_leaf() const { return last_leaf_; }

 private:
  // A row, and what it is off by: it fits its hash as number + off.
  struct Read {
    std::int64_t number = 0;
    std::optional<AuditEntry> entry;
    std::optional<std::int64_t> off;

    base::Digest leaf() const { return entry ? entry->leaf : base::Digest{}; }
  };
  // The last record whose leaf is not yet in the tree: the next one may know better what it was.
  struct Pending {
    std::int64_t number = 0;
    base::Digest leaf{};
    bool fits = false;
    std::optional<std::int64_t> moved_from;  // its leaf is another's, unless the next row says more
  };

  Read read(AuditRow row);
  std::optional<std::int64_t> find_offset(AuditEntry const& entry);
  void settle(Read next);
  void take(Read const& row);
  void take_alone(Read const& row);
  void take_shift(Read const& row);
  void chain(Read const& row);
  bool changed_places_with_pending(Read const& row) const;
  void push(base::Digest const& leaf);
  void push_pending();
  void name_moved_far();

  AuditFindings& findings_;
  Listener listener_;
  std::int64_t rows_ = 0;
  std::int64_t next_ = 1;   // the number, as it was written, of the record that should come next
  std::int64_t shift_ = 0;  // rows were renumbered: what stands at n was written as n + shift
  std::optional<Read> suspect_;
  std::optional<Pending> pending_;
  std::vector<AuditEntry> unfit_;
  std::int64_t searches_ = 0;
  AuditFrontier tree_;
  base::Digest last_leaf_{};
  bool knows_tree_ = true;
};

}  // namespace auth
