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

}  // namespace forum
