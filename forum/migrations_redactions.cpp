#include "forum/migrations_redactions.hpp"

namespace forum {

char const* const kRedactions = R"sql(
-- Which former text of a post its source has taken out (forum/redactions.hpp): its row in revision stays, without the text.
CREATE TABLE redaction (
  post_id INTEGER NOT NULL REFERENCES post (id),
  version INTEGER NOT NULL,
  redacted_by INTEGER NOT NULL REFERENCES users (id),
  redacted_at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (post_id, version)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace forum
