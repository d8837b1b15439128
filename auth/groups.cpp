#include "auth/groups.hpp"

#include "auth/audit_log.hpp"
#include "auth/groups_sql.hpp"
#include "auth/proposals.hpp"

namespace auth {
namespace {

using base::ErrorCode;
using base::FieldCode;

// A guest addresses nobody, and is not told whom others address.
std::optional<GroupRow> find_offered(storage::ReadTx& tx, Viewer const& viewer, base::PublicId const& id) {
  if (viewer.is_guest()) return std::nullopt;
  return find_offered_group(tx, viewer.organisation, id);
}

bool may_change(Viewer const& viewer, OrganisationId owner) {
  return judge(viewer, Action::manage_groups, target_of(owner)) == Verdict::allowed;
}

Group load_group(storage::ReadTx& tx, Viewer const& viewer, GroupRow const& row) {
  return {row.id,      row.public_id,
          row.owner,   load_organisation(tx, row.owner, viewer.language),
          row.name,    select_group_member_ids(tx, row.id),
          row.version, may_change(viewer, row.owner)};
}

// One that the viewer is offered and may change.
base::Result<GroupRow> find_own(storage::ReadTx& tx, Viewer const& viewer, base::PublicId const& id) {
  auto found = find_offered(tx, viewer, id);
  if (!found) return base::Error(ErrorCode::not_found);
  if (!may_change(viewer, found->owner)) return base::Error(ErrorCode::not_permitted);
  return std::move(*found);
}

base::Result<std::vector<OrganisationId>> find_members(storage::ReadTx& tx,
                                                       std::vector<base::PublicId> const& asked) {
  if (asked.empty()) return base::invalid_field("/members", FieldCode::empty);
  std::vector<OrganisationId> members;
  std::vector<base::FieldError> errors;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (auto const id = find_organisation(tx, asked[i])) {
      members.push_back(*id);
    } else {
      errors.push_back({"/members/" + std::to_string(i), FieldCode::unknown_organisation});
    }
  }
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
  return members;
}

void log(storage::WriteTx& tx, Viewer const& viewer, AuditEvent event, base::PublicId const& group) {
  AuditRecord record{.at = viewer.now, .event = event};
  record.actor = actor_of(viewer, viewer.has(Role::coordinator) ? Role::coordinator : Role::unit_officer);
  record.object = {AuditObjectKind::audience, group};
  record.sources = {viewer.organisation_public_id};
  append_audit(tx, record);
}

}  // namespace

base::Result<GroupPage> load_groups(storage::ReadTx& tx, Viewer const& viewer,
                                    std::optional<GroupId> const& after, int limit) {
  GroupPage page;
  if (viewer.is_guest()) return page;
  auto rows = select_offered_groups(tx, viewer.organisation, after, limit + 1);
  if (rows.size() > static_cast<std::size_t>(limit)) {
    rows.pop_back();
    page.next = rows.back().id;
  }
  for (auto const& row : rows) page.groups.push_back(load_group(tx, viewer, row));
  return page;
}

base::Result<Group> create_group(storage::WriteTx& tx, Viewer const& viewer, NewGroup const& group,
                                 GroupLimits const& limits, base::Random& random) {
  if (auto const may = require(viewer, Action::manage_groups, target_of(viewer.organisation)); !may) {
    return may.error();
  }
  auto const members = find_members(tx, group.members);
  if (!members) return members.error();
  if (find_group_named(tx, viewer.organisation, group.name))
    return base::invalid_field("/name", FieldCode::taken);
  if (count_groups(tx, viewer.organisation) >= limits.per_organisation)
    return base::invalid_field("/name", FieldCode::too_many);
  auto const id = base::make_public_id(random);
  replace_group_members(tx, insert_group(tx, id, viewer.organisation, group.name), *members);
  log(tx, viewer, AuditEvent::group_created, id);
  return load_group(tx, viewer, find_offered_group(tx, viewer.organisation, id).value());
}

base::Result<Group> edit_group(storage::WriteTx& tx, Viewer const& viewer, base::PublicId const& id,
                               NewGroup const& group, int version) {
  auto const stored = find_own(tx, viewer, id);
  if (!stored) return stored.error();
  if (version != stored->version) return ErrorCode::version_conflict;
  auto const members = find_members(tx, group.members);
  if (!members) return members.error();
  auto const named = find_group_named(tx, stored->owner, group.name);
  if (named && *named != stored->id) return base::invalid_field("/name", FieldCode::taken);
  rename_group(tx, stored->id, group.name);
  replace_group_members(tx, stored->id, *members);
  log(tx, viewer, AuditEvent::group_changed, id);
  return load_group(tx, viewer, find_offered_group(tx, viewer.organisation, id).value());
}

base::Result<void> retire_group(storage::WriteTx& tx, Viewer const& viewer, base::PublicId const& id) {
  auto const stored = find_own(tx, viewer, id);
  if (!stored) return stored.error();
  mark_group_retired(tx, stored->id, viewer.now);
  log(tx, viewer, AuditEvent::group_retired, id);
  return {};
}

std::optional<std::vector<OrganisationId>> find_group_members(storage::ReadTx& tx, Viewer const& viewer,
                                                              base::PublicId const& id) {
  auto const found = find_offered(tx, viewer, id);
  if (!found) return std::nullopt;
  return select_group_members(tx, found->id);
}

}  // namespace auth
