// What a view shows of a record that it holds, and that no filter finds what it does not show. Internal to
// auth/audit_views.cpp.
#pragma once

#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "auth/audit_views.hpp"

namespace auth {

// How much of a record a view shows.
enum class Shown {
  all,
  // Of the sources only the viewer's own organisation, since attribution hides it from others; topic and
  // level of a thread or post only where he reads it now.
  own_source,
  own_source_of_posts,  // of the sources of a post the same
  readable,  // of the sources the same, nobody who tells one of the others, what he reads now alone
  own_part,  // what hangs on one's own posts alone, and persons of one's own organisations
  numbered   // all, and the number
};

// Within one snapshot.
class AuditLines {
 public:
  // `own`: whose objects the view is about, where it is about somebody's. All that is handed in has to
  // outlive this.
  AuditLines(Viewer const& viewer, Shown shown, AuditFilter const& filter, PublicIds const& own,
             AuditScope const& scope);

  // Whether the filter asks for a post that may be looked for among the parts of records: in a view of one's
  // own part, only a post of one's own.
  bool finds_parts() const { return finds_parts_; }

  // Nothing where the view does not show it, or not what the filter found it by.
  std::optional<AuditLine> show(AuditEntry entry);

 private:
  bool hides_source(AuditRecord const& record) const;
  bool keep_own_part(AuditRecord& record);
  void leave_lost_place(AuditRecord& record);
  bool may_read(AuditObject const& object);
  bool may_know_of(AuditRecord const& record);
  bool knows_before_release(base::PublicId const& post);
  bool went_out(base::PublicId const& post);

  Viewer const& viewer_;
  Shown const shown_;
  AuditFilter const& filter_;
  PublicIds const& own_;
  AuditScope const& scope_;
  bool const finds_parts_;
  // What was asked already.
  std::map<std::pair<AuditObjectKind, base::PublicId>, bool> readable_;
  std::unordered_map<base::PublicId, bool> known_before_release_;
  std::unordered_map<base::PublicId, bool> gone_out_;
};

}  // namespace auth
