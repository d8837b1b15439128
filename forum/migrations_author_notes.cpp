#include "forum/migrations_author_notes.hpp"

namespace forum {

char const* const kAuthorNotes = R"sql(
-- Notes about authors of posts, and warnings to them (forum/author_notes.hpp). kind: 1 note, 2 warning. author_id
-- is the post's; is_seen is the author's, of a warning.
CREATE TABLE author_note (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 2),
  post_id INTEGER NOT NULL REFERENCES post (id),
  author_id INTEGER NOT NULL REFERENCES users (id),
  by_id INTEGER NOT NULL REFERENCES users (id),
  written_at INTEGER NOT NULL,
  text TEXT NOT NULL,
  is_seen INTEGER NOT NULL CHECK (is_seen BETWEEN 0 AND 1)
) STRICT;
CREATE INDEX author_note_by_time ON author_note (written_at, id);
CREATE INDEX author_note_of_author ON author_note (author_id, written_at, id);
CREATE INDEX author_note_by_writer ON author_note (by_id, written_at);
CREATE INDEX author_note_of_post ON author_note (post_id);
)sql";

char const* const kWarningAppeals = R"sql(
-- What an author says against a warning, once (forum/warning_appeals.hpp). state: 1 open, 2 lifted, 3 upheld. warned_for:
-- the bureau of who has warned him, as it was then.
CREATE TABLE warning_appeal (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  note_id INTEGER NOT NULL UNIQUE REFERENCES author_note (id) ON DELETE CASCADE,
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
  asked_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  warned_for INTEGER NOT NULL REFERENCES organisation (id),
  decided_by INTEGER REFERENCES users (id),
  decided_at INTEGER,
  decision TEXT
) STRICT;
CREATE INDEX warning_appeal_open ON warning_appeal (asked_at, id) WHERE state = 1;
CREATE INDEX warning_appeal_past ON warning_appeal (decided_at, id) WHERE state > 1;
)sql";

char const* const kNoteBureaus = R"sql(
-- The bureau or unit for which who wrote it worked then; for those of before, where he works now.
ALTER TABLE author_note ADD COLUMN bureau_id INTEGER REFERENCES organisation (id);
UPDATE author_note SET bureau_id = (SELECT COALESCE(o.parent_id, o.id) FROM users u
  JOIN organisation o ON o.id = u.organisation_id WHERE u.id = by_id);
)sql";

}  // namespace forum
