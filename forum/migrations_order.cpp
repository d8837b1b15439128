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

}  // namespace forum
