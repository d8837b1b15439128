#include "forum/migrations_tallies.hpp"

namespace forum {

char const* const kPublishedTallies = R"sql(
-- Threads that are published for good, by whom they are for, so that counting those of a topic costs a reader the
-- same however many audiences leave somebody out and however many sources deny somebody:
--   reach 0  audiences of everybody who reads the topic, 1 those among them that leave out this organisation;
--   reach 2  audiences of all members, 3 those among them that leave out this organisation;
--   reach 4  audiences that name this organisation, all members beside it or not.
-- Who is left out takes with him what stands below him: where his bureau is left out too, it alone is counted.
-- source_id 0 is all sources together; those in counted_apart are counted once more by themselves, to be taken off
-- for whom they deny. organisation_id is 0 where nobody in particular is meant.
CREATE TABLE published_thread_tally (
  topic_id INTEGER NOT NULL REFERENCES topic (id),
  reach INTEGER NOT NULL CHECK (reach BETWEEN 0 AND 4),
  organisation_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  level INTEGER NOT NULL,
  threads INTEGER NOT NULL,
  PRIMARY KEY (topic_id, reach, organisation_id, source_id, level)
) STRICT, WITHOUT ROWID;

-- Each row that a thread is counted in, for all sources and then for its own. Spelled out, so that SQLite looks up the
-- one thread that is asked for; of what it finds in a common table expression it would make a table first.
CREATE VIEW counted_reach AS
SELECT t.id AS thread_id, t.topic_id AS topic_id, CASE n.base WHEN 'inherit' THEN 0 ELSE 2 END AS reach, 0 AS organisation_id, 0 AS source_id,
  t.level AS level
FROM thread t JOIN audience n ON n.id = t.audience_id
WHERE t.state = 1 AND t.expires_on IS NULL AND t.is_split = 0 AND (n.base = 'inherit' OR n.base = 'all_members')
UNION ALL
SELECT t.id AS thread_id, t.topic_id AS topic_id, CASE n.base WHEN 'inherit' THEN 1 ELSE 3 END AS reach, x.organisation_id AS organisation_id, 0 AS source_id,
  t.level AS level
FROM thread t JOIN audience n ON n.id = t.audience_id
  JOIN audience_term x ON x.audience_id = n.id AND x.side = 'minus'
WHERE t.state = 1 AND t.expires_on IS NULL AND t.is_split = 0 AND (n.base = 'inherit' OR n.base = 'all_members') AND NOT EXISTS (
    SELECT 1 FROM organisation o JOIN audience_term y ON y.audience_id = n.id AND y.side = 'minus'
      AND y.organisation_id = o.parent_id WHERE o.id = x.organisation_id)
UNION ALL
SELECT t.id AS thread_id, t.topic_id AS topic_id, 4 AS reach, m.organisation_id AS organisation_id, 0 AS source_id,
  t.level AS level
FROM thread t JOIN audience n ON n.id = t.audience_id
  JOIN audience_member m ON m.audience_id = n.id
WHERE t.state = 1 AND t.expires_on IS NULL AND t.is_split = 0 AND (n.base = 'only' OR n.base = 'own')
UNION ALL
SELECT t.id AS thread_id, t.topic_id AS topic_id, 4 AS reach, o.id AS organisation_id, 0 AS source_id,
  t.level AS level
FROM thread t JOIN audience n ON n.id = t.audience_id
  JOIN organisation o ON o.id = n.owner_id OR o.id IN (
    SELECT x.organisation_id FROM audience_term x WHERE x.audience_id = n.id AND x.side = 'only')
  JOIN audience_member m ON m.audience_id = n.id AND m.organisation_id = o.id
WHERE t.state = 1 AND t.expires_on IS NULL AND t.is_split = 0 AND n.base = 'all_members'
  AND o.kind <> 'ncb' AND o.kind <> 'sub_bureau' AND o.kind <> 'national_entity'
UNION ALL
SELECT t.id AS thread_id, t.topic_id AS topic_id, CASE n.base WHEN 'inherit' THEN 0 ELSE 2 END AS reach, 0 AS organisation_id, k.source_id AS source_id,
  t.level AS level
FROM thread t JOIN audience n ON n.id = t.audience_id JOIN counted_apart k ON k.source_id = t.source_id
WHERE t.state = 1 AND t.expires_on IS NULL AND t.is_split = 0 AND (n.base = 'inherit' OR n.base = 'all_members')
UNION ALL
SELECT t.id AS thread_id, t.topic_id AS topic_id, CASE n.base WHEN 'inherit' THEN 1 ELSE 3 END AS reach, x.organisation_id AS organisation_id, k.source_id AS source_id,
  t.level AS level
FROM thread t JOIN audience n ON n.id = t.audience_id
  JOIN audience_term x ON x.audience_id = n.id AND x.side = 'minus' JOIN counted_apart k ON k.source_id = t.source_id
WHERE t.state = 1 AND t.expires_on IS NULL AND t.is_split = 0 AND (n.base = 'inherit' OR n.base = 'all_members') AND NOT EXISTS (
    SELECT 1 FROM organisation o JOIN audience_term y ON y.audience_id = n.id AND y.side = 'minus'
      AND y.organisation_id = o.parent_id WHERE o.id = x.organisation_id)
UNION ALL
SELECT t.id AS thread_id, t.topic_id AS topic_id, 4 AS reach, m.organisation_id AS organisation_id, k.source_id AS source_id,
  t.level AS level
FROM thread t JOIN audience n ON n.id = t.audience_id
  JOIN audience_member m ON m.audience_id = n.id JOIN counted_apart k ON k.source_id = t.source_id
WHERE t.state = 1 AND t.expires_on IS NULL AND t.is_split = 0 AND (n.base = 'only' OR n.base = 'own')
UNION ALL
SELECT t.id AS thread_id, t.topic_id AS topic_id, 4 AS reach, o.id AS organisation_id, k.source_id AS source_id,
  t.level AS level
FROM thread t JOIN audience n ON n.id = t.audience_id
  JOIN organisation o ON o.id = n.owner_id OR o.id IN (
    SELECT x.organisation_id FROM audience_term x WHERE x.audience_id = n.id AND x.side = 'only')
  JOIN audience_member m ON m.audience_id = n.id AND m.organisation_id = o.id JOIN counted_apart k ON k.source_id = t.source_id
WHERE t.state = 1 AND t.expires_on IS NULL AND t.is_split = 0 AND n.base = 'all_members'
  AND o.kind <> 'ncb' AND o.kind <> 'sub_bureau' AND o.kind <> 'national_entity';

INSERT INTO published_thread_tally (topic_id, reach, organisation_id, source_id, level, threads)
SELECT topic_id, reach, organisation_id, source_id, level, COUNT(*) FROM counted_reach GROUP BY 1, 2, 3, 4, 5;

-- All other threads by envelope: what awaits release, is hidden, or expires.
DROP TRIGGER count_apart;
DROP TABLE named_thread_tally;
DROP VIEW counted_thread;
CREATE VIEW counted_thread AS
SELECT t.id AS thread_id, t.topic_id AS topic_id, t.audience_id AS audience_id, t.level AS level,
  CASE WHEN t.state = 1 AND NOT EXISTS (SELECT 1 FROM counted_apart k WHERE k.source_id = t.source_id)
    THEN 0 ELSE t.source_id END AS source_id,
  t.state AS state, CASE t.state WHEN 2 THEN t.author_id ELSE 0 END AS author_id,
  COALESCE(t.expires_on, 9223372036854775807) AS expires_on
FROM thread t WHERE t.state <> 4 AND t.is_split = 0 AND (t.state <> 1 OR t.expires_on IS NOT NULL);
DELETE FROM thread_tally WHERE state = 1 AND expires_on = 9223372036854775807;

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
    FROM counted_thread c WHERE c.source_id = NEW.source_id AND c.state = 1
    GROUP BY 1, 2, 3, 4) x
  WHERE thread_tally.topic_id = x.topic_id AND thread_tally.expires_on = x.expires_on
    AND thread_tally.audience_id = x.audience_id AND thread_tally.level = x.level AND thread_tally.source_id = 0;
  DELETE FROM thread_tally WHERE threads = 0;
  INSERT INTO thread_tally (topic_id, expires_on, audience_id, level, source_id, state, author_id, threads)
  SELECT c.topic_id, c.expires_on, c.audience_id, c.level, c.source_id, 1, 0, COUNT(*)
  FROM counted_thread c WHERE c.source_id = NEW.source_id AND c.state = 1
  GROUP BY 1, 2, 3, 4, 5;
  INSERT INTO published_thread_tally (topic_id, reach, organisation_id, source_id, level, threads)
  SELECT topic_id, reach, organisation_id, source_id, level, COUNT(*) FROM counted_reach
  WHERE source_id = NEW.source_id GROUP BY 1, 2, 3, 4, 5;
END;
)sql";

}  // namespace forum
