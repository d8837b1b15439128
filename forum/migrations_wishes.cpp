#include "forum/migrations_wishes.hpp"

namespace forum {

char const* const kOrderWishes = R"sql(
-- Proposals of more acts than there were: step as OrderStep, which alone says what there is. basis of an answer to
-- flags: the version of their case.
CREATE TABLE order_proposal_of_more (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  step INTEGER NOT NULL CHECK (step >= 1),
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
  basis INTEGER NOT NULL,
  reason TEXT NOT NULL,
  summary TEXT NOT NULL,
  seconds INTEGER NOT NULL,
  into_id INTEGER REFERENCES thread (id),
  topic_id INTEGER REFERENCES topic (id),
  proposed_by INTEGER NOT NULL REFERENCES users (id),
  bureau_id INTEGER NOT NULL REFERENCES organisation (id),
  proposed_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  decided_by INTEGER REFERENCES users (id),
  decided_at INTEGER,
  decision TEXT
) STRICT;
INSERT INTO order_proposal_of_more (id, public_id, thread_id, step, state, basis, reason, summary, seconds, into_id,
  topic_id, proposed_by, bureau_id, proposed_at, expires_at, decided_by, decided_at, decision)
  SELECT id, public_id, thread_id, step, state, basis, reason, summary, seconds, into_id,
  topic_id, proposed_by, bureau_id, proposed_at, expires_at, decided_by, decided_at, decision FROM order_proposal;
DROP TABLE order_proposal;
ALTER TABLE order_proposal_of_more RENAME TO order_proposal;
CREATE INDEX order_proposal_open ON order_proposal (id) WHERE state = 1;
CREATE INDEX order_proposal_of_thread ON order_proposal (thread_id);

-- What a proposal asks for beyond its act (forum/order_wishes.hpp): the labels of a thread, tags in a row with commas;
-- or an answer to flags, outcome as of flag.
CREATE TABLE order_wish (
  proposal_id INTEGER PRIMARY KEY REFERENCES order_proposal (id),
  title TEXT,
  kind INTEGER,
  tags TEXT,
  flag_case_id INTEGER REFERENCES flag_case (id),
  outcome INTEGER CHECK (outcome IN (3, 4)),
  reply TEXT
) STRICT;
CREATE INDEX order_wish_of_flags ON order_wish (flag_case_id) WHERE flag_case_id IS NOT NULL;
)sql";

}  // namespace forum
