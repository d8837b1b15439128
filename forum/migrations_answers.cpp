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

}  // namespace forum
