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

char const* const kActAppeals = R"sql(
-- What was said against an act on a thread (forum/act_appeals.hpp), with that act, whose number in the audit log is
-- record. act: 1 locked, 2 closed, 3 merged, 4 moved, 5 slowed, 6 split off, below top_id. state: 1 open, 2 granted,
-- 3 refused. asked_for, acted_for: the bureaus. is_undone: by the decision.
CREATE TABLE act_appeal (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  act INTEGER NOT NULL CHECK (act BETWEEN 1 AND 6),
  record INTEGER NOT NULL UNIQUE,
  top_id INTEGER REFERENCES post (id),
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
  asked_by INTEGER NOT NULL REFERENCES users (id),
  asked_for INTEGER NOT NULL REFERENCES organisation (id),
  asked_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  acted_by INTEGER NOT NULL REFERENCES users (id),
  acted_for INTEGER NOT NULL REFERENCES organisation (id),
  approved_by INTEGER REFERENCES users (id),
  acted_at INTEGER NOT NULL,
  office TEXT,
  act_reason TEXT NOT NULL,
  decided_by INTEGER REFERENCES users (id),
  decided_at INTEGER,
  decision TEXT,
  is_undone INTEGER NOT NULL DEFAULT 0 CHECK (is_undone IN (0, 1))
) STRICT;
CREATE INDEX act_appeal_of_thread ON act_appeal (thread_id, id);
CREATE INDEX act_appeal_open ON act_appeal (asked_at, id) WHERE state = 1;
CREATE INDEX act_appeal_past ON act_appeal (decided_at, id) WHERE state > 1;
)sql";

char const* const kFormerLabels = R"sql(
-- What a thread was called (matter 1), or what kind and tags it had (2, tags in a row with commas), before moderation
-- changed that for the last time (forum/former_labels.hpp).
CREATE TABLE former_label (
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  matter INTEGER NOT NULL CHECK (matter IN (1, 2)),
  title TEXT,
  kind INTEGER,
  tags TEXT,
  PRIMARY KEY (thread_id, matter)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace forum
