#include "forum/migrations_mentions.hpp"

namespace forum {

char const* const kMentions = R"sql(
-- Who was found behind a name in a post, when it was written; subscriber_kind as in subscription. is_told: his notice
-- was written, or was his wish not to get. A name that went from the text stays, so that nobody is told twice.
CREATE TABLE mention (
  post_id INTEGER NOT NULL REFERENCES post (id),
  name TEXT NOT NULL,
  subscriber_kind INTEGER NOT NULL CHECK (subscriber_kind BETWEEN 1 AND 2),
  subscriber_id INTEGER NOT NULL,
  is_told INTEGER NOT NULL CHECK (is_told BETWEEN 0 AND 1),
  PRIMARY KEY (post_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_untold_by_subscriber ON mention (subscriber_kind, subscriber_id) WHERE is_told = 0;
)sql";

}  // namespace forum
