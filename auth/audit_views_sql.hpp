// The statements behind audit_views.hpp. Internal to this floor.
#pragma once

#include <variant>

#include "auth/audit_log_sql.hpp"
#include "auth/audit_views.hpp"

namespace auth {

// By which index a stream of records is found; each has a key of its own kind.
enum class AuditIndex { actor, source, kind, topic, object, case_number, time };

struct AuditStream {
  AuditIndex index = AuditIndex::time;
  std::variant<std::nullptr_t, base::PublicId, std::int64_t, std::string> key = nullptr;
};

// What every stream is narrowed by.
struct AuditConditions {
  AuditFilter filter;
  AuditKind least = AuditKind::collection;
  AuditKind most = AuditKind::configuration;
  std::optional<AuditPosition> after;
  std::optional<OrganisationId> actors_of;  // only what somebody of this organisation, or one below it, did
  int limit = 0;
};

std::vector<AuditEntry> select_audit_stream(storage::ReadTx& tx, AuditStream const& stream,
                                            AuditConditions const& conditions);

// The organisation and those below it.
PublicIds select_family(storage::ReadTx& tx, OrganisationId organisation);

// Consultations of an object: who, and the parts that were shown.
struct Opening {
  base::PublicId organisation;
  PublicIds parts;
};
void each_opening(storage::ReadTx& tx, base::PublicId const& object,
                  std::function<void(Opening const&)> const& on_opening);

}  // namespace auth
