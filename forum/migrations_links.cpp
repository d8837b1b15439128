#include "forum/migrations_links.hpp"

namespace forum {

char const* const kThreadLinks = R"sql(
-- The threads of this forum that the text of a post links to, by public id: whether there is such a thread, and for
-- whom, is asked when links are shown.
CREATE TABLE thread_link (
  post_id INTEGER NOT NULL REFERENCES post (id),
  thread BLOB NOT NULL CHECK (length(thread) = 16),
  PRIMARY KEY (post_id, thread)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_link_by_thread ON thread_link (thread, post_id);
)sql";

}  // namespace forum
