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

char const* const kWidenings = R"sql(
-- What somebody asks to be shown to more organisations, or at a lower level: a post, or a thread where post_id is
-- null. Level and audience as they would be, and as they were; `thread_version` as he saw it.
CREATE TABLE widening (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  post_id INTEGER REFERENCES post (id),
  thread_version INTEGER NOT NULL,
  audience_id INTEGER NOT NULL REFERENCES audience (id),
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
  former_audience_id INTEGER NOT NULL REFERENCES audience (id),
  former_level INTEGER NOT NULL CHECK (former_level BETWEEN 0 AND 3),
  reason TEXT NOT NULL,
  asked_by INTEGER NOT NULL REFERENCES users (id),
  asked_at INTEGER NOT NULL
) STRICT;
CREATE INDEX widening_by_asker ON widening (asked_by, id);

-- What each source is asked for its own posts. turn: 1 the source of the post or thread itself, 2 another's posts in
-- the thread, asked once the first has consented. gained_id: who would gain, by audience and level.
CREATE TABLE widening_consent (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  widening_id INTEGER NOT NULL REFERENCES widening (id),
  source_id INTEGER NOT NULL REFERENCES organisation (id),
  turn INTEGER NOT NULL CHECK (turn IN (1, 2)),
  gained_id INTEGER NOT NULL REFERENCES recipient_list (id),
  asked_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('open', 'approved', 'refused', 'withdrawn')),
  decided_by INTEGER REFERENCES users (id),
  decided_at INTEGER,
  answer TEXT,
  UNIQUE (widening_id, turn, source_id)
) STRICT;
CREATE INDEX widening_consent_by_source ON widening_consent (source_id, id);
CREATE INDEX widening_consent_open ON widening_consent (source_id, id) WHERE outcome = 'open';

-- Each post as it stood when its source was asked, and its level and audience as they would be.
CREATE TABLE widening_post (
  consent_id INTEGER NOT NULL REFERENCES widening_consent (id),
  post_id INTEGER NOT NULL REFERENCES post (id),
  version INTEGER NOT NULL,
  audience_id INTEGER NOT NULL REFERENCES audience (id),
  level INTEGER NOT NULL,
  next_audience_id INTEGER NOT NULL REFERENCES audience (id),
  next_level INTEGER NOT NULL,
  PRIMARY KEY (consent_id, post_id)
) STRICT, WITHOUT ROWID;
)sql";

char const* const kWideningsForQuotes = R"sql(
-- Asked so that a post may be quoted in what somebody writes (forum/widening_for_quote.hpp); quoted_in_id: the thread
-- that he writes in, nothing for a new one.
ALTER TABLE widening ADD COLUMN is_for_quote INTEGER NOT NULL DEFAULT 0 CHECK (is_for_quote IN (0, 1));
ALTER TABLE widening ADD COLUMN quoted_in_id INTEGER REFERENCES thread (id);
)sql";

char const* const kWideningBureaus = R"sql(
-- Where who asked worked then; for those of before, where he works now.
ALTER TABLE widening ADD COLUMN organisation_id INTEGER REFERENCES organisation (id);
UPDATE widening SET organisation_id = (SELECT u.organisation_id FROM users u WHERE u.id = asked_by);
)sql";

}  // namespace forum
