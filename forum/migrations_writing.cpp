#include "forum/migrations_writing.hpp"

namespace forum {

char const* const kPlainChecks = R"sql(
-- For a CHECK with an IN of more than two values SQLite fills a table with them, anew for each row that is
-- inserted: a tenth of what an answer costs the writer. The same conditions, spelled out.
DROP TRIGGER outline_post_changed;
ALTER TABLE post RENAME COLUMN language TO former_language;
-- Only a column with a default can be added; whoever inserts names the language.
ALTER TABLE post ADD COLUMN language TEXT NOT NULL DEFAULT 'en'
  CHECK (language = 'ar' OR language = 'en' OR language = 'es' OR language = 'fr');
UPDATE post SET language = former_language;
ALTER TABLE post DROP COLUMN former_language;
CREATE TRIGGER outline_post_changed AFTER UPDATE ON post BEGIN
  UPDATE thread SET stamp = stamp + 1 WHERE id IN (OLD.thread_id, NEW.thread_id);
END;

CREATE TABLE plain_subscription (
  target_kind INTEGER NOT NULL CHECK (target_kind BETWEEN 1 AND 2),
  target_id INTEGER NOT NULL,
  subscriber_kind INTEGER NOT NULL CHECK (subscriber_kind BETWEEN 1 AND 2),
  subscriber_id INTEGER NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 2),
  PRIMARY KEY (target_kind, target_id, subscriber_kind, subscriber_id)
) STRICT, WITHOUT ROWID;
INSERT INTO plain_subscription SELECT target_kind, target_id, subscriber_kind, subscriber_id, level FROM subscription;
DROP TABLE subscription;
ALTER TABLE plain_subscription RENAME TO subscription;
CREATE INDEX subscription_by_subscriber ON subscription (subscriber_kind, subscriber_id);
)sql";

}  // namespace forum
