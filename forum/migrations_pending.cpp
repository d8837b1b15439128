#include "forum/migrations_pending.hpp"

namespace forum {

char const* const kPendingRevisions = R"sql(
-- The next text of a post that is published, while it awaits its release (forum/pending_revisions.hpp). Where it stands on
-- the way is told by the post's row in submission. A row stays when its text has gone out or was given up, without the
-- text: version counts on, so that a number never means two texts. released_version: of the post, when its text went out
-- last; with which event; and the renderer of the text that stood there before.
CREATE TABLE pending_revision (
  post_id INTEGER PRIMARY KEY REFERENCES post (id),
  version INTEGER NOT NULL,
  is_open INTEGER NOT NULL CHECK (is_open BETWEEN 0 AND 1),
  body TEXT NOT NULL,
  html TEXT NOT NULL,
  renderer INTEGER NOT NULL,
  editor_id INTEGER NOT NULL REFERENCES users (id),
  released_version INTEGER,
  released_event INTEGER,
  former_renderer INTEGER
) STRICT;

-- Most posts have none, and are not asked for it.
ALTER TABLE post ADD COLUMN has_pending INTEGER NOT NULL DEFAULT 0 CHECK (has_pending BETWEEN 0 AND 1);
CREATE TRIGGER pending_revision_added AFTER INSERT ON pending_revision BEGIN
  UPDATE post SET has_pending = NEW.is_open WHERE id = NEW.post_id;
END;
CREATE TRIGGER pending_revision_changed AFTER UPDATE ON pending_revision BEGIN
  UPDATE post SET has_pending = NEW.is_open WHERE id = NEW.post_id;
END;
CREATE TRIGGER pending_revision_removed AFTER DELETE ON pending_revision BEGIN
  UPDATE post SET has_pending = 0 WHERE id = OLD.post_id;
END;
-- Nobody releases what he has not seen: another text, marking or readership below it makes it another change.
CREATE TRIGGER pending_revision_seen_anew AFTER UPDATE OF version, level, audience_id, bureaus ON post
WHEN OLD.has_pending = 1 AND NEW.has_pending = 1 AND (NEW.version <> OLD.version OR NEW.level <> OLD.level
  OR NEW.audience_id <> OLD.audience_id OR NEW.bureaus <> OLD.bureaus) BEGIN
  UPDATE pending_revision SET version = version + 1 WHERE post_id = NEW.id;
  UPDATE submission SET checked_by = NULL, checked_at = NULL WHERE post_id = NEW.id AND checked_at IS NOT NULL;
END;

-- A former text that stands again under a later number, since its successor was taken back: it is there for those who quote
-- it, and not listed twice.
ALTER TABLE revision ADD COLUMN stands_again INTEGER NOT NULL DEFAULT 0 CHECK (stands_again BETWEEN 0 AND 1);
)sql";

}  // namespace forum
