// Finds consultations through the filters of their blocks, and acts through indexes, and gives both in the
// order of the log, the newest first. Internal to auth/audit_views.cpp.
#pragma once

#include "auth/audit_views_sql.hpp"

namespace auth {

struct AuditSearch {
  std::vector<AuditStream> acts;
  // Whether consultations are looked for, and whose they have to be: at least one of these sources, where any
  // are named.
  bool consultations = false;
  PublicIds any_source;
  // Where any are named, the parts of a record can be asked for only if all its sources are of these: a view
  // that leaves parts out must not tell by a filter which they are.
  PublicIds parts_of = {};
};

// Up to conditions.limit records.
std::vector<AuditEntry> find_audit_entries(storage::ReadTx& tx, AuditSearch const& search,
                                           AuditConditions const& conditions);

}  // namespace auth
