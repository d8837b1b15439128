#include "auth/operator_acts.hpp"

#include "auth/audit_log.hpp"
#include "auth/organisations.hpp"
#include "auth/users_sql.hpp"

namespace auth {

void log_of_operator(storage::WriteTx& tx, AuditEvent event, UserId account, base::Timestamp at) {
  append_audit(tx, {.at = at,
                    .event = event,
                    .object = {AuditObjectKind::account, select_user_public_id(tx, account)},
                    .sources = {select_organisation_of(tx, account)}});
}

void log_of_operator(storage::WriteTx& tx, AuditEvent event, OrganisationId organisation,
                     base::Timestamp at) {
  auto const id = public_id_of(tx, organisation);
  append_audit(tx,
               {.at = at, .event = event, .object = {AuditObjectKind::organisation, id}, .sources = {id}});
}

}  // namespace auth
