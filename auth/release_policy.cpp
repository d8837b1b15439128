#include "auth/release_policy.hpp"

#include "auth/audit_log.hpp"
#include "auth/named.hpp"
#include "auth/organisations.hpp"
#include "auth/policy.hpp"
#include "auth/readable.hpp"
#include "auth/release_policy_sql.hpp"

namespace auth {
namespace {

constexpr auto kRules = std::to_array<Named<ReleaseRule>>({
    {ReleaseRule::never, "never"},
    {ReleaseRule::restricted_and_above, "restricted_and_above"},
    {ReleaseRule::always, "always"},
});

Target own_bureau(Viewer const& viewer) {
  Target target;
  target.source = viewer.coordinated;
  return target;
}

void log(storage::WriteTx& tx, Viewer const& viewer, AuditEvent event, base::PublicId const& organisation,
         AuditObject const& object) {
  AuditRecord record{.at = viewer.now, .event = event};
  record.actor = actor_of(viewer, Role::coordinator);
  record.object = object;
  record.sources = {organisation};
  append_audit(tx, record);
}

// That the policy changed, and who may release by it from now on, or may not any more.
void log_change(storage::WriteTx& tx, Viewer const& viewer, ReleasePolicy const& before,
                NewReleasePolicy const& after) {
  auto const organisation = public_id_of(tx, *viewer.coordinated);
  log(tx, viewer, AuditEvent::release_policy_changed, organisation,
      {AuditObjectKind::organisation, organisation});
  auto const named = before.substitute ? std::optional(before.substitute->public_id) : std::nullopt;
  if (named == after.substitute) return;
  if (named) {
    log(tx, viewer, AuditEvent::grant_withdrawn, organisation, {AuditObjectKind::account, named});
  }
  if (after.substitute) {
    log(tx, viewer, AuditEvent::grant_given, organisation, {AuditObjectKind::account, after.substitute});
  }
}

}  // namespace

std::string_view to_string(ReleaseRule rule) {
  return name_of(kRules, rule);
}
std::optional<ReleaseRule> parse_release_rule(std::string_view name) {
  return value_of(kRules, name);
}

base::Result<ReleasePolicy> load_release_policy(storage::ReadTx& tx, Viewer const& viewer) {
  if (auto const may = require(viewer, Action::read_release_policy, own_bureau(viewer)); !may) {
    return may.error();
  }
  auto policy = find_policy(tx, *viewer.coordinated).value_or(ReleasePolicy{});
  policy.officers = select_officers(tx, *viewer.coordinated, viewer.now);
  return policy;
}

base::Result<ReleasePolicy> set_release_policy(storage::WriteTx& tx, Viewer const& viewer,
                                               NewReleasePolicy const& asked) {
  if (auto const may = require(viewer, Action::set_release_policy, own_bureau(viewer)); !may) {
    return may.error();
  }
  auto const stored = find_policy(tx, *viewer.coordinated).value_or(ReleasePolicy{});
  if (asked.version != stored.version) return base::ErrorCode::version_conflict;
  std::optional<UserId> substitute;
  if (asked.substitute) {
    substitute = find_officer(tx, *viewer.coordinated, *asked.substitute, viewer.now);
    if (!substitute) return base::invalid_field("/substitute_id", base::FieldCode::unknown_value);
  }
  store_policy(tx, viewer, asked, substitute);
  bump_policy_epoch(tx);
  log_change(tx, viewer, stored, asked);
  return load_release_policy(tx, viewer);
}

}  // namespace auth
