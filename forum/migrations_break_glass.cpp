#include "forum/migrations_break_glass.hpp"

namespace forum {

char const* const kBreakGlass = R"sql(
-- Who asked to read one object that is not for his office, and what became of it (forum/break_glass.hpp). `object` is
-- the public id that he named; whether there is such a thing nobody has looked. open_until: from the approval on.
CREATE TABLE break_glass (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  object BLOB NOT NULL CHECK (length(object) = 16),
  case_number TEXT NOT NULL,
  reason TEXT NOT NULL,
  asked_by INTEGER NOT NULL REFERENCES users (id),
  asked_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('open', 'approved', 'refused', 'withdrawn')),
  decided_by INTEGER REFERENCES users (id),
  decided_at INTEGER,
  open_until INTEGER,
  ended_at INTEGER
) STRICT;
CREATE INDEX break_glass_by_asker ON break_glass (asked_by, id);

-- The posts that were shown by it, each once.
CREATE TABLE break_glass_post (
  break_glass_id INTEGER NOT NULL REFERENCES break_glass (id),
  post_id INTEGER NOT NULL REFERENCES post (id),
  shown_at INTEGER NOT NULL,
  PRIMARY KEY (break_glass_id, post_id)
) STRICT, WITHOUT ROWID;

-- What each bureau is told of whose own texts were among them.
CREATE TABLE break_glass_notice (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  break_glass_id INTEGER NOT NULL REFERENCES break_glass (id),
  bureau_id INTEGER NOT NULL REFERENCES organisation (id),
  told_at INTEGER NOT NULL,
  seen_by INTEGER REFERENCES users (id),
  seen_at INTEGER,
  UNIQUE (break_glass_id, bureau_id)
) STRICT;
CREATE INDEX break_glass_notice_by_bureau ON break_glass_notice (bureau_id, id);
)sql";

}  // namespace forum
