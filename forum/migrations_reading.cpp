#include "forum/migrations_reading.hpp"

namespace forum {

char const* const kTallies = R"sql(
-- The tallies anew, so that what a viewer is shown is counted over few rows however many audiences and sources
-- the forum has.
--
-- A source has rows of its own in the tallies only where the read rule could ask for it: where it ever denied
-- somebody (those are in counted_apart), or where the objects are not published. All others are counted together
-- under source_id 0, which denies nobody.
CREATE TABLE counted_apart (
  source_id INTEGER PRIMARY KEY REFERENCES organisation (id)
) STRICT;
INSERT INTO counted_apart (source_id) SELECT DISTINCT source_id FROM deny;

DROP TABLE post_tally;
DROP TABLE thread_tally;
DROP INDEX post_by_sequence;

-- Holds every column of a post's envelope: counting unread posts need not look at the posts themselves.
CREATE INDEX post_by_sequence ON post
  (thread_id, sequence, author_id, state, level, audience_id, source_id, expires_on);
CREATE INDEX thread_by_audience ON thread (topic_id, audience_id);

-- What each post and thread is counted as; withdrawn ones are not counted. author_id is 0 but where an object
-- awaits release; expires_on is the greatest integer where an object does not expire.
CREATE VIEW counted_post AS
SELECT p.id AS post_id, p.thread_id AS thread_id, p.audience_id AS audience_id, p.level AS level,
  CASE WHEN p.state = 1 AND NOT EXISTS (SELECT 1 FROM counted_apart k WHERE k.source_id = p.source_id)
    THEN 0 ELSE p.source_id END AS source_id,
  p.state AS state, CASE p.state WHEN 2 THEN p.author_id ELSE 0 END AS author_id,
  COALESCE(p.expires_on, 9223372036854775807) AS expires_on, t.topic_id AS topic_id,
  t.audience_id AS thread_audience_id, COALESCE(p.sequence, 0) AS sequence,
  COALESCE(p.published_at, p.created_at) AS at
FROM post p JOIN thread t ON t.id = p.thread_id WHERE p.state <> 4;

-- is_named: published for good to an audience that names its members, which therefore never changes.
CREATE VIEW counted_thread AS
SELECT t.id AS thread_id, t.topic_id AS topic_id, t.audience_id AS audience_id, t.level AS level,
  CASE WHEN t.state = 1 AND NOT EXISTS (SELECT 1 FROM counted_apart k WHERE k.source_id = t.source_id)
    THEN 0 ELSE t.source_id END AS source_id,
  t.state AS state, CASE t.state WHEN 2 THEN t.author_id ELSE 0 END AS author_id,
  COALESCE(t.expires_on, 9223372036854775807) AS expires_on,
  t.state = 1 AND t.expires_on IS NULL AND n.base IN ('only', 'own') AS is_named
FROM thread t JOIN audience n ON n.id = t.audience_id WHERE t.state <> 4;

-- Posts of a thread by envelope. topic_id and thread_audience_id are the thread's; the last_* columns are those
-- of the newest post; the sequence is 0 before it is published, and the time then that of its making.
-- A test recomputes all three tables.
CREATE TABLE post_tally (
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  audience_id INTEGER NOT NULL REFERENCES audience (id),
  level INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  state INTEGER NOT NULL,
  author_id INTEGER NOT NULL,
  expires_on INTEGER NOT NULL,
  topic_id INTEGER NOT NULL REFERENCES topic (id),
  thread_audience_id INTEGER NOT NULL REFERENCES audience (id),
  posts INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (thread_id, audience_id, level, source_id, state, author_id, expires_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_tally_by_activity ON post_tally (topic_id, last_at, thread_id, thread_audience_id);
CREATE INDEX post_tally_by_sequence ON post_tally (topic_id, last_sequence, thread_id, thread_audience_id);
INSERT INTO post_tally (thread_id, audience_id, level, source_id, state, author_id, expires_on, topic_id,
  thread_audience_id, posts, last_sequence, last_at)
SELECT thread_id, audience_id, level, source_id, state, author_id, expires_on, topic_id, thread_audience_id,
  COUNT(*), MAX(sequence), MAX(at)
FROM counted_post GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;

-- Threads of a topic by envelope, but those of named audiences.
CREATE TABLE thread_tally (
  topic_id INTEGER NOT NULL REFERENCES topic (id),
  expires_on INTEGER NOT NULL,
  audience_id INTEGER NOT NULL REFERENCES audience (id),
  level INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  state INTEGER NOT NULL,
  author_id INTEGER NOT NULL,
  threads INTEGER NOT NULL,
  PRIMARY KEY (topic_id, expires_on, audience_id, level, source_id, state, author_id)
) STRICT, WITHOUT ROWID;
INSERT INTO thread_tally (topic_id, expires_on, audience_id, level, source_id, state, author_id, threads)
SELECT topic_id, expires_on, audience_id, level, source_id, state, author_id, COUNT(*)
FROM counted_thread WHERE NOT is_named GROUP BY 1, 2, 3, 4, 5, 6, 7;

-- Threads of named audiences, once for each organisation that such an audience names: there may be thousands of
-- audiences, and a viewer is of one organisation.
CREATE TABLE named_thread_tally (
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  topic_id INTEGER NOT NULL REFERENCES topic (id),
  level INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  threads INTEGER NOT NULL,
  PRIMARY KEY (organisation_id, topic_id, level, source_id)
) STRICT, WITHOUT ROWID;
INSERT INTO named_thread_tally (organisation_id, topic_id, level, source_id, threads)
SELECT m.organisation_id, c.topic_id, c.level, c.source_id, COUNT(*)
FROM counted_thread c JOIN audience_member m ON m.audience_id = c.audience_id
WHERE c.is_named GROUP BY 1, 2, 3, 4;

-- The first time that a source denies somebody, whatever it has published is counted anew, apart. In the schema,
-- because forgetting it anywhere would let the denied organisation count what it may not see.
CREATE TRIGGER count_apart AFTER INSERT ON deny
WHEN NOT EXISTS (SELECT 1 FROM counted_apart k WHERE k.source_id = NEW.source_id)
BEGIN
  INSERT INTO counted_apart (source_id) VALUES (NEW.source_id);
  DELETE FROM post_tally WHERE thread_id IN (SELECT p.thread_id FROM post p WHERE p.source_id = NEW.source_id);
  INSERT INTO post_tally (thread_id, audience_id, level, source_id, state, author_id, expires_on, topic_id,
    thread_audience_id, posts, last_sequence, last_at)
  SELECT thread_id, audience_id, level, source_id, state, author_id, expires_on, topic_id, thread_audience_id,
    COUNT(*), MAX(sequence), MAX(at)
  FROM counted_post
  WHERE thread_id IN (SELECT p.thread_id FROM post p WHERE p.source_id = NEW.source_id)
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
  UPDATE thread_tally SET threads = thread_tally.threads - x.threads
  FROM (SELECT c.topic_id AS topic_id, c.expires_on AS expires_on, c.audience_id AS audience_id, c.level AS level,
      COUNT(*) AS threads
    FROM counted_thread c WHERE c.source_id = NEW.source_id AND c.state = 1 AND NOT c.is_named
    GROUP BY 1, 2, 3, 4) x
  WHERE thread_tally.topic_id = x.topic_id AND thread_tally.expires_on = x.expires_on
    AND thread_tally.audience_id = x.audience_id AND thread_tally.level = x.level AND thread_tally.source_id = 0;
  DELETE FROM thread_tally WHERE threads = 0;
  INSERT INTO thread_tally (topic_id, expires_on, audience_id, level, source_id, state, author_id, threads)
  SELECT c.topic_id, c.expires_on, c.audience_id, c.level, c.source_id, 1, 0, COUNT(*)
  FROM counted_thread c WHERE c.source_id = NEW.source_id AND c.state = 1 AND NOT c.is_named
  GROUP BY 1, 2, 3, 4, 5;
  UPDATE named_thread_tally SET threads = named_thread_tally.threads - x.threads
  FROM (SELECT m.organisation_id AS organisation_id, c.topic_id AS topic_id, c.level AS level,
      COUNT(*) AS threads
    FROM counted_thread c JOIN audience_member m ON m.audience_id = c.audience_id
    WHERE c.source_id = NEW.source_id AND c.is_named GROUP BY 1, 2, 3) x
  WHERE named_thread_tally.organisation_id = x.organisation_id AND named_thread_tally.topic_id = x.topic_id
    AND named_thread_tally.level = x.level AND named_thread_tally.source_id = 0;
  DELETE FROM named_thread_tally WHERE threads = 0;
  INSERT INTO named_thread_tally (organisation_id, topic_id, level, source_id, threads)
  SELECT m.organisation_id, c.topic_id, c.level, c.source_id, COUNT(*)
  FROM counted_thread c JOIN audience_member m ON m.audience_id = c.audience_id
  WHERE c.source_id = NEW.source_id AND c.is_named GROUP BY 1, 2, 3, 4;
END;
)sql";

char const* const kOutlineStamps = R"sql(
-- What a thread's outline (forum/outline.hpp) was made from. Triggers, so that no statement can forget it: the
-- stamp moves with every change of the thread or of one of its posts, the policy epoch with every change of a
-- topic, an organisation, a deny list or a person's name, and when somebody leaves an audience. Who joins one
-- that exists is auth::create_organisation()'s to tell: each new audience fills with joiners.
-- The place of an answer is found from its sisters' paths; counting it in the parent's row would be such a change.
ALTER TABLE post DROP COLUMN answers;
ALTER TABLE thread ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER outline_post_added AFTER INSERT ON post BEGIN
  UPDATE thread SET stamp = stamp + 1 WHERE id = NEW.thread_id;
END;
CREATE TRIGGER outline_post_changed AFTER UPDATE ON post BEGIN
  UPDATE thread SET stamp = stamp + 1 WHERE id IN (OLD.thread_id, NEW.thread_id);
END;
CREATE TRIGGER outline_post_removed AFTER DELETE ON post BEGIN
  UPDATE thread SET stamp = stamp + 1 WHERE id = OLD.thread_id;
END;
CREATE TRIGGER outline_thread_changed AFTER UPDATE ON thread WHEN OLD.stamp = NEW.stamp BEGIN
  UPDATE thread SET stamp = stamp + 1 WHERE id = NEW.id;
END;
CREATE TRIGGER outline_topic_changed AFTER UPDATE ON topic BEGIN
  UPDATE policy_epoch SET value = value + 1 WHERE id = 1;
END;
CREATE TRIGGER outline_organisation_changed AFTER UPDATE ON organisation BEGIN
  UPDATE policy_epoch SET value = value + 1 WHERE id = 1;
END;
CREATE TRIGGER outline_name_changed AFTER UPDATE OF public_id, name, function ON users BEGIN
  UPDATE policy_epoch SET value = value + 1 WHERE id = 1;
END;
CREATE TRIGGER outline_member_left AFTER DELETE ON audience_member BEGIN
  UPDATE policy_epoch SET value = value + 1 WHERE id = 1;
END;
-- The tallies and the epoch follow what is put in and taken out.
CREATE TRIGGER outline_deny_kept BEFORE UPDATE ON deny BEGIN
  SELECT RAISE(ABORT, 'a deny list is changed by deleting and inserting');
END;
CREATE TRIGGER outline_denied AFTER INSERT ON deny BEGIN
  UPDATE policy_epoch SET value = value + 1 WHERE id = 1;
END;
CREATE TRIGGER outline_no_longer_denied AFTER DELETE ON deny BEGIN
  UPDATE policy_epoch SET value = value + 1 WHERE id = 1;
END;
)sql";

}  // namespace forum
