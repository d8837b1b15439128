#include "forum/migrations_keeping.hpp"

namespace forum {

char const* const kBookmarks = R"sql(
-- Posts that somebody keeps for himself. A row tells nothing as long as he may not read the post.
CREATE TABLE bookmark (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id),
  post_id INTEGER NOT NULL REFERENCES post (id),
  note TEXT NOT NULL,
  kept_at INTEGER NOT NULL,
  UNIQUE (user_id, post_id)
) STRICT;
CREATE INDEX bookmark_of_person ON bookmark (user_id, id);
CREATE INDEX bookmark_of_post ON bookmark (post_id);
)sql";

char const* const kDraftVersions = R"sql(
-- What a draft said before; it ends with the draft.
CREATE TABLE draft_version (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL,
  context TEXT NOT NULL,
  title TEXT,
  body TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  FOREIGN KEY (user_id, context) REFERENCES draft (user_id, context) ON DELETE CASCADE
) STRICT;
CREATE INDEX draft_version_of_draft ON draft_version (user_id, context, id);
)sql";

char const* const kSavedSearches = R"sql(
CREATE TABLE saved_search (
  id INTEGER PRIMARY KEY,
  public_id BLOB NOT NULL UNIQUE CHECK (length(public_id) = 16),
  user_id INTEGER NOT NULL REFERENCES users (id),
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  tells INTEGER NOT NULL CHECK (tells IN (0, 1)),
  saved_at INTEGER NOT NULL
) STRICT;
CREATE INDEX saved_search_of_person ON saved_search (user_id, id);
CREATE INDEX saved_search_that_tells ON saved_search (id) WHERE tells = 1;

-- Posts that were published, and about which the searches that tell were not asked yet.
CREATE TABLE search_news (post_id INTEGER PRIMARY KEY) STRICT;
)sql";

}  // namespace forum
