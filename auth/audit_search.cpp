#include "auth/audit_search.hpp"

#include <algorithm>

namespace auth {
namespace {

bool contains(PublicIds const& ids, base::PublicId const& id) {
  return std::ranges::binary_search(ids, id);
}

// What the statement leaves to us, of acts and consultations alike.
bool fits(AuditRecord const& record, PublicIds const& any_source, PublicIds const& parts_of,
          AuditFilter const& filter) {
  bool const has_parts = parts_of.empty() || std::ranges::includes(parts_of, record.sources);
  if (filter.object && record.object.id != filter.object &&
      !(has_parts && contains(record.parts, *filter.object))) {
    return false;
  }
  if (filter.source && !contains(record.sources, *filter.source)) return false;
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

void find_consultations(storage::ReadTx& tx, AuditSearch const& search, AuditConditions const& conditions,
                        std::vector<AuditEntry>& found) {
  AuditConditions in_block = conditions;
  in_block.limit = static_cast<int>(kAuditBlockSize);
  int left = conditions.limit;
  for (std::int64_t last = conditions.range.last; last >= conditions.range.first && left > 0;) {
    std::int64_t const position = (last - 1) / kAuditBlockSize;
    in_block.range = {std::max(conditions.range.first, position * kAuditBlockSize + 1), last};
    last = position * kAuditBlockSize;
    auto const block = find_audit_block(tx, position);
    if (block && !may_hold(*block, search.any_source, conditions.filter)) continue;
    for (AuditEntry& entry : select_consultations(tx, in_block)) {
      if (left == 0 || !fits(entry.record, search.any_source, search.parts_of, conditions.filter)) continue;
      found.push_back(std::move(entry));
      --left;
    }
  }
}

// What a case's index gives, until there is enough that fits.
void find_acts(storage::ReadTx& tx, AuditStream const& stream, PublicIds const& parts_of,
               AuditConditions conditions, std::vector<AuditEntry>& found) {
  int left = conditions.limit;
  for (bool has_more = true; has_more && left > 0;) {
    auto entries = select_acts(tx, stream, conditions);
    has_more = std::ssize(entries) == conditions.limit;
    if (has_more) conditions.range.last = entries.back().number - 1;
    for (AuditEntry& entry : entries) {
      if (left == 0 || !fits(entry.record, {}, parts_of, conditions.filter)) continue;
      found.push_back(std::move(entry));
      --left;
    }
  }
}

}  // namespace

std::vector<AuditEntry> find_audit_entries(storage::ReadTx& tx, AuditSearch const& search,
                                           AuditConditions const& conditions) {
  std::vector<AuditEntry> found;
  for (AuditStream const& stream : search.acts) find_acts(tx, stream, search.parts_of, conditions, found);
  if (search.consultations) find_consultations(tx, search, conditions, found);
  std::ranges::sort(found, std::greater{}, &AuditEntry::number);
  auto const twice = std::ranges::unique(found, {}, &AuditEntry::number);
  found.erase(twice.begin(), twice.end());
  if (std::ssize(found) > conditions.limit) found.resize(static_cast<std::size_t>(conditions.limit));
  return found;
}

}  // namespace auth
