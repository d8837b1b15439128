#include "forum/migrations_answers.hpp"

namespace forum {

char const* const kAcceptedAnswers = R"sql(
-- Which post answers a question (forum/accepted_answers.hpp).
CREATE TABLE accepted_answer (
  thread_id INTEGER PRIMARY KEY REFERENCES thread (id),
  post_id INTEGER NOT NULL REFERENCES post (id),
  accepted_at INTEGER NOT NULL,
  accepted_by INTEGER NOT NULL REFERENCES users (id)
) STRICT;
)sql";

char const* const kReactions = R"sql(
-- What readers say of posts (forum/reactions.hpp): 1 agree, 2 the same in my country, 3 differs in my country,
-- 4 thanks. The source is the organisation to which whoever says so belonged then.
CREATE TABLE reaction (
  post_id INTEGER NOT NULL REFERENCES post (id),
  source_id INTEGER NOT NULL REFERENCES organisation (id),
  user_id INTEGER NOT NULL REFERENCES users (id),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4),
  given_at INTEGER NOT NULL,
  PRIMARY KEY (post_id, source_id, user_id, kind)
) STRICT, WITHOUT ROWID;

-- Whether anybody ever reacted to it: of most posts nobody has, and nothing has to be looked up.
ALTER TABLE post ADD COLUMN is_reacted_to INTEGER NOT NULL DEFAULT 0 CHECK (is_reacted_to BETWEEN 0 AND 1);

-- Of an event that is about what somebody said of a post: whose object that is.
ALTER TABLE event ADD COLUMN said_by_id INTEGER REFERENCES organisation (id);
)sql";

char const* const kSeals = R"sql(
-- What was asked and signed as the official position of a bureau (forum/seals.hpp). outcome: 1 asked, 2 signed,
-- 3 refused, 4 signed and withdrawn; `reason` is that of a refusal or withdrawal. `version`: of the post when
-- it was asked or, from then on, signed.
CREATE TABLE seal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  post_id INTEGER NOT NULL REFERENCES post (id),
  source_id INTEGER NOT NULL REFERENCES organisation (id),
  version INTEGER NOT NULL,
  outcome INTEGER NOT NULL DEFAULT 1 CHECK (outcome BETWEEN 1 AND 4),
  asked_by INTEGER NOT NULL REFERENCES users (id),
  asked_at INTEGER NOT NULL,
  decided_by INTEGER REFERENCES users (id),
  decided_at INTEGER,
  withdrawn_by INTEGER REFERENCES users (id),
  withdrawn_at INTEGER,
  reason TEXT
) STRICT;
CREATE INDEX seal_of_post ON seal (post_id, id);
CREATE UNIQUE INDEX seal_asked_once ON seal (post_id) WHERE outcome = 1;
CREATE INDEX seal_asked ON seal (source_id, id) WHERE outcome = 1;

-- What pages tell of it: the seal in force, whether the text has changed since, and who asks for one.
ALTER TABLE post ADD COLUMN sealed_at INTEGER;
ALTER TABLE post ADD COLUMN seal_is_former INTEGER NOT NULL DEFAULT 0 CHECK (seal_is_former BETWEEN 0 AND 1);
ALTER TABLE post ADD COLUMN seal_asked_by INTEGER REFERENCES users (id);

-- Who of those who may read what an event is about hears of it: 0 all of them, 1 the author of the post and the
-- coordinators of its source, 2 those who got a notice with it.
ALTER TABLE event ADD COLUMN circle INTEGER NOT NULL DEFAULT 0 CHECK (circle BETWEEN 0 AND 2);
)sql";

}  // namespace forum
