#include "auth/audit_openers.hpp"

#include <algorithm>

#include "auth/audit_search.hpp"

namespace auth {

void search_openers(storage::ReadTx& tx, base::PublicId const& post, base::Timestamp since,
                    Openers& openers) {
  AuditFilter filter;
  filter.object = post;
  filter.from = since;
  AuditConditions conditions{.filter = filter,
                             .least = AuditKind::consultation,
                             .most = AuditKind::consultation,
                             .actors_of = std::nullopt,
                             .range = select_range(tx, filter),
                             .limit = static_cast<int>(kAuditBlockSize)};
  auto const end = conditions.range.last;
  conditions.range.first = std::max(conditions.range.first, openers.searched_to + 1);
  for (bool has_more = conditions.range.first <= end; has_more;) {
    auto const entries = find_audit_entries(tx, {{}, true, {}, {}}, conditions);
    has_more = std::ssize(entries) == conditions.limit;
    if (has_more) conditions.range.last = entries.back().number - 1;
    for (AuditEntry const& entry : entries) {
      AuditActor const& actor = entry.record.actor;
      if (actor.organisation && actor.user) openers.people.insert({*actor.organisation, *actor.user});
    }
  }
  openers.searched_to = std::max(openers.searched_to, end);
}

}  // namespace auth
