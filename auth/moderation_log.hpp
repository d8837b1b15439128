// Acts of moderation as the audit log has them: in a topic, or on one thread. What somebody may read of them
// is for the floor above to say (forum/moderation_log.hpp).
#pragma once

#include <optional>
#include <vector>

#include "auth/audit_log.hpp"

namespace auth {

struct ModerationQuery {
  AuditObjectKind of = AuditObjectKind::topic;  // or thread
  base::PublicId id;
  std::optional<AuditEvent> event = {};
  std::optional<base::PublicId> actor = {};
  // Before the record of this number; nothing for the newest.
  std::optional<std::int64_t> before = {};
};

// Whether who did it was, or may have been (records from before roles were written have none), a coordinator
// of the post's own source: his name then tells whose the post is.
bool names_source(AuditRecord const& record);

// The newest first. Fewer than `limit` only where there are no more.
std::vector<AuditEntry> find_moderation(storage::ReadTx& tx, ModerationQuery const& query, int limit);

}  // namespace auth
