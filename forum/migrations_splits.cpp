#include "forum/migrations_splits.hpp"

namespace forum {

char const* const kSplits = R"sql(
-- Threads that were made of a branch of another (forum/splits.hpp): where from, below which post and at which place
-- it stood, and what who split it off said. A thread whose branch went back has no row any more.
CREATE TABLE split (
  thread_id INTEGER PRIMARY KEY REFERENCES thread (id),
  from_id INTEGER NOT NULL REFERENCES thread (id),
  parent_id INTEGER NOT NULL REFERENCES post (id),
  top_id INTEGER NOT NULL REFERENCES post (id),
  path BLOB NOT NULL,
  note TEXT NOT NULL,
  split_at INTEGER NOT NULL,
  split_by INTEGER NOT NULL REFERENCES users (id),
  CHECK (thread_id <> from_id)
) STRICT;
CREATE INDEX split_by_origin ON split (from_id, split_at);

-- The event of a post that was taken to another thread is told in the thread that it has left (forum/left_events.hpp).
ALTER TABLE event ADD COLUMN is_where_it_was INTEGER NOT NULL DEFAULT 0 CHECK (is_where_it_was IN (0, 1));

-- Such a thread is there for whoever may read a post of it besides the opening that only frames it. The tallies of
-- threads cannot say that, so they leave it out: it is counted by itself.
ALTER TABLE thread ADD COLUMN is_split INTEGER NOT NULL DEFAULT 0 CHECK (is_split IN (0, 1));
CREATE INDEX thread_split ON thread (topic_id) WHERE is_split = 1;

DROP VIEW counted_thread;
CREATE VIEW counted_thread AS
SELECT t.id AS thread_id, t.topic_id AS topic_id, t.audience_id AS audience_id, t.level AS level,
  CASE WHEN t.state = 1 AND NOT EXISTS (SELECT 1 FROM counted_apart k WHERE k.source_id = t.source_id)
    THEN 0 ELSE t.source_id END AS source_id,
  t.state AS state, CASE t.state WHEN 2 THEN t.author_id ELSE 0 END AS author_id,
  COALESCE(t.expires_on, 9223372036854775807) AS expires_on,
  t.state = 1 AND t.expires_on IS NULL AND n.base IN ('only', 'own') AS is_named
FROM thread t JOIN audience n ON n.id = t.audience_id WHERE t.state <> 4 AND t.is_split = 0;

DROP VIEW counted_tag;
CREATE VIEW counted_tag AS
SELECT x.tag AS tag, x.thread_id AS thread_id, t.topic_id AS topic_id, t.audience_id AS audience_id,
  t.level AS level, t.source_id AS source_id, t.state AS state,
  CASE t.state WHEN 2 THEN t.author_id ELSE 0 END AS author_id,
  COALESCE(t.expires_on, 9223372036854775807) AS expires_on
FROM thread_tag x JOIN thread t ON t.id = x.thread_id WHERE t.state <> 4 AND t.is_split = 0;
)sql";

}  // namespace forum
