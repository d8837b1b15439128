#include "auth/audit_walk.hpp"

#include <utility>

namespace auth {
namespace {

using Kind = AuditFinding::Kind;

// How far around its place a row is looked for first, and for how many rows: beyond, a log that was changed
// all over would take hours.
constexpr std::int64_t kNear = 64;
constexpr std::int64_t kMostSearches = 1000;
constexpr std::size_t kMostUnfit = 1000;

constexpr char kChanged[] = "changed: does not fit its own hash";
constexpr char kReplaced[] = "changed: fits its own hash, but the record after it was chained to another";
constexpr char kUnreadable[] = "changed: holds what no record can hold";
constexpr char kRemoved[] = "removed";
constexpr char kInserted[] = "inserted: nothing was written here, and what follows was renumbered";
constexpr char kBelow[] = "inserted: stands before the first record";
constexpr char kBeyond[] = "inserted: no log has so many records";
constexpr char kTwice[] = "inserted: another record stands at this number";

std::string moved_text(std::int64_t original) {
  return "moved: was written as record " + std::to_string(original);
}

bool fits_as(AuditEntry const& entry, std::int64_t number) {
  return number > 0 && hash_audit_record(number, entry.previous, entry.record) == entry.leaf;
}

}  // namespace

std::optional<std::int64_t> AuditWalk::find_offset(AuditEntry const& entry) {
  if (fits_as(entry, entry.number + shift_)) return shift_;
  if (shift_ != 0 && fits_as(entry, entry.number)) return 0;
  std::int64_t const reach = searches_++ < kMostSearches ? kNear : 1;
  for (std::int64_t distance = 1; distance <= reach; ++distance) {
    for (std::int64_t const off : {shift_ + distance, shift_ - distance}) {
      if (fits_as(entry, entry.number + off)) return off;
    }
  }
  return std::nullopt;
}

AuditWalk::Read AuditWalk::read(AuditRow row) {
  Read read{.number = row.number, .entry = std::move(row.entry), .off = std::nullopt};
  if (read.entry) read.off = find_offset(*read.entry);
  return read;
}

void AuditWalk::add(AuditRow row) {
  ++rows_;
  if (row.number < 1) {
    findings_.add({Kind::inserted, row.number, row.number, kBelow});
    return;
  }
  if (row.number > kMostAuditNumber) {
    findings_.add({Kind::inserted, row.number, row.number, kBeyond});
    return;
  }
  settle(read(std::move(row)));
}

// One row that is off may have been moved or changed; two that are off by the same were renumbered. So was
// one behind which as many are missing: the last of a pack out of which something was taken.
void AuditWalk::settle(Read next) {
  if (suspect_) {
    Read const suspect = *std::exchange(suspect_, std::nullopt);
    bool const is_off = suspect.off && *suspect.off != shift_;
    if (is_off && suspect.off == next.off) {
      take_shift(suspect);
    } else if (is_off && next.off == shift_ && suspect.number < next.number - 1 &&
               suspect.number + *suspect.off + 1 == next.number + shift_) {
      take_shift(suspect);
      take_shift(next);
      return;
    } else {
      take_alone(suspect);
    }
  }
  if (next.off == shift_) {
    take(next);
  } else {
    suspect_ = std::move(next);
  }
}

void AuditWalk::finish() {
  if (suspect_) {
    Read const suspect = *std::exchange(suspect_, std::nullopt);
    // The last row has none behind it that would tell.
    bool const was_renumbered = suspect.off && !changed_places_with_pending(suspect);
    was_renumbered ? take_shift(suspect) : take_alone(suspect);
  }
  push_pending();
  name_moved_far();
}

// A row in its place.
void AuditWalk::take(Read const& row) {
  std::int64_t const original = row.number + shift_;
  if (original < next_) {
    findings_.add({Kind::inserted, row.number, row.number, kTwice});
    return;
  }
  if (original > next_) {
    findings_.add({Kind::removed, next_, original - 1, kRemoved});
    push_pending();
    // Of a single missing record the leaf is known: the next one is chained to it.
    original == next_ + 1 ? push(row.entry->previous) : void(knows_tree_ = false);
  } else {
    chain(row);
  }
  pending_ = Pending{row.number, row.entry->leaf, true, std::nullopt};
  next_ = original + 1;
}

// A row that does not belong where it stands, or not as it is.
void AuditWalk::take_alone(Read const& row) {
  std::int64_t const place = row.number + shift_;
  if (place < next_) {
    findings_.add({Kind::inserted, row.number, row.number, kTwice});
    return;
  }
  if (place > next_) {
    findings_.add({Kind::removed, next_, place - 1, kRemoved});
    knows_tree_ = false;
  }
  if (!row.entry) {
    findings_.add({Kind::changed, row.number, row.number, kUnreadable});
  } else if (row.off) {
    findings_.add({Kind::reordered, row.number, row.number, moved_text(row.number + *row.off)});
  } else {
    findings_.add({Kind::changed, row.number, row.number, kChanged});
    if (unfit_.size() < kMostUnfit) unfit_.push_back(*row.entry);
  }
  if (changed_places_with_pending(row)) {
    pending_->leaf = row.leaf();
    pending_->moved_from.reset();
  }
  push_pending();
  pending_ = Pending{row.number, row.leaf(), false, std::nullopt};
  if (row.off) pending_->moved_from = row.number + *row.off;
  next_ = place + 1;
}

bool AuditWalk::changed_places_with_pending(Read const& row) const {
  return row.off && pending_ && pending_->moved_from == row.number + shift_ &&
         row.number + *row.off == pending_->number + shift_;
}

// From this row on all are renumbered: records before it were taken out, or put in.
void AuditWalk::take_shift(Read const& row) {
  shift_ = *row.off;
  std::int64_t const original = row.number + shift_;
  if (original >= next_) {
    take(row);
    return;
  }
  std::int64_t const count = next_ - original;
  findings_.retract(Kind::changed, row.number - count, row.number - 1);
  findings_.retract(Kind::reordered, row.number - count, row.number - 1);
  findings_.add({Kind::inserted, row.number - count, row.number - 1, kInserted});
  if (count > 1) knows_tree_ = false;
  pending_.reset();
  next_ = original;
  take(row);
}

// What a row that fits says of the one before it.
void AuditWalk::chain(Read const& row) {
  if (!pending_) {
    if (next_ == 1 && row.entry->previous != base::Digest{})
      findings_.add({Kind::changed, row.number, row.number, kReplaced});
    return;
  }
  if (pending_->leaf != row.entry->previous) {
    if (pending_->fits) findings_.add({Kind::changed, pending_->number, pending_->number, kReplaced});
    pending_->leaf = row.entry->previous;
  }
  pending_->moved_from.reset();
  push_pending();
}

void AuditWalk::push_pending() {
  if (pending_ && pending_->moved_from) knows_tree_ = false;
  if (pending_) push(pending_->leaf);
  pending_.reset();
}

void AuditWalk::push(base::Digest const& leaf) {
  if (!knows_tree_) return;
  tree_.append(leaf, listener_.on_subtree);
  last_leaf_ = leaf;
  listener_.on_leaf(tree_, leaf);
}

// Rows that fit nowhere near: perhaps they have changed places with each other.
void AuditWalk::name_moved_far() {
  for (AuditEntry const& entry : unfit_) {
    for (AuditEntry const& other : unfit_) {
      std::int64_t const original = other.number + shift_;
      if (entry.number == other.number || !fits_as(entry, original)) continue;
      findings_.retract(Kind::changed, entry.number, entry.number);
      findings_.add({Kind::reordered, entry.number, entry.number, moved_text(original)});
      break;
    }
  }
}

}  // namespace auth
