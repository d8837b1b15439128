#include "auth/migrations_groups.hpp"

namespace auth {

char const* const kGroups = R"sql(
-- Named groups of organisations (auth/groups.hpp). A retired one keeps its row; its name is free again.
CREATE TABLE audience_group (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE,
  owner_id INTEGER NOT NULL REFERENCES organisation (id),
  name TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  retired_at INTEGER
) STRICT;
CREATE UNIQUE INDEX audience_group_by_name ON audience_group (owner_id, name) WHERE retired_at IS NULL;

CREATE TABLE audience_group_member (
  group_id INTEGER NOT NULL REFERENCES audience_group (id),
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (group_id, organisation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX audience_group_of_member ON audience_group_member (organisation_id, group_id);
)sql";

}  // namespace auth
