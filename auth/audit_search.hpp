// Finds consultations through the filters of their blocks, and acts through indexes, and gives both in the
// order of the log, the newest first. Internal to this floor.
#pragma once

#include "auth/audit_views_sql.hpp"

namespace auth {

struct AuditSearch {
  std::vector<AuditStream> acts;
  // Whether consultations are looked for, and whose they have to be: at least one of these sources, where any
  // are named.
  bool consultations = false;
  PublicIds any_source;
  // An object is not looked for among the parts of records: a view that leaves parts out must not tell by a
  // filter which they are.
  bool hides_parts = false;
};

// Part of a search: nothing that fits is left out from `searched_to` up to the end of the range.
struct AuditFound {
  std::vector<AuditEntry> entries;  // at most conditions.limit
  std::int64_t searched_to = 0;
};
// The uppermost part of the range, as far as the limit and the effort reach: never nothing.
AuditFound search_audit_slice(storage::ReadTx& tx, AuditSearch const& search,
                              AuditConditions const& conditions, AuditEffort const& effort = {});

// Up to conditions.limit records, whatever it costs.
std::vector<AuditEntry> find_audit_entries(storage::ReadTx& tx, AuditSearch const& search,
                                           AuditConditions conditions);

}  // namespace auth
