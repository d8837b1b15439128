// Who may read what of the audit log (access-model: the last row of the action table), and how it is read:
// newest first, page by page. The rules are data: kRules and kViews in audit_views.cpp can be laid beside the
// document.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "auth/audit_log.hpp"
#include "auth/viewer.hpp"
#include "base/error.hpp"

namespace auth {

enum class AuditView {
  own_trail,      // what the viewer did himself
  contributions,  // what was done to what his bureau, or an organisation below it, is the source of
  accounts,       // what was done to, and by signing in with, the accounts of his organisation
  moderation,     // acts of moderation in the topics that he moderates
  unit,           // what was done to what his Secretariat unit is the source of
  compliance,     // events of compliance
  configuration,  // events of configuration
  everything      // the auditor's
};
std::string_view to_string(AuditView view);
std::optional<AuditView> parse_audit_view(std::string_view name);

bool may_view(Viewer const& viewer, AuditView view);
// What gives it to him; nothing where nobody needs a role.
std::optional<Role> role_for(AuditView view);
// Whether persons are named in it: elsewhere only the organisations are, and the viewer's own officers.
bool names_persons(AuditView view);
// All that this viewer may, in the order of the enumeration: his screens.
std::vector<AuditView> views_of(Viewer const& viewer);

struct AuditFilter {
  std::optional<AuditKind> kind = {};
  std::optional<AuditEvent> event = {};
  std::optional<base::PublicId> actor = {};   // a user
  std::optional<base::PublicId> source = {};  // an organisation
  std::optional<base::PublicId> object = {};  // itself, or as a part of what was opened
  std::optional<std::string> case_number = {};
  std::optional<base::Timestamp> from = {};   // at this time or later
  std::optional<base::Timestamp> until = {};  // before this time
};

// Where a page ends: the number of its last record. Tells how long the log is: sealed before it leaves the
// server.
using AuditPosition = std::int64_t;

struct AuditLine {
  AuditPosition position = 0;
  AuditRecord record;
  // For the auditor alone: numbers tell everybody else how much goes on that he may not see.
  std::optional<std::int64_t> number;
};

// A page while it is looked for. A log is long, and what is asked for may be rare: search_audit() looks at a
// slice of it, and is called, each time in a read of its own, until the page is whole.
struct AuditPage {
  std::optional<AuditPosition> after = {};  // where the page begins, and then where the next slice does
  bool is_whole = false;
  std::vector<AuditLine> lines = {};
  std::optional<AuditPosition> next = {};  // of a page that is whole; nothing after the last
};

// What one slice may cost: so that other reads come in between.
struct AuditEffort {
  std::int64_t blocks = 1024;   // whose filters are asked
  std::int64_t records = 5000;  // that are looked at
};

// What only the floor above knows. Whoever leaves it out sees no acts of moderation, and nothing that hangs
// on what he may read.
struct AuditScope {
  PublicIds topics;                                           // that he moderates
  std::function<bool(AuditObject const&)> may_read;           // now
  std::function<bool(base::PublicId const&)> is_contributed;  // a post of his organisation's, or of one below
  std::function<bool(base::PublicId const&)> reads_before_release = {};  // a post, and changes of it
  std::function<bool(base::PublicId const&)> went_out = {};  // a post has come before its readers once
  // Whether the post's attribution tells him whose it is.
  std::function<bool(base::PublicId const&)> tells_source = {};
};

// Adds the records of the next slice to `page`, until it has `limit`. not_permitted where the viewer has no
// such view. `contributions` and `unit` show which organisation opened the viewer's posts, not which of its
// officers, and never what else stood on a page, nor that anything did; of topics and threads only those that
// he may read; of what awaits release, or never went out, nothing to who may not know of that. His own trail,
// that of moderation and, on posts, that of compliance name no source but his own organisation: attribution
// may have hidden it from him; nor does that of moderation name a coordinator who has acted on a post of such
// a source. His own trail has no topic and no level of a thread or post that he may not read now. Recipients
// are told to the auditor alone.
base::Result<void> search_audit(storage::ReadTx& tx, Viewer const& viewer, AuditView view,
                                AuditFilter const& filter, int limit, AuditScope const& scope,
                                AuditPage& page, AuditEffort const& effort = {});

}  // namespace auth
