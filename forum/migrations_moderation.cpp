#include "forum/migrations_moderation.hpp"

namespace forum {

char const* const kFlags = R"sql(
-- All flags of a post are one case (forum/flag_cases.hpp). state: 1 open, 2 taken, 3 settled, 4 declined.
-- opened_at: since when the oldest flag waits that nothing was decided about.
CREATE TABLE flag_case (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  post_id INTEGER NOT NULL UNIQUE REFERENCES post (id),
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
  opened_at INTEGER NOT NULL,
  decided_at INTEGER,
  decided_by INTEGER REFERENCES users (id),
  assignee_id INTEGER REFERENCES users (id),
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX flag_case_open ON flag_case (opened_at, id) WHERE state <= 2;
CREATE INDEX flag_case_past ON flag_case (decided_at, id) WHERE state >= 3;

-- What one person has said of a post, for the organisation that he belonged to then (forum/flags.hpp).
-- outcome: 3 settled, 4 declined, as of the case.
CREATE TABLE flag (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  case_id INTEGER NOT NULL REFERENCES flag_case (id),
  user_id INTEGER NOT NULL REFERENCES users (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  reason INTEGER NOT NULL CHECK (reason BETWEEN 1 AND 5),
  text TEXT,
  flagged_at INTEGER NOT NULL,
  withdrawn_at INTEGER,
  outcome INTEGER CHECK (outcome IN (3, 4)),
  reply TEXT,
  decided_at INTEGER,
  is_seen INTEGER NOT NULL CHECK (is_seen IN (0, 1)),
  UNIQUE (case_id, user_id, organisation_id)
) STRICT;
CREATE INDEX flag_by_user ON flag (user_id, flagged_at);

CREATE TABLE flag_note (
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL REFERENCES flag_case (id),
  author_id INTEGER NOT NULL REFERENCES users (id),
  written_at INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX flag_note_of_case ON flag_note (case_id, id);
)sql";

char const* const kAppeals = R"sql(
-- What was said against a hiding (forum/appeals.hpp), with that hiding: its row goes when the post is shown
-- again. state: 1 open, 2 granted, 3 refused.
CREATE TABLE appeal (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  post_id INTEGER NOT NULL REFERENCES post (id),
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
  asked_by INTEGER NOT NULL REFERENCES users (id),
  asked_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  hidden_by INTEGER NOT NULL REFERENCES users (id),
  hidden_at INTEGER NOT NULL,
  office TEXT NOT NULL,
  hidden_because TEXT NOT NULL,
  decided_by INTEGER REFERENCES users (id),
  decided_at INTEGER,
  decision TEXT,
  UNIQUE (post_id, hidden_at)
) STRICT;
CREATE INDEX appeal_open ON appeal (asked_at, id) WHERE state = 1;
CREATE INDEX appeal_past ON appeal (decided_at, id) WHERE state > 1;
)sql";

}  // namespace forum
