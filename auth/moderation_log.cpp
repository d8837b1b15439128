#include "auth/moderation_log.hpp"

#include <algorithm>

#include "auth/audit_search.hpp"

namespace auth {

bool names_source(AuditRecord const& record) {
  return record.object.kind == AuditObjectKind::post &&
         record.actor.role.value_or(Role::coordinator) == Role::coordinator;
}

std::vector<AuditEntry> find_moderation(storage::ReadTx& tx, ModerationQuery const& query, int limit) {
  AuditFilter filter;
  filter.event = query.event;
  filter.actor = query.actor;
  auto const index = query.of == AuditObjectKind::topic ? AuditIndex::topic : AuditIndex::object;
  AuditSearch const search{{{index, query.id}}, false, {}, true};
  AuditConditions conditions{.filter = filter,
                             .least = AuditKind::alteration,
                             .most = AuditKind::combination,
                             .range = select_range(tx, filter),
                             .limit = limit};
  if (query.before) conditions.range.last = std::min(conditions.range.last, *query.before - 1);
  std::vector<AuditEntry> acts;
  // What is done to a thread is not all moderation.
  for (bool has_more = true; has_more && std::ssize(acts) < limit;) {
    auto entries = find_audit_entries(tx, search, conditions);
    has_more = std::ssize(entries) == limit;
    if (has_more) conditions.range.last = entries.back().number - 1;
    for (AuditEntry& entry : entries) {
      if (is_moderation(entry.record.event) && std::ssize(acts) < limit) acts.push_back(std::move(entry));
    }
  }
  return acts;
}

}  // namespace auth
