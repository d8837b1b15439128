#include "forum/migrations_disclosure.hpp"

namespace forum {

char const* const kDisclosures = R"sql(
-- To whom posts went. Each distinct list of recipients is kept once; `digest` is the SHA-256 of its keys.
CREATE TABLE recipient_list (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE
) STRICT;
CREATE TABLE recipient (
  list_id INTEGER NOT NULL REFERENCES recipient_list (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (list_id, organisation_id)
) STRICT, WITHOUT ROWID;

-- kind: 1 published, 2 widened, 3 exported. told_id: the list by audience and level; exact_id: without those whom
-- the source denied. Posts that were there before this step have no record of when they were published.
CREATE TABLE disclosure (
  id INTEGER PRIMARY KEY,
  post_id INTEGER NOT NULL REFERENCES post (id),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),
  at INTEGER NOT NULL,
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
  told_id INTEGER NOT NULL REFERENCES recipient_list (id),
  exact_id INTEGER NOT NULL REFERENCES recipient_list (id)
) STRICT;
CREATE INDEX disclosure_by_post ON disclosure (post_id, id);

-- What was disclosed stays so.
CREATE TRIGGER disclosure_no_update BEFORE UPDATE ON disclosure
BEGIN SELECT RAISE(ABORT, 'a disclosure is never changed'); END;
CREATE TRIGGER disclosure_no_delete BEFORE DELETE ON disclosure
BEGIN SELECT RAISE(ABORT, 'a disclosure is never changed'); END;
CREATE TRIGGER recipient_no_update BEFORE UPDATE ON recipient
BEGIN SELECT RAISE(ABORT, 'a disclosure is never changed'); END;
CREATE TRIGGER recipient_no_delete BEFORE DELETE ON recipient
BEGIN SELECT RAISE(ABORT, 'a disclosure is never changed'); END;

-- The lists that were found last for an envelope, so that posting need not find them anew: good while the policy
-- epoch is `epoch`.
CREATE TABLE known_recipients (
  topic_audience_id INTEGER NOT NULL,
  thread_audience_id INTEGER NOT NULL,
  post_audience_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  level INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  told_id INTEGER NOT NULL,
  exact_id INTEGER NOT NULL,
  PRIMARY KEY (topic_audience_id, thread_audience_id, post_audience_id, source_id, level)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace forum
