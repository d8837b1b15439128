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
  AuditRecord record;
  // For the auditor alone: numbers tell everybody else how much goes on that he may not see.
  std::optional<std::int64_t> number;
};

struct AuditPage {
  std::vector<AuditLine> lines;
  std::optional<AuditPosition> next;  // nothing after the last page
};

// What only the floor above knows of the topics that a moderator has: their public ids, and whether he may
// read an object now. Whoever leaves it out sees no acts of moderation.
struct ModerationScope {
  PublicIds topics;
  std::function<bool(AuditRecord const&)> may_read;
};

// not_permitted where the viewer has no such view. Of records with other sources beside the viewer's own,
// `contributions` and `unit` show him his part only; and which organisation opened his posts, not which of
// its officers. His own trail and that of moderation name no source but his own organisation: attribution may
// have hidden it from him. Recipients are told to the auditor alone.
base::Result<AuditPage> load_audit(storage::ReadTx& tx, Viewer const& viewer, AuditView view,
                                   AuditFilter const& filter, std::optional<AuditPosition> const& after,
                                   int limit, ModerationScope const& moderation = {});

// The organisations whose people opened this post, alone or on a page of its thread, ascending: whom a recall
// has to ask. Looks back as far as `since`, when the post was published.
PublicIds load_openers(storage::ReadTx& tx, base::PublicId const& post, base::Timestamp since);

}  // namespace auth
