#include "auth/audit_search.hpp"

#include <algorithm>

namespace auth {
namespace {

bool contains(PublicIds const& ids, base::PublicId const& id) {
  return std::ranges::binary_search(ids, id);
}

// What the statement leaves to us, of acts and consultations alike.
bool fits(AuditRecord const& record, bool hides_parts, AuditConditions const& conditions) {
  AuditFilter const& filter = conditions.filter;
  if (filter.object && record.object.id != filter.object &&
      (hides_parts || !contains(record.parts, *filter.object))) {
    return false;
  }
  if (filter.source && !contains(record.sources, *filter.source)) return false;
  auto const& organisation = record.actor.organisation;
  return !conditions.actors_of || (organisation && contains(*conditions.actors_of, *organisation));
}

bool has_source(AuditRecord const& record, PublicIds const& any_source) {
  return any_source.empty() || std::ranges::any_of(any_source, [&](base::PublicId const& source) {
           return contains(record.sources, source);
         });
}

// False where none of the block's consultations can be meant.
bool may_hold(AuditBlock const& block, PublicIds const& any_source, AuditFilter const& filter) {
  if ((filter.from && block.most_at < *filter.from) || (filter.until && block.least_at >= *filter.until))
    return false;
  for (auto const& wanted : {filter.actor, filter.object, filter.source}) {
    if (wanted && !may_contain(block.filter, *wanted)) return false;
  }
  return any_source.empty() || std::ranges::any_of(any_source, [&](base::PublicId const& source) {
           return may_contain(block.filter, source);
         });
}

// One slice: each stream is walked down from the top of the range, and none further than those before it.
class Slice {
 public:
  Slice(storage::ReadTx& tx, AuditSearch const& search, AuditConditions const& conditions,
        AuditEffort const& effort)
      : tx_(tx), search_(search), conditions_(conditions), records_(effort.records) {
    auto& range = conditions_.range;
    auto const first_block = audit_block_of(range.last) - effort.blocks + 1;
    range.first = std::max(range.first, first_of_audit_block(first_block));
  }

  void walk_consultations();
  void walk_acts(AuditStream const& stream);
  AuditFound take();

 private:
  // False where there is enough.
  bool add(AuditEntry entry, int& left);
  void end_at(std::int64_t number) { conditions_.range.first = std::max(conditions_.range.first, number); }

  storage::ReadTx& tx_;
  AuditSearch const& search_;
  AuditConditions conditions_;  // its range becomes shorter
  std::int64_t records_;        // that may still be looked at
  std::vector<AuditEntry> found_;
};

bool Slice::add(AuditEntry entry, int& left) {
  auto const number = entry.number;
  found_.push_back(std::move(entry));
  if (--left > 0) return true;
  end_at(number);
  return false;
}

void Slice::walk_consultations() {
  AuditConditions in_block = conditions_;
  int left = conditions_.limit;
  for (std::int64_t last = conditions_.range.last; last >= conditions_.range.first;) {
    if (records_ <= 0) return end_at(last + 1);
    std::int64_t const position = audit_block_of(last);
    in_block.range = {std::max(conditions_.range.first, first_of_audit_block(position)), last};
    last = in_block.range.first - 1;
    auto const block = find_audit_block(tx_, position);
    if (block && !may_hold(*block, search_.any_source, conditions_.filter)) continue;
    records_ -= kAuditBlockSize;
    for (AuditEntry& entry : select_consultations(tx_, in_block)) {
      bool const is_meant = fits(entry.record, search_.hides_parts, conditions_) &&
                            has_source(entry.record, search_.any_source);
      if (is_meant && !add(std::move(entry), left)) return;
    }
  }
}

// What an index gives, until there is enough that fits.
void Slice::walk_acts(AuditStream const& stream) {
  AuditConditions piece = conditions_;
  int left = conditions_.limit;
  while (piece.range.last >= piece.range.first) {
    auto entries = select_acts(tx_, stream, piece);
    bool const has_more = std::ssize(entries) == piece.limit;
    if (has_more) piece.range.last = entries.back().number - 1;
    records_ -= std::ssize(entries);
    for (AuditEntry& entry : entries) {
      if (fits(entry.record, search_.hides_parts, conditions_) && !add(std::move(entry), left)) return;
    }
    if (!has_more) return;
    if (records_ <= 0) return end_at(piece.range.last + 1);
  }
}

AuditFound Slice::take() {
  std::ranges::sort(found_, std::greater{}, &AuditEntry::number);
  auto const twice = std::ranges::unique(found_, {}, &AuditEntry::number);
  found_.erase(twice.begin(), twice.end());
  if (std::ssize(found_) > conditions_.limit) {
    found_.resize(static_cast<std::size_t>(conditions_.limit));
    end_at(found_.back().number);
  }
  auto const is_below = [&](AuditEntry const& entry) { return entry.number < conditions_.range.first; };
  found_.erase(std::ranges::find_if(found_, is_below), found_.end());
  return {std::move(found_), conditions_.range.first};
}

}  // namespace

AuditFound search_audit_slice(storage::ReadTx& tx, AuditSearch const& search,
                              AuditConditions const& conditions, AuditEffort const& effort) {
  Slice slice(tx, search, conditions, effort);
  if (search.consultations) slice.walk_consultations();
  for (AuditStream const& stream : search.acts) slice.walk_acts(stream);
  return slice.take();
}

std::vector<AuditEntry> find_audit_entries(storage::ReadTx& tx, AuditSearch const& search,
                                           AuditConditions conditions) {
  std::vector<AuditEntry> entries;
  auto const range = conditions.range;
  auto const limit = conditions.limit;
  while (conditions.limit > 0 && conditions.range.last >= range.first) {
    auto found = search_audit_slice(tx, search, conditions);
    std::ranges::move(found.entries, std::back_inserter(entries));
    conditions.range.last = found.searched_to - 1;
    conditions.limit = limit - static_cast<int>(entries.size());
  }
  return entries;
}

}  // namespace auth
