// The names behind the public ids of audit records: the log itself holds none. Learned from the snapshot that
// the records come from, used without it; owned by whoever shows the records, on any one thread.
#pragma once

#include <string>
#include <unordered_map>

#include "auth/audit_views.hpp"
#include "auth/organisations.hpp"

namespace auth {

class AuditNames {
 public:
  AuditNames(AuditView view, Language language) : view_(view), language_(language) {}

  // All that the line still shows: search_audit() has taken out what the view hides.
  void learn(storage::ReadTx& tx, AuditLine const& line);

  // Nothing for an account that was erased, and where the view names no persons.
  std::string const* person(base::PublicId const& id) const;
  Organisation const* organisation(base::PublicId const& id) const;

 private:
  void learn_person(storage::ReadTx& tx, std::optional<base::PublicId> const& id);
  void learn_organisation(storage::ReadTx& tx, std::optional<base::PublicId> const& id);

  AuditView view_;
  Language language_;
  // Nothing is known of an id that was asked for and not found, and it is not asked for again.
  std::unordered_map<base::PublicId, std::optional<std::string>> persons_;
  std::unordered_map<base::PublicId, std::optional<Organisation>> organisations_;
};

}  // namespace auth
