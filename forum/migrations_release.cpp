#include "forum/migrations_release.hpp"

namespace forum {

char const* const kSubmissions = R"sql(
-- What was submitted for release, once for each post that ever awaited it. Where it stands follows from the
-- columns and from the source's status (forum/release_sql.cpp). decided_version is the text that was last
-- returned, or released and taken back. settled_at: released or withdrawn; null while somebody has to act.
CREATE TABLE submission (
  post_id INTEGER PRIMARY KEY REFERENCES post (id),
  source_id INTEGER NOT NULL REFERENCES organisation (id),
  needs_coordinator INTEGER NOT NULL CHECK (needs_coordinator IN (0, 1)),
  submitted_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  checked_by INTEGER REFERENCES users (id), -- compliance, for a supervised source
  checked_at INTEGER,
  returned_by INTEGER REFERENCES users (id),
  returned_at INTEGER,
  reason TEXT,                              -- of the last return
  decided_version INTEGER,
  reminded_at INTEGER,
  settled_at INTEGER
) STRICT;
CREATE INDEX submission_waiting ON submission (source_id, submitted_at, post_id) WHERE settled_at IS NULL;
CREATE INDEX submission_in_order ON submission (submitted_at, post_id) WHERE settled_at IS NULL;
CREATE INDEX submission_due ON submission (due_at) WHERE settled_at IS NULL AND reminded_at IS NULL;
INSERT INTO submission (post_id, source_id, needs_coordinator, submitted_at, due_at)
SELECT p.id, p.source_id, 1, p.created_at, p.created_at + 259200000 FROM post p WHERE p.state = 2;

-- The text that was released, and when its release was taken back.
ALTER TABLE release ADD COLUMN version INTEGER;
ALTER TABLE release ADD COLUMN undone_at INTEGER;

-- kind: 0 news of what a subscriber follows; else a notice to one person about a post's release: 1 submitted,
-- 2 its deadline has passed, 3 released, 4 returned. A notice says itself whether it was read.
ALTER TABLE inbox ADD COLUMN kind INTEGER NOT NULL DEFAULT 0 CHECK (kind BETWEEN 0 AND 4);
ALTER TABLE inbox ADD COLUMN is_read INTEGER NOT NULL DEFAULT 0 CHECK (is_read IN (0, 1));
CREATE INDEX inbox_notice_by_post ON inbox (post_id, subscriber_id) WHERE kind <> 0;
CREATE INDEX inbox_notice_by_event ON inbox (event_id, subscriber_id) WHERE kind <> 0;

-- Whose posts he may release is who is told of them.
CREATE INDEX role_grant_of_coordinators ON role_grant (scope_id) WHERE role = 'coordinator';

-- An outline tells where a post stands on its way to release.
CREATE TRIGGER outline_submitted AFTER INSERT ON submission BEGIN
  UPDATE thread SET stamp = stamp + 1 WHERE id = (SELECT p.thread_id FROM post p WHERE p.id = NEW.post_id);
END;
CREATE TRIGGER outline_submission_changed AFTER UPDATE ON submission BEGIN
  UPDATE thread SET stamp = stamp + 1 WHERE id = (SELECT p.thread_id FROM post p WHERE p.id = NEW.post_id);
END;
)sql";

char const* const kRecalls = R"sql(
-- What its source has taken back, and why; to which record of the audit log those who had opened it were looked
-- for, and when that was done for the last time.
CREATE TABLE recall (
  post_id INTEGER PRIMARY KEY REFERENCES post (id),
  recalled_by INTEGER NOT NULL REFERENCES users (id),
  recalled_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  searched_to INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE INDEX recall_unfinished ON recall (recalled_at) WHERE finished_at IS NULL;

-- What each bureau is asked to confirm that had opened such a post, and which of its officers had: that is for
-- the bureau alone.
CREATE TABLE recall_request (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  post_id INTEGER NOT NULL REFERENCES recall (post_id),
  bureau_id INTEGER NOT NULL REFERENCES organisation (id),
  asked_at INTEGER NOT NULL,
  acknowledged_by INTEGER REFERENCES users (id),
  acknowledged_at INTEGER,
  UNIQUE (post_id, bureau_id)
) STRICT;
CREATE INDEX recall_request_open ON recall_request (bureau_id) WHERE acknowledged_at IS NULL;
CREATE INDEX recall_request_confirmed ON recall_request (bureau_id) WHERE acknowledged_at IS NOT NULL;
CREATE TABLE recall_opener (
  request_id INTEGER NOT NULL REFERENCES recall_request (id),
  user_id INTEGER NOT NULL REFERENCES users (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id), -- his, when he opened it
  PRIMARY KEY (request_id, user_id)
) STRICT, WITHOUT ROWID;

-- What an organisation has contributed, state by state, in the order of the keys.
CREATE INDEX post_by_source ON post (source_id, state);
)sql";

char const* const kHidings = R"sql(
-- What is hidden for the time being, by whom and in which office (the name of his role), and why. A row stands
-- while the post is hidden, and stays where it was withdrawn then.
CREATE TABLE hiding (
  post_id INTEGER PRIMARY KEY REFERENCES post (id),
  office TEXT NOT NULL,
  hidden_by INTEGER NOT NULL REFERENCES users (id),
  hidden_at INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT;

-- Notices of further kinds (forum/submissions.hpp): which there are is no longer the table's to say.
CREATE TABLE plain_inbox (
  subscriber_kind INTEGER NOT NULL,
  subscriber_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  post_id INTEGER NOT NULL,
  kind INTEGER NOT NULL DEFAULT 0 CHECK (kind >= 0),
  is_read INTEGER NOT NULL DEFAULT 0 CHECK (is_read BETWEEN 0 AND 1),
  PRIMARY KEY (subscriber_kind, subscriber_id, event_id)
) STRICT, WITHOUT ROWID;
INSERT INTO plain_inbox (subscriber_kind, subscriber_id, event_id, post_id, kind, is_read)
SELECT subscriber_kind, subscriber_id, event_id, post_id, kind, is_read FROM inbox;
DROP TABLE inbox;
ALTER TABLE plain_inbox RENAME TO inbox;
CREATE INDEX inbox_notice_by_post ON inbox (post_id, subscriber_id) WHERE kind <> 0;
CREATE INDEX inbox_notice_by_event ON inbox (event_id, subscriber_id) WHERE kind <> 0;
)sql";

char const* const kReviews = R"sql(
-- What has a date of review, source by source.
CREATE INDEX post_with_review ON post (source_id, state) WHERE review_on IS NOT NULL;
)sql";

char const* const kErasures = R"sql(
-- What is erased: its row in post stays, withdrawn and without text. Whoever approved it, or carried out an order;
-- the order's reference is empty where there was none.
CREATE TABLE erasure (
  post_id INTEGER PRIMARY KEY REFERENCES post (id),
  erased_at INTEGER NOT NULL,
  erased_by INTEGER NOT NULL REFERENCES users (id),
  is_by_order INTEGER NOT NULL CHECK (is_by_order BETWEEN 0 AND 1),
  reference TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX proposal_of_erasure ON proposal (what) WHERE kind = 'erasure' AND outcome = 'open';
CREATE INDEX draft_by_context ON draft (context);
CREATE INDEX idempotency_by_post ON idempotency (post_id);
)sql";

char const* const kChecks = R"sql(
-- Whose turn is compliance's, kept so that its queue costs what a page costs (forum/release_queue_sql.cpp). The column
-- follows the submission, and the status of its source and of the bureau above it.
CREATE VIEW supervised_source (id) AS
SELECT o.id FROM organisation o LEFT JOIN organisation a ON a.id = o.parent_id
WHERE (o.status = 'supervised' OR a.status = 'supervised')
AND o.status <> 'suspended' AND COALESCE(a.status, '') <> 'suspended';

ALTER TABLE submission ADD COLUMN in_check INTEGER NOT NULL DEFAULT 0 CHECK (in_check BETWEEN 0 AND 1);
UPDATE submission SET in_check = 1 WHERE settled_at IS NULL AND checked_at IS NULL AND returned_at IS NULL
  AND source_id IN (SELECT id FROM supervised_source);
DROP INDEX submission_in_order;
CREATE INDEX submission_in_check ON submission (submitted_at, post_id) WHERE in_check = 1;

CREATE TRIGGER submission_comes_to_check AFTER INSERT ON submission BEGIN
  UPDATE submission SET in_check = settled_at IS NULL AND checked_at IS NULL AND returned_at IS NULL
    AND EXISTS (SELECT 1 FROM supervised_source o WHERE o.id = NEW.source_id) WHERE post_id = NEW.post_id;
END;
CREATE TRIGGER submission_moves_in_check AFTER UPDATE OF settled_at, checked_at, returned_at ON submission BEGIN
  UPDATE submission SET in_check = settled_at IS NULL AND checked_at IS NULL AND returned_at IS NULL
    AND EXISTS (SELECT 1 FROM supervised_source o WHERE o.id = NEW.source_id) WHERE post_id = NEW.post_id;
END;
CREATE TRIGGER source_moves_in_check AFTER UPDATE OF status ON organisation WHEN NEW.status <> OLD.status BEGIN
  UPDATE submission SET in_check = checked_at IS NULL AND returned_at IS NULL
    AND EXISTS (SELECT 1 FROM supervised_source o WHERE o.id = submission.source_id)
    WHERE settled_at IS NULL AND source_id IN
      (SELECT o.id FROM organisation o WHERE o.id = NEW.id OR o.parent_id = NEW.id);
END;
)sql";

char const* const kReleaseReminders = R"sql(
-- Whatever waits is reminded of again and again (forum/release_reminders_sql.cpp), not only what never was.
DROP INDEX submission_due;
CREATE INDEX submission_due ON submission (due_at) WHERE settled_at IS NULL;
)sql";

}  // namespace forum
