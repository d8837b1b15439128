#include "forum/migrations_repeats.hpp"

namespace forum {

char const* const kRepeats = R"sql(
-- Every create takes an Idempotency-Key (forum/repeated_requests.hpp). What came of it is an object that is read again,
-- or an answer, sealed with what only the asker has. What was asked before this step is not remembered beyond it: the
-- keys stood here in the clear, and their hashes cannot be made in SQL.
DROP TABLE idempotency;
CREATE TABLE idempotency (
  user_id INTEGER NOT NULL REFERENCES users (id),
  key BLOB NOT NULL,
  request_hash BLOB NOT NULL,
  made BLOB,
  answer TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, key),
  CHECK ((made IS NULL) <> (answer IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (created_at);
CREATE INDEX idempotency_by_made ON idempotency (made) WHERE made IS NOT NULL;
)sql";

}  // namespace forum
