#include "auth/migrations_accounts.hpp"

namespace auth {

char const* const kAccountStamp = R"sql(
-- Moves with every change of what a viewer's rights are made from (auth/known_accounts.hpp), and when a session
-- ends. Triggers, so that no statement can forget it. A new session or account is known to nobody yet; when
-- somebody was last seen is of no weight here.
ALTER TABLE policy_epoch ADD COLUMN accounts INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER account_session_ended AFTER DELETE ON session BEGIN
  UPDATE policy_epoch SET accounts = accounts + 1 WHERE id = 1;
END;
CREATE TRIGGER account_session_changed AFTER UPDATE OF token_hash, user_id, assurance, created_at ON session BEGIN
  UPDATE policy_epoch SET accounts = accounts + 1 WHERE id = 1;
END;
CREATE TRIGGER account_changed AFTER UPDATE OF public_id, username, name, function, organisation_id, clearance,
  vetted_by, vetted_until, state, language ON users BEGIN
  UPDATE policy_epoch SET accounts = accounts + 1 WHERE id = 1;
END;
CREATE TRIGGER account_granted AFTER INSERT ON role_grant BEGIN
  UPDATE policy_epoch SET accounts = accounts + 1 WHERE id = 1;
END;
CREATE TRIGGER account_grant_changed AFTER UPDATE ON role_grant BEGIN
  UPDATE policy_epoch SET accounts = accounts + 1 WHERE id = 1;
END;
CREATE TRIGGER account_grant_taken AFTER DELETE ON role_grant BEGIN
  UPDATE policy_epoch SET accounts = accounts + 1 WHERE id = 1;
END;
CREATE TRIGGER account_organisation_changed AFTER UPDATE ON organisation BEGIN
  UPDATE policy_epoch SET accounts = accounts + 1 WHERE id = 1;
END;
)sql";

}  // namespace auth
