// What the operator changes at the command line stands in the audit log as well: without who, since the
// machine asks nobody for a name. To be called in the transaction of the change.
#pragma once

#include "auth/audit_record.hpp"
#include "auth/ids.hpp"
#include "base/time.hpp"
#include "storage/transaction.hpp"

namespace auth {

void log_of_operator(storage::WriteTx& tx, AuditEvent event, UserId account, base::Timestamp at);
void log_of_operator(storage::WriteTx& tx, AuditEvent event, OrganisationId organisation, base::Timestamp at);

}  // namespace auth
