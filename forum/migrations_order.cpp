#include "forum/migrations_order.hpp"

namespace forum {

char const* const kThreadOrder = R"sql(
-- Threads that were closed, with what came of the discussion (forum/closings.hpp).
CREATE TABLE closing (
  thread_id INTEGER PRIMARY KEY REFERENCES thread (id),
  closed_at INTEGER NOT NULL,
  closed_by INTEGER NOT NULL REFERENCES users (id),
  summary TEXT NOT NULL
) STRICT;

-- Threads that lead to another (forum/mergers.hpp). Each keeps its posts, and they their readers.
CREATE TABLE merger (
  thread_id INTEGER PRIMARY KEY REFERENCES thread (id),
  into_id INTEGER NOT NULL REFERENCES thread (id),
  was_locked INTEGER NOT NULL CHECK (was_locked BETWEEN 0 AND 1),
  merged_at INTEGER NOT NULL,
  merged_by INTEGER NOT NULL REFERENCES users (id),
  CHECK (thread_id <> into_id)
) STRICT;
CREATE INDEX merger_by_target ON merger (into_id, merged_at);
)sql";

char const* const kSlowMode = R"sql(
-- Threads that ask for time between two posts of one person (forum/slow_mode.hpp).
CREATE TABLE slow_mode (
  thread_id INTEGER PRIMARY KEY REFERENCES thread (id),
  seconds INTEGER NOT NULL CHECK (seconds > 0),
  set_at INTEGER NOT NULL,
  set_by INTEGER NOT NULL REFERENCES users (id)
) STRICT;
)sql";

char const* const kOrderProposals = R"sql(
-- What somebody who keeps order may not do alone, and proposes (forum/order_proposals.hpp). step as OrderStep;
-- state: 1 open, 2 approved, 3 declined, 4 taken back. basis: the version of the thread that was seen. bureau_id: of
-- which country he was.
CREATE TABLE order_proposal (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 10),
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
  basis INTEGER NOT NULL,
  reason TEXT NOT NULL,
  summary TEXT NOT NULL,
  seconds INTEGER NOT NULL,
  into_id INTEGER REFERENCES thread (id),
  topic_id INTEGER REFERENCES topic (id),
  proposed_by INTEGER NOT NULL REFERENCES users (id),
  bureau_id INTEGER NOT NULL REFERENCES organisation (id),
  proposed_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  decided_by INTEGER REFERENCES users (id),
  decided_at INTEGER,
  decision TEXT
) STRICT;
CREATE INDEX order_proposal_open ON order_proposal (id) WHERE state = 1;
)sql";

}  // namespace forum
