#include "forum/listed_tags.hpp"

#include "auth/audit_log.hpp"
#include "auth/policy.hpp"
#include "forum/labels.hpp"
#include "forum/listed_tag_rows.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using base::FieldCode;

constexpr char kTagField[] = "/names/en";

void log(storage::WriteTx& tx, auth::Viewer const& viewer, auth::AuditEvent event, base::PublicId const& id) {
  auth::AuditRecord record{.at = viewer.now, .event = event};
  record.actor = auth::actor_of(viewer, auth::Role::unit_officer);
  record.object = {auth::AuditObjectKind::platform, std::nullopt};
  record.sources = {viewer.organisation_public_id};
  record.parts = {id};
  auth::append_audit(tx, record);
}

}  // namespace

bool may_list_tags(auth::Viewer const& viewer) {
  return judge(viewer, auth::Action::manage_tags, {}) == auth::Verdict::allowed;
}

std::vector<ListedTag> load_listed_tags(storage::ReadTx& tx, auth::Viewer const& viewer) {
  return viewer.is_guest() ? std::vector<ListedTag>{} : select_listed_tags(tx);
}

base::Result<ListedTag> list_tag(storage::WriteTx& tx, auth::Viewer const& viewer, auth::Names const& names,
                                 Limits const& limits, base::Random& random) {
  if (!may_list_tags(viewer)) return ErrorCode::not_permitted;
  if (auto const unfit = unfit_for_tag(names.en, limits)) return base::invalid_field(kTagField, *unfit);
  auto const tag = fold_tag(names.en);
  auto const listed = select_listed_tags(tx);
  for (auto const& one : listed) {
    if (one.tag == tag) return base::invalid_field(kTagField, FieldCode::taken);
  }
  if (listed.size() >= limits.listed_tags) return base::invalid_field(kTagField, FieldCode::too_many);
  auto const id = base::make_public_id(random);
  insert_listed_tag(tx, id, tag, names);
  log(tx, viewer, auth::AuditEvent::tag_listed, id);
  return find_listed_tag(tx, id).value();
}

base::Result<ListedTag> rename_tag(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id,
                                   auth::Names const& names, int version) {
  if (!may_list_tags(viewer)) return ErrorCode::not_permitted;
  auto const stored = find_listed_tag(tx, id);
  if (!stored) return ErrorCode::not_found;
  if (version != stored->version) return ErrorCode::version_conflict;
  rename_listed_tag(tx, stored->id, names);
  log(tx, viewer, auth::AuditEvent::tag_renamed, id);
  return find_listed_tag(tx, id).value();
}

base::Result<void> retire_tag(storage::WriteTx& tx, auth::Viewer const& viewer, base::PublicId const& id) {
  if (!may_list_tags(viewer)) return ErrorCode::not_permitted;
  auto const stored = find_listed_tag(tx, id);
  if (!stored) return ErrorCode::not_found;
  retire_listed_tag(tx, stored->id, viewer.now);
  log(tx, viewer, auth::AuditEvent::tag_retired, id);
  return {};
}

}  // namespace forum
