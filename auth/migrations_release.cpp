#include "auth/migrations_release.hpp"

namespace auth {

char const* const kReleasePolicies = R"sql(
-- One row for each organisation that has said something; what holds without one is told by release_policy.hpp.
CREATE TABLE release_policy (
  organisation_id INTEGER PRIMARY KEY REFERENCES organisation (id),
  rule TEXT NOT NULL CHECK (rule = 'never' OR rule = 'restricted_and_above' OR rule = 'always'),
  deadline_hours INTEGER NOT NULL CHECK (deadline_hours BETWEEN 1 AND 8760),
  substitute_id INTEGER REFERENCES users (id),
  version INTEGER NOT NULL,
  changed_by INTEGER NOT NULL REFERENCES users (id),
  changed_at INTEGER NOT NULL
) STRICT;

-- A viewer's rights are made from it too (migrations_accounts.cpp).
CREATE TRIGGER account_release_policy_made AFTER INSERT ON release_policy BEGIN
  UPDATE policy_epoch SET accounts = accounts + 1 WHERE id = 1;
END;
CREATE TRIGGER account_release_policy_changed AFTER UPDATE ON release_policy BEGIN
  UPDATE policy_epoch SET accounts = accounts + 1 WHERE id = 1;
END;
CREATE TRIGGER account_release_policy_dropped AFTER DELETE ON release_policy BEGIN
  UPDATE policy_epoch SET accounts = accounts + 1 WHERE id = 1;
END;
)sql";

}  // namespace auth
