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
  std::optional<PublicIds> actors_of = {};  // only what somebody of these organisations did
  AuditRange range;
  int limit = 0;
  // Of acts, and of consultations of a single post: what was opened as a page is not left out by its level.
  int highest_level = static_cast<int>(Level::confidential);
};

// By number, the highest first; whose the actors are is left to whoever asks.
std::vector<AuditEntry> select_acts(storage::ReadTx& tx, AuditStream const& stream,
                                    AuditConditions const& conditions);
// All consultations of the range, which lies in one block, that fit the conditions but for object, source and
// whose actors they are. Throws std::logic_error where one is damaged.
std::vector<AuditEntry> select_consultations(storage::ReadTx& tx, AuditConditions const& conditions);

// Times of records are nearly, but not quite, in the order of their numbers: the range within which all
// records of the time stand, found through the blocks.
AuditRange select_range(storage::ReadTx& tx, AuditFilter const& filter);

// The viewer's organisation, the one that he coordinates and those below it, but where they deny him: whose
// contributions he reads (forum/contributions.hpp).
PublicIds select_contributors(storage::ReadTx& tx, Viewer const& viewer);

}  // namespace auth
