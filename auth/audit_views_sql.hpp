// The statements behind audit_views.hpp. Internal to this floor.
#pragma once

#include <variant>

#include "auth/audit_log_sql.hpp"
#include "auth/audit_views.hpp"

namespace auth {

// By which index a stream of acts is found; each has a key of its own kind. Cases are found with their
// consultations; the others without.
enum class AuditIndex { actor, source, kind, topic, object, case_number };

struct AuditStream {
  AuditIndex index;
  std::variant<base::PublicId, std::int64_t, std::string> key;
};

// Numbers of records, both included.
struct AuditRange {
  std::int64_t first = 1;
  std::int64_t last = 0;
};

// What everything is narrowed by.
struct AuditConditions {
  AuditFilter filter;
  AuditKind least = AuditKind::collection;
  AuditKind most = AuditKind::configuration;
  std::optional<OrganisationId> actors_of;  // only what somebody of this organisation, or one below it, did
  AuditRange range;
  int limit = 0;
};

// By number, the highest first.
std::vector<AuditEntry> select_acts(storage::ReadTx& tx, AuditStream const& stream,
                                    AuditConditions const& conditions);
// All consultations of the range that fit the conditions but for object and source.
std::vector<AuditEntry> select_consultations(storage::ReadTx& tx, AuditConditions const& conditions);

// Times of records are nearly, but not quite, in the order of their numbers: the range within which all
// records of the time stand, found through the blocks.
AuditRange select_range(storage::ReadTx& tx, AuditFilter const& filter);

// The organisation and those below it.
PublicIds select_family(storage::ReadTx& tx, OrganisationId organisation);

}  // namespace auth
