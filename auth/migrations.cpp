#include "auth/migrations.hpp"

#include <array>

namespace auth {
namespace {

constexpr char kIdentity[] = R"sql(
-- Random keys that the server made for itself, such as the one that seals cursors.
CREATE TABLE secret (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT;

-- One row. `value` moves with every change of audience, marking, grant, status or deny list.
CREATE TABLE policy_epoch (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value INTEGER NOT NULL
) STRICT;
INSERT INTO policy_epoch (id, value) VALUES (1, 1);

CREATE TABLE organisation (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('ncb', 'sub_bureau', 'national_entity', 'secretariat', 'partner')),
  parent_id INTEGER REFERENCES organisation (id),
  country TEXT,
  city TEXT,
  name_ar TEXT NOT NULL,
  name_en TEXT NOT NULL,
  name_es TEXT NOT NULL,
  name_fr TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'supervised', 'suspended')),
  max_level INTEGER NOT NULL CHECK (max_level BETWEEN 0 AND 3)
) STRICT;
CREATE UNIQUE INDEX organisation_one_bureau_per_country ON organisation (country) WHERE kind = 'ncb';

-- source_id has denied denied_id everything that is its own.
CREATE TABLE deny (
  source_id INTEGER NOT NULL REFERENCES organisation (id),
  denied_id INTEGER NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (source_id, denied_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  username TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  function TEXT NOT NULL,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  clearance INTEGER NOT NULL CHECK (clearance BETWEEN 0 AND 3),
  vetted_by INTEGER REFERENCES users (id),
  vetted_until INTEGER,
  state TEXT NOT NULL CHECK (state IN ('pending', 'active', 'locked', 'left')),
  password_hash TEXT,
  language TEXT NOT NULL CHECK (language IN ('ar', 'en', 'es', 'fr')),
  theme TEXT NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
  single_keys INTEGER NOT NULL DEFAULT 1 CHECK (single_keys IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX users_by_organisation ON users (organisation_id);

CREATE TABLE role_grant (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id),
  role TEXT NOT NULL CHECK (role IN ('reader', 'contributor', 'coordinator', 'security_officer',
    'data_protection_officer', 'topic_moderator', 'unit_officer', 'compliance', 'administrator', 'auditor', 'guest')),
  scope TEXT NOT NULL CHECK (scope IN ('platform', 'organisation', 'topic', 'thread')),
  scope_id INTEGER,
  valid_from INTEGER NOT NULL,
  valid_until INTEGER
) STRICT;
CREATE INDEX role_grant_by_user ON role_grant (user_id);

-- Only the SHA-256 of a session's token is kept.
CREATE TABLE session (
  token_hash BLOB PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id),
  assurance INTEGER NOT NULL CHECK (assurance BETWEEN 1 AND 3),
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_user ON session (user_id);
CREATE INDEX session_by_last_seen ON session (last_seen_at);
)sql";

constexpr char kAudience[] = R"sql(
-- An interned set of organisations. `definition` is the SHA-256 of its canonical form (auth/audience.cpp).
-- The owner is the Secretariat unit that owns the topic, which an all_members audience of that topic includes.
CREATE TABLE audience (
  id INTEGER PRIMARY KEY,
  base TEXT NOT NULL CHECK (base IN ('inherit', 'all_members', 'only', 'own')),
  owner_id INTEGER REFERENCES organisation (id),
  definition BLOB NOT NULL UNIQUE,
  bureaus INTEGER NOT NULL
) STRICT;

CREATE TABLE audience_term (
  audience_id INTEGER NOT NULL REFERENCES audience (id),
  side TEXT NOT NULL CHECK (side IN ('only', 'minus')),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (audience_id, side, organisation_id)
) STRICT, WITHOUT ROWID;

-- Who is in it, resolved. The read rule asks exactly this table.
CREATE TABLE audience_member (
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  audience_id INTEGER NOT NULL REFERENCES audience (id),
  PRIMARY KEY (organisation_id, audience_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX audience_member_by_audience ON audience_member (audience_id, organisation_id);

-- kInherit: every organisation joins it when it is made. The definition is the SHA-256 of "inherit".
INSERT INTO audience (id, base, definition, bureaus)
VALUES (1, 'inherit', X'035300F3AFEE55AE79B77CA5BC61FF29FC3C7ABB56F751BD524FA331B50D8EE0', 0);
)sql";

constexpr std::array kMigrations{
    storage::Migration{1, "identity", kIdentity},
    storage::Migration{2, "audience", kAudience},
};

}  // namespace

std::span<storage::Migration const> migrations() {
  return kMigrations;
}

}  // namespace auth
