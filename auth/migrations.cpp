#include "auth/migrations.hpp"

#include <array>

#include "auth/migrations_accounts.hpp"
#include "auth/migrations_bureau.hpp"
#include "auth/migrations_groups.hpp"
#include "auth/migrations_handles.hpp"
#include "auth/migrations_release.hpp"

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

constexpr char kAudit[] = R"sql(
-- The audit log (auth/audit_log.hpp). Public ids, not keys: a record means the same for ever and outside.
-- `leaf` is the hash of the record's canonical bytes, in which `previous`, the leaf of the record before, stands.
-- `kind` follows from `event`. Lists are public ids one after the other, ascending; NULL where empty.
CREATE TABLE audit_record (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 10),
  event INTEGER NOT NULL,
  actor_user BLOB CHECK (length(actor_user) = 16),
  actor_organisation BLOB CHECK (length(actor_organisation) = 16),
  actor_role INTEGER,
  object_kind INTEGER NOT NULL,
  object BLOB CHECK (length(object) = 16),
  topic BLOB CHECK (length(topic) = 16),
  level INTEGER CHECK (level BETWEEN 0 AND 3),
  approved_by BLOB CHECK (length(approved_by) = 16),
  reason TEXT,
  case_number TEXT,
  sources BLOB,
  recipients BLOB,
  parts BLOB,
  previous BLOB NOT NULL CHECK (length(previous) = 32),
  leaf BLOB NOT NULL CHECK (length(leaf) = 32)
) STRICT;
CREATE INDEX audit_record_by_time ON audit_record (at);
CREATE INDEX audit_record_by_actor ON audit_record (actor_user, at) WHERE actor_user IS NOT NULL;
CREATE INDEX audit_record_by_object ON audit_record (object, at) WHERE object IS NOT NULL;
CREATE INDEX audit_record_by_case ON audit_record (case_number, at) WHERE case_number IS NOT NULL;
-- What is rare: everything but consultations, and the acts in one topic.
CREATE INDEX audit_record_by_kind ON audit_record (kind, at) WHERE kind <> 3;
CREATE INDEX audit_record_by_topic ON audit_record (topic, at) WHERE topic IS NOT NULL AND kind IN (2, 5);

-- audit_record.sources, taken apart to be found by.
CREATE TABLE audit_source (
  organisation BLOB NOT NULL,
  at INTEGER NOT NULL,
  number INTEGER NOT NULL REFERENCES audit_record (number),
  PRIMARY KEY (organisation, at, number)
) STRICT, WITHOUT ROWID;

-- One row: what appending needs. `frontier`: the roots of the perfect subtrees, the largest first.
CREATE TABLE audit_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL,
  last_leaf BLOB NOT NULL,
  frontier BLOB NOT NULL
) STRICT;
INSERT INTO audit_head (id, size, last_leaf, frontier) VALUES (1, 0, zeroblob(32), X'');

-- The roots of the perfect subtrees of 2^8, 2^16 ... records, for proofs.
CREATE TABLE audit_subtree (
  height INTEGER NOT NULL,
  position INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (height, position)
) STRICT, WITHOUT ROWID;

-- Public keys only; the secret one is a file (docs/decisions/008-audit-key.md).
CREATE TABLE audit_key (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  public_key BLOB NOT NULL UNIQUE CHECK (length(public_key) = 32),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE audit_checkpoint (
  size INTEGER PRIMARY KEY,
  made_at INTEGER NOT NULL,
  note TEXT NOT NULL
) STRICT;

CREATE TABLE audit_witness (
  id INTEGER PRIMARY KEY,
  organisation BLOB NOT NULL,
  name TEXT NOT NULL UNIQUE,
  public_key BLOB NOT NULL UNIQUE CHECK (length(public_key) = 32),
  registered_at INTEGER NOT NULL,
  retired_at INTEGER
) STRICT;

CREATE TABLE audit_cosignature (
  size INTEGER NOT NULL REFERENCES audit_checkpoint (size),
  witness_id INTEGER NOT NULL REFERENCES audit_witness (id),
  received_at INTEGER NOT NULL,
  line TEXT NOT NULL,
  PRIMARY KEY (size, witness_id)
) STRICT, WITHOUT ROWID;

-- A first fence, against mistakes of our own: whoever holds the file can take it down, and is found by `audit verify`.
CREATE TRIGGER audit_record_no_update BEFORE UPDATE ON audit_record
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_record_no_delete BEFORE DELETE ON audit_record
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_source_no_update BEFORE UPDATE ON audit_source
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_source_no_delete BEFORE DELETE ON audit_source
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_subtree_no_update BEFORE UPDATE ON audit_subtree
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_subtree_no_delete BEFORE DELETE ON audit_subtree
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_key_no_update BEFORE UPDATE ON audit_key
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_key_no_delete BEFORE DELETE ON audit_key
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_checkpoint_no_update BEFORE UPDATE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_checkpoint_no_delete BEFORE DELETE ON audit_checkpoint
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_cosignature_no_update BEFORE UPDATE ON audit_cosignature
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_cosignature_no_delete BEFORE DELETE ON audit_cosignature
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_head_only_grows BEFORE UPDATE ON audit_head WHEN NEW.size <= OLD.size
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_witness_only_retires BEFORE UPDATE ON audit_witness
WHEN OLD.retired_at IS NOT NULL OR NEW.retired_at IS NULL OR NEW.id <> OLD.id OR NEW.organisation <> OLD.organisation
  OR NEW.name <> OLD.name OR NEW.public_key <> OLD.public_key OR NEW.registered_at <> OLD.registered_at
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_witness_no_delete BEFORE DELETE ON audit_witness
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
)sql";

constexpr char kAuditBlocks[] = R"sql(
-- Consultations are most of the log. An index entry for each of their keys would touch a page of its own and cost
-- more than the read that is logged; so they are found through one filter (auth/audit_filter.hpp) for each 256 of
-- them, written once, at the end of the file. Indexes are for acts, which are rare, and in order of the number.
DROP INDEX audit_record_by_time;
DROP INDEX audit_record_by_actor;
DROP INDEX audit_record_by_object;
DROP INDEX audit_record_by_case;
DROP INDEX audit_record_by_kind;
DROP INDEX audit_record_by_topic;
CREATE INDEX audit_act_by_actor ON audit_record (actor_user) WHERE kind <> 3;
CREATE INDEX audit_act_by_object ON audit_record (object) WHERE kind <> 3;
CREATE INDEX audit_act_by_kind ON audit_record (kind) WHERE kind <> 3;
CREATE INDEX audit_act_by_topic ON audit_record (topic) WHERE kind IN (2, 5);
CREATE INDEX audit_record_by_case ON audit_record (case_number) WHERE case_number IS NOT NULL;

-- The sources of acts, to be found by; those of consultations are in the filters.
CREATE TABLE audit_act_source (
  organisation BLOB NOT NULL,
  number INTEGER NOT NULL REFERENCES audit_record (number),
  PRIMARY KEY (organisation, number)
) STRICT, WITHOUT ROWID;
INSERT INTO audit_act_source (organisation, number)
SELECT s.organisation, s.number FROM audit_source AS s JOIN audit_record AS r ON r.number = s.number WHERE r.kind <> 3;
DROP TABLE audit_source;

-- Records 256 * position + 1 to 256 * position + 256: when they were, and what consultations among them name.
CREATE TABLE audit_block (
  position INTEGER PRIMARY KEY,
  least_at INTEGER NOT NULL,
  most_at INTEGER NOT NULL,
  filter BLOB NOT NULL
) STRICT;
CREATE INDEX audit_block_by_time ON audit_block (least_at, most_at);

CREATE TRIGGER audit_act_source_no_update BEFORE UPDATE ON audit_act_source
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_act_source_no_delete BEFORE DELETE ON audit_act_source
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_block_no_update BEFORE UPDATE ON audit_block
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_block_no_delete BEFORE DELETE ON audit_block
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
)sql";

constexpr char kAuditHead[] = R"sql(
-- This fence cost each record as much as writing it. The head proves nothing: `audit verify` holds it to the records.
DROP TRIGGER audit_head_only_grows;
)sql";

constexpr char kAuditPacks[] = R"sql(
-- Consultations that were written together (auth/audit_pack.hpp). The first has the number `first`, the others follow it;
-- none stands in audit_record as well, and no pack reaches across the end of a block.
CREATE TABLE audit_pack (
  first INTEGER PRIMARY KEY,
  records BLOB NOT NULL
) STRICT;

CREATE TRIGGER audit_pack_no_update BEFORE UPDATE ON audit_pack
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_pack_no_delete BEFORE DELETE ON audit_pack
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
)sql";

}  // namespace

std::span<storage::Migration const> migrations() {
  static std::array const all{
      storage::Migration{1, "identity", kIdentity},
      storage::Migration{2, "audience", kAudience},
      storage::Migration{6, "audit", kAudit},
      storage::Migration{8, "audit_blocks", kAuditBlocks},
      storage::Migration{9, "audit_head", kAuditHead},
      storage::Migration{12, "account stamp", kAccountStamp},
      storage::Migration{13, "proposals", kProposals},
      storage::Migration{14, "release policies", kReleasePolicies},
      storage::Migration{16, "groups", kGroups},
      storage::Migration{19, "audit_packs", kAuditPacks},
      storage::Migration{36, "handles", kHandles},
      storage::Migration{57, "let in", kLetIn},
      storage::Migration{61, "setting marks", kSettingMarks},
  };
  return all;
}

}  // namespace auth
