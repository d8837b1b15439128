#include "forum/migrations_tags.hpp"

namespace forum {

char const* const kTags = R"sql(
-- 1 a question, 2 an analysis, 3 a case study, 4 an announcement.
ALTER TABLE thread ADD COLUMN kind INTEGER NOT NULL DEFAULT 2 CHECK (kind BETWEEN 1 AND 4);

-- A tag is its folded text (forum/labels.hpp). It has no row of its own: who may read no thread that has it cannot
-- find out that it is there.
CREATE TABLE thread_tag (
  tag TEXT NOT NULL,
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  PRIMARY KEY (tag, thread_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_tag_of_thread ON thread_tag (thread_id, tag);

-- Threads under each tag by envelope, as thread_tally has them by topic, but each source apart. Triggers keep it, so
-- that no change of a thread can forget it.
CREATE VIEW counted_tag AS
SELECT x.tag AS tag, x.thread_id AS thread_id, t.topic_id AS topic_id, t.audience_id AS audience_id,
  t.level AS level, t.source_id AS source_id, t.state AS state,
  CASE t.state WHEN 2 THEN t.author_id ELSE 0 END AS author_id,
  COALESCE(t.expires_on, 9223372036854775807) AS expires_on
FROM thread_tag x JOIN thread t ON t.id = x.thread_id WHERE t.state <> 4;

CREATE TABLE tag_tally (
  tag TEXT NOT NULL,
  topic_id INTEGER NOT NULL REFERENCES topic (id),
  audience_id INTEGER NOT NULL REFERENCES audience (id),
  level INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  state INTEGER NOT NULL,
  author_id INTEGER NOT NULL,
  expires_on INTEGER NOT NULL,
  threads INTEGER NOT NULL,
  PRIMARY KEY (tag, topic_id, audience_id, level, source_id, state, author_id, expires_on)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER tag_given AFTER INSERT ON thread_tag BEGIN
  INSERT INTO tag_tally (tag, topic_id, audience_id, level, source_id, state, author_id, expires_on, threads)
  SELECT tag, topic_id, audience_id, level, source_id, state, author_id, expires_on, 1
  FROM counted_tag WHERE tag = NEW.tag AND thread_id = NEW.thread_id
  ON CONFLICT (tag, topic_id, audience_id, level, source_id, state, author_id, expires_on)
  DO UPDATE SET threads = tag_tally.threads + 1;
END;
CREATE TRIGGER tag_taken BEFORE DELETE ON thread_tag BEGIN
  UPDATE tag_tally SET threads = threads - 1
  WHERE (tag, topic_id, audience_id, level, source_id, state, author_id, expires_on) IN (
    SELECT tag, topic_id, audience_id, level, source_id, state, author_id, expires_on
    FROM counted_tag WHERE tag = OLD.tag AND thread_id = OLD.thread_id);
  DELETE FROM tag_tally WHERE tag = OLD.tag AND threads = 0;
END;
CREATE TRIGGER tagged_thread_changes BEFORE UPDATE OF topic_id, audience_id, level, source_id, state, expires_on ON thread
WHEN EXISTS (SELECT 1 FROM thread_tag x WHERE x.thread_id = OLD.id)
BEGIN
  UPDATE tag_tally SET threads = threads - 1
  WHERE (tag, topic_id, audience_id, level, source_id, state, author_id, expires_on) IN (
    SELECT tag, topic_id, audience_id, level, source_id, state, author_id, expires_on
    FROM counted_tag WHERE thread_id = OLD.id);
END;
CREATE TRIGGER tagged_thread_changed AFTER UPDATE OF topic_id, audience_id, level, source_id, state, expires_on ON thread
WHEN EXISTS (SELECT 1 FROM thread_tag x WHERE x.thread_id = NEW.id)
BEGIN
  INSERT INTO tag_tally (tag, topic_id, audience_id, level, source_id, state, author_id, expires_on, threads)
  SELECT tag, topic_id, audience_id, level, source_id, state, author_id, expires_on, 1
  FROM counted_tag WHERE thread_id = NEW.id
  ON CONFLICT (tag, topic_id, audience_id, level, source_id, state, author_id, expires_on)
  DO UPDATE SET threads = tag_tally.threads + 1;
  DELETE FROM tag_tally WHERE threads = 0
  AND tag IN (SELECT x.tag FROM thread_tag x WHERE x.thread_id = NEW.id);
END;

-- The list that officers of units look after: tags that have a name in each language. A retired one keeps its row;
-- as a free tag it stays wherever it stands.
CREATE TABLE listed_tag (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  tag TEXT NOT NULL,
  name_ar TEXT NOT NULL,
  name_en TEXT NOT NULL,
  name_es TEXT NOT NULL,
  name_fr TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  retired_at INTEGER
) STRICT;
CREATE UNIQUE INDEX listed_tag_by_tag ON listed_tag (tag) WHERE retired_at IS NULL;
)sql";

}  // namespace forum
