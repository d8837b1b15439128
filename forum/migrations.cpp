#include "forum/migrations.hpp"

#include <array>

#include "forum/migrations_activity.hpp"
#include "forum/migrations_answers.hpp"
#include "forum/migrations_attachments.hpp"
#include "forum/migrations_author_notes.hpp"
#include "forum/migrations_break_glass.hpp"
#include "forum/migrations_disclosure.hpp"
#include "forum/migrations_keeping.hpp"
#include "forum/migrations_links.hpp"
#include "forum/migrations_losses.hpp"
#include "forum/migrations_mail.hpp"
#include "forum/migrations_mentions.hpp"
#include "forum/migrations_moderation.hpp"
#include "forum/migrations_order.hpp"
#include "forum/migrations_pending.hpp"
#include "forum/migrations_reading.hpp"
#include "forum/migrations_redactions.hpp"
#include "forum/migrations_release.hpp"
#include "forum/migrations_repeats.hpp"
#include "forum/migrations_search.hpp"
#include "forum/migrations_splits.hpp"
#include "forum/migrations_tags.hpp"
#include "forum/migrations_tallies.hpp"
#include "forum/migrations_wishes.hpp"
#include "forum/migrations_writing.hpp"

namespace forum {
namespace {

constexpr char kDiscussion[] = R"sql(
-- Every object that can be read carries the same envelope columns, which auth::readable() composes into the
-- read rule: source_id, author_id, level, audience_id, state, expires_on.
CREATE TABLE topic (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  source_id INTEGER NOT NULL REFERENCES organisation (id),
  author_id INTEGER,
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
  audience_id INTEGER NOT NULL REFERENCES audience (id),
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
  expires_on INTEGER,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE topic_text (
  topic_id INTEGER NOT NULL REFERENCES topic (id),
  language TEXT NOT NULL CHECK (language IN ('ar', 'en', 'es', 'fr')),
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  PRIMARY KEY (topic_id, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE thread (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  topic_id INTEGER NOT NULL REFERENCES topic (id),
  source_id INTEGER NOT NULL REFERENCES organisation (id),
  author_id INTEGER NOT NULL REFERENCES users (id),
  title TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('ar', 'en', 'es', 'fr')),
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
  caveats INTEGER NOT NULL,
  caveat_text TEXT,
  legal_use INTEGER NOT NULL,
  attribution INTEGER NOT NULL,
  review_on INTEGER,
  expires_on INTEGER,
  audience_id INTEGER NOT NULL REFERENCES audience (id),
  bureaus INTEGER NOT NULL,          -- national bureaus in this audience and the topic's
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
  pinned INTEGER NOT NULL CHECK (pinned IN (0, 1)),
  locked INTEGER NOT NULL CHECK (locked IN (0, 1)),
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX thread_pinned ON thread (topic_id) WHERE pinned = 1;
CREATE INDEX thread_by_author ON thread (author_id, topic_id);

-- `path` is the order of reading: the parent's path and this post's place among its parent's answers
-- (forum/reply_path.hpp). `sequence` is the number of the event that published it, `published_at` its time: null
-- until then. `editor_id` wrote the text as it is now.
CREATE TABLE post (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  parent_id INTEGER REFERENCES post (id),
  path BLOB NOT NULL,
  answers INTEGER NOT NULL DEFAULT 0, -- posts that ever answered it directly, readable or not
  source_id INTEGER NOT NULL REFERENCES organisation (id),
  author_id INTEGER NOT NULL REFERENCES users (id),
  language TEXT NOT NULL CHECK (language IN ('ar', 'en', 'es', 'fr')),
  body TEXT NOT NULL,
  html TEXT NOT NULL,
  renderer INTEGER NOT NULL,          -- version of the renderer that made html
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
  caveats INTEGER NOT NULL,
  caveat_text TEXT,
  legal_use INTEGER NOT NULL,
  attribution INTEGER NOT NULL,
  review_on INTEGER,
  expires_on INTEGER,
  audience_id INTEGER NOT NULL REFERENCES audience (id),
  bureaus INTEGER NOT NULL,           -- national bureaus in this audience, the thread's and the topic's
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
  version INTEGER NOT NULL,
  sequence INTEGER,
  published_at INTEGER,
  created_at INTEGER NOT NULL,
  editor_id INTEGER NOT NULL REFERENCES users (id),
  edited_at INTEGER
) STRICT;
CREATE UNIQUE INDEX post_in_reading_order ON post (thread_id, path);
CREATE INDEX post_by_sequence ON post (thread_id, sequence);

-- Former texts only; the current one is in post.
CREATE TABLE revision (
  post_id INTEGER NOT NULL REFERENCES post (id),
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  html TEXT NOT NULL,
  editor_id INTEGER NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (post_id, version)
) STRICT, WITHOUT ROWID;

-- Who released what, and why.
CREATE TABLE release (
  post_id INTEGER NOT NULL REFERENCES post (id),
  released_at INTEGER NOT NULL,
  officer_id INTEGER NOT NULL REFERENCES users (id),
  reason TEXT NOT NULL,
  PRIMARY KEY (post_id, released_at)
) STRICT, WITHOUT ROWID;

-- Posts of a thread, and threads of a topic, counted by envelope, so that counts and last activity per viewer
-- are a sum and a maximum over the few envelopes that he may read. They carry every column that the read rule
-- asks for and stand for what somebody can read: withdrawn objects are not in them; author_id is 0 but where an
-- object awaits release; expires_on is the greatest integer where an object does not expire.
-- The last_* columns are those of the newest post; the sequence is 0 before it is published, and the time then
-- that of its making. A test recomputes both tables.
CREATE TABLE post_tally (
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  audience_id INTEGER NOT NULL REFERENCES audience (id),
  level INTEGER NOT NULL,
  source_id INTEGER NOT NULL REFERENCES organisation (id),
  state INTEGER NOT NULL,
  author_id INTEGER NOT NULL,
  expires_on INTEGER NOT NULL,
  topic_id INTEGER NOT NULL REFERENCES topic (id),
  posts INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (thread_id, audience_id, level, source_id, state, author_id, expires_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_tally_by_activity ON post_tally (topic_id, last_at, thread_id);
CREATE INDEX post_tally_by_sequence ON post_tally (topic_id, last_sequence);

CREATE TABLE thread_tally (
  topic_id INTEGER NOT NULL REFERENCES topic (id),
  audience_id INTEGER NOT NULL REFERENCES audience (id),
  level INTEGER NOT NULL,
  source_id INTEGER NOT NULL REFERENCES organisation (id),
  state INTEGER NOT NULL,
  author_id INTEGER NOT NULL,
  expires_on INTEGER NOT NULL,
  threads INTEGER NOT NULL,
  PRIMARY KEY (topic_id, audience_id, level, source_id, state, author_id, expires_on)
) STRICT, WITHOUT ROWID;

-- A create with an Idempotency-Key: what was asked (hashed) and what came of it.
CREATE TABLE idempotency (
  user_id INTEGER NOT NULL REFERENCES users (id),
  key TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  post_id INTEGER NOT NULL REFERENCES post (id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (created_at);
)sql";

constexpr char kFollowing[] = R"sql(
-- What changed, in order; written in the transaction of the change. The live stream replays it. Where the
-- change moved an envelope, `prior_*` keep the former one, so that who could read before and cannot now is told
-- "gone".
CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  object TEXT NOT NULL CHECK (object IN ('thread', 'post')),
  change TEXT NOT NULL CHECK (change IN ('created', 'changed')),
  topic_id INTEGER NOT NULL,
  thread_id INTEGER NOT NULL,
  post_id INTEGER,
  actor_id INTEGER NOT NULL,
  prior_topic_id INTEGER,
  prior_audience_id INTEGER,
  prior_level INTEGER,
  prior_state INTEGER,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX event_by_age ON event (at);

-- subscriber_kind: 1 a person, 2 a bureau's desk. target_kind: 1 a topic, 2 a thread. level: 0 none,
-- 1 mentions, 2 all. A row of level 0 says that somebody wishes to hear nothing, and outweighs his row of the
-- topic.
CREATE TABLE subscription (
  target_kind INTEGER NOT NULL CHECK (target_kind IN (1, 2)),
  target_id INTEGER NOT NULL,
  subscriber_kind INTEGER NOT NULL CHECK (subscriber_kind IN (1, 2)),
  subscriber_id INTEGER NOT NULL,
  level INTEGER NOT NULL CHECK (level IN (0, 1, 2)),
  PRIMARY KEY (target_kind, target_id, subscriber_kind, subscriber_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX subscription_by_subscriber ON subscription (subscriber_kind, subscriber_id);

-- News for a subscriber: one row per person or desk, not per reader of the desk.
CREATE TABLE inbox (
  subscriber_kind INTEGER NOT NULL,
  subscriber_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL,
  post_id INTEGER NOT NULL,
  PRIMARY KEY (subscriber_kind, subscriber_id, event_id)
) STRICT, WITHOUT ROWID;

-- Read marks. A sequence number says "and all before"; the single marks cover what was read out of order.
CREATE TABLE reader (
  user_id INTEGER PRIMARY KEY REFERENCES users (id),
  posts_read_to INTEGER NOT NULL,         -- nothing published before the account existed is unread
  notifications_read_to INTEGER NOT NULL  -- the number of an event
) STRICT;
CREATE TABLE topic_read (
  user_id INTEGER NOT NULL,
  topic_id INTEGER NOT NULL,
  read_to INTEGER NOT NULL,
  PRIMARY KEY (user_id, topic_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE thread_read (
  user_id INTEGER NOT NULL,
  thread_id INTEGER NOT NULL,
  read_to INTEGER NOT NULL,
  PRIMARY KEY (user_id, thread_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE post_read (
  user_id INTEGER NOT NULL,
  thread_id INTEGER NOT NULL,
  post_id INTEGER NOT NULL,
  PRIMARY KEY (user_id, thread_id, post_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE notification_read (
  user_id INTEGER NOT NULL,
  post_id INTEGER NOT NULL,
  PRIMARY KEY (user_id, post_id)
) STRICT, WITHOUT ROWID;

-- One draft for each person and place. marking and audience are kept as the client sent them (checked JSON).
CREATE TABLE draft (
  user_id INTEGER NOT NULL REFERENCES users (id),
  context TEXT NOT NULL,
  title TEXT,
  body TEXT NOT NULL,
  marking TEXT,
  audience TEXT,
  language TEXT,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, context)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_by_age ON draft (user_id, saved_at);
)sql";

}  // namespace

std::span<storage::Migration const> migrations() {
  static std::array const all{
      storage::Migration{3, "discussion", kDiscussion},
      storage::Migration{4, "following", kFollowing},
      storage::Migration{5, "tallies", kTallies},
      storage::Migration{7, "outline stamps", kOutlineStamps},
      storage::Migration{10, "submissions", kSubmissions},
      storage::Migration{11, "plain checks", kPlainChecks},
      storage::Migration{15, "recalls", kRecalls},
      storage::Migration{17, "hidings", kHidings},
      storage::Migration{18, "disclosures", kDisclosures},
      storage::Migration{20, "search", kSearch},
      storage::Migration{21, "thread links", kThreadLinks},
      storage::Migration{22, "widenings", kWidenings},
      storage::Migration{23, "reviews", kReviews},
      storage::Migration{24, "search residue", kSearchResidue},
      storage::Migration{25, "break glass", kBreakGlass},
      storage::Migration{26, "erasures", kErasures},
      storage::Migration{27, "search places", kSearchPlaces},
      storage::Migration{28, "tags", kTags},
      storage::Migration{29, "attachments", kAttachments},
      storage::Migration{30, "mentions", kMentions},
      storage::Migration{31, "thread order", kThreadOrder},
      storage::Migration{32, "losses", kLosses},
      storage::Migration{33, "search files", kSearchFiles},
      storage::Migration{34, "bookmarks", kBookmarks},
      storage::Migration{35, "mail", kMail},
      storage::Migration{37, "checks", kChecks},
      storage::Migration{38, "draft versions", kDraftVersions},
      storage::Migration{39, "accepted answers", kAcceptedAnswers},
      storage::Migration{40, "reactions", kReactions},
      storage::Migration{41, "flags", kFlags},
      storage::Migration{42, "appeals", kAppeals},
      storage::Migration{43, "saved searches", kSavedSearches},
      storage::Migration{44, "slow mode", kSlowMode},
      storage::Migration{45, "order proposals", kOrderProposals},
      storage::Migration{46, "activity", kActivity},
      storage::Migration{47, "author notes", kAuthorNotes},
      storage::Migration{48, "seals", kSeals},
      storage::Migration{49, "pending revisions", kPendingRevisions},
      storage::Migration{50, "redactions", kRedactions},
      storage::Migration{51, "search file readers", kSearchFileReaders},
      storage::Migration{52, "order wishes", kOrderWishes},
      storage::Migration{53, "warning appeals", kWarningAppeals},
      storage::Migration{54, "splits", kSplits},
      storage::Migration{55, "widenings for quotes", kWideningsForQuotes},
      storage::Migration{56, "expiries", kExpiries},
      storage::Migration{58, "widening bureaus", kWideningBureaus},
      storage::Migration{59, "note bureaus", kNoteBureaus},
      storage::Migration{60, "published tallies", kPublishedTallies},
      storage::Migration{62, "release reminders", kReleaseReminders},
      storage::Migration{63, "repeats", kRepeats},
      storage::Migration{64, "act appeals", kActAppeals},
      storage::Migration{65, "former labels", kFormerLabels},
  };
  return all;
}

}  // namespace forum
