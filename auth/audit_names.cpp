#include "auth/audit_names.hpp"

#include "auth/users_sql.hpp"

namespace auth {

void AuditNames::learn(storage::ReadTx& tx, AuditLine const& line) {
  AuditRecord const& record = line.record;
  learn_person(tx, record.actor.user);
  learn_person(tx, record.approved_by);
  learn_organisation(tx, record.actor.organisation);
  for (base::PublicId const& source : record.sources) learn_organisation(tx, source);
  if (record.object.kind == AuditObjectKind::account && names_persons(view_))
    learn_person(tx, record.object.id);
  if (record.object.kind == AuditObjectKind::organisation) learn_organisation(tx, record.object.id);
}

std::string const* AuditNames::person(base::PublicId const& id) const {
  auto const found = persons_.find(id);
  return found != persons_.end() && found->second ? &*found->second : nullptr;
}

Organisation const* AuditNames::organisation(base::PublicId const& id) const {
  auto const found = organisations_.find(id);
  return found != organisations_.end() && found->second ? &*found->second : nullptr;
}

void AuditNames::learn_person(storage::ReadTx& tx, std::optional<base::PublicId> const& id) {
  if (!id || persons_.contains(*id)) return;
  persons_.emplace(*id, find_user_name(tx, *id));
}

void AuditNames::learn_organisation(storage::ReadTx& tx, std::optional<base::PublicId> const& id) {
  if (!id || organisations_.contains(*id)) return;
  auto const key = find_organisation(tx, *id);
  organisations_.emplace(*id, key ? std::optional(load_organisation(tx, *key, language_)) : std::nullopt);
}

}  // namespace auth
