#include "forum/migrations_attachments.hpp"

namespace forum {

char const* const kAttachments = R"sql(
-- Files that were uploaded. From the time when it is attached a row belongs to one post for good, and to the versions
-- of its text from the first to before the last. Bytes stand in the store, under their hash: never here.
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE CHECK (length(public_id) = 16),
  uploader_id INTEGER NOT NULL REFERENCES users (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  context TEXT NOT NULL,
  name TEXT NOT NULL,
  level INTEGER NOT NULL,
  announced INTEGER NOT NULL CHECK (announced > 0),
  received INTEGER NOT NULL CHECK (received BETWEEN 0 AND announced),
  announced_sha256 BLOB CHECK (length(announced_sha256) = 32),
  state INTEGER NOT NULL,
  refusal TEXT NOT NULL,
  type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 BLOB CHECK (length(sha256) = 32),
  thumbnail BLOB CHECK (length(thumbnail) = 32),
  scanned INTEGER NOT NULL CHECK (scanned IN (0, 1)),
  created_at INTEGER NOT NULL,
  post_id INTEGER REFERENCES post (id),
  place INTEGER NOT NULL DEFAULT 0,
  first_version INTEGER NOT NULL DEFAULT 0,
  end_version INTEGER
) STRICT;
CREATE INDEX attachment_of_post ON attachment (post_id, place) WHERE post_id IS NOT NULL;
CREATE INDEX attachment_unattached ON attachment (uploader_id, id) WHERE post_id IS NULL;
CREATE INDEX attachment_of_person ON attachment (uploader_id, size);
CREATE INDEX attachment_of_organisation ON attachment (organisation_id, size);
CREATE INDEX attachment_by_content ON attachment (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX attachment_by_thumbnail ON attachment (thumbnail) WHERE thumbnail IS NOT NULL;
CREATE INDEX attachment_to_check ON attachment (id) WHERE state = 1;
CREATE INDEX attachment_to_scan ON attachment (id) WHERE scanned = 0 AND state IN (2, 3);

-- How many belong to its present text: most posts have none, and are not asked for them.
ALTER TABLE post ADD COLUMN attachments INTEGER NOT NULL DEFAULT 0;

-- An outline (forum/outline.hpp) holds what its posts have.
CREATE TRIGGER outline_attachment_changed AFTER UPDATE ON attachment WHEN NEW.post_id IS NOT NULL BEGIN
  UPDATE thread SET stamp = stamp + 1 WHERE id = (SELECT p.thread_id FROM post p WHERE p.id = NEW.post_id);
END;
CREATE TRIGGER outline_attachment_removed AFTER DELETE ON attachment WHEN OLD.post_id IS NOT NULL BEGIN
  UPDATE thread SET stamp = stamp + 1 WHERE id = (SELECT p.thread_id FROM post p WHERE p.id = OLD.post_id);
END;
)sql";

}  // namespace forum
