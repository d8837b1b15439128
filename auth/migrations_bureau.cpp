#include "auth/migrations_bureau.hpp"

namespace auth {

char const* const kProposals = R"sql(
-- What one person proposes and another decides (auth/proposals.hpp). `kind` names what is asked; `what` is its own
-- word for it, `basis` the version of what it changes as the proposer saw it, `subject_id` the account it is about.
CREATE TABLE proposal (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  subject_id INTEGER REFERENCES users (id),
  what TEXT NOT NULL,
  basis INTEGER NOT NULL,
  reason TEXT NOT NULL,
  reference TEXT NOT NULL,
  proposed_by INTEGER NOT NULL REFERENCES users (id),
  proposed_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('open', 'approved', 'refused', 'withdrawn')),
  decided_by INTEGER REFERENCES users (id),
  decided_at INTEGER
) STRICT;
CREATE INDEX proposal_by_organisation ON proposal (organisation_id, kind, id);
CREATE INDEX proposal_by_kind ON proposal (kind, id);
CREATE INDEX proposal_open ON proposal (kind, organisation_id, expires_at) WHERE outcome = 'open';
CREATE INDEX proposal_by_subject ON proposal (subject_id, id) WHERE subject_id IS NOT NULL;

-- The organisations that it would add to a list or remove from it.
CREATE TABLE proposal_term (
  proposal_id INTEGER NOT NULL REFERENCES proposal (id),
  side TEXT NOT NULL CHECK (side IN ('add', 'remove')),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (proposal_id, side, organisation_id)
) STRICT, WITHOUT ROWID;

-- For whom a list changes, and not only whose it is.
CREATE INDEX deny_by_denied ON deny (denied_id);

ALTER TABLE organisation ADD COLUMN deny_version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE organisation ADD COLUMN status_version INTEGER NOT NULL DEFAULT 1;

-- Moves with each act on the account. `last_seen_on`: the day, in UTC, on which a session was last opened.
ALTER TABLE users ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE users ADD COLUMN last_seen_on INTEGER;
ALTER TABLE users ADD COLUMN nominated_by INTEGER REFERENCES users (id);
ALTER TABLE users ADD COLUMN transferred_by INTEGER REFERENCES users (id);

-- The order of the list of accounts (auth/accounts_sql.cpp): who is pending, who works, who has left; by name.
CREATE INDEX users_in_list ON users
  (organisation_id, CASE state WHEN 'pending' THEN 0 WHEN 'left' THEN 2 ELSE 1 END, name, id);
CREATE INDEX role_grant_of_security ON role_grant (user_id) WHERE role = 'security_officer';

-- With which somebody sets a password, once. Only its SHA-256 is kept.
CREATE TABLE setup_code (
  user_id INTEGER PRIMARY KEY REFERENCES users (id),
  code_hash BLOB NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
)sql";

char const* const kLetIn = R"sql(
-- The administrator who let it in, for its first status takes another (auth/letting_in.hpp).
ALTER TABLE organisation ADD COLUMN let_in_by INTEGER REFERENCES users (id);
)sql";

char const* const kSettingMarks = R"sql(
-- With what the server last started, so that the log tells what has changed since (auth/setting_marks.hpp): of each
-- setting its SHA-256 and never its value.
CREATE TABLE setting_mark (
  name TEXT PRIMARY KEY,
  digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace auth
